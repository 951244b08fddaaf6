import { RecordStorage } from '../desk-record.js';
import { frameMemory } from '../fusion/contact-memory.js';
import { FusionHandler } from '../fusion/fusionHandler.js';
import { LeadingDesk } from '../leading-desk.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import { Tab } from '../tab.js';
import { TabLeadership } from '../vendor/tab-leadership.js';
import { FakeFrame } from './fake-frame.js';
import { FakeFusion } from './fake-fusion.js';
import { FakeLocks } from './fake-locks.js';
import { SERVICE, type FakeService } from './fake-service.js';
import { FakeEther } from './fake-wire.js';
import { ManualClock } from './manual-clock.js';
import { settled } from './settled.js';

/** One page of the toolbar, in one tab of Fusion. */
export interface Page {
  readonly tab: Tab;
  readonly fusion: FakeFusion;
  readonly frame: FakeFrame;
  readonly state: ToolbarState;
  hidden: boolean;
  /** As a crash does: nothing of the page runs any more, and nothing is said. */
  die(): void;
  /** As a page does that hangs: it holds what it has, and hears nothing. */
  hang(): void;
}

/** A browser with several tabs of Fusion, all of one agent. */
export class FakeBrowser {
  readonly clock = new ManualClock();
  readonly #locks = new FakeLocks();
  readonly #ether = new FakeEther();
  readonly #at: FakeService;
  #ids = 0;

  constructor(at: FakeService) {
    this.#at = at;
  }

  /** `before`: the page that was in the same frame until now. */
  async open(before?: Page): Promise<Page> {
    const { clock } = this;
    const fusion = before?.fusion ?? new FakeFusion();
    const frame = before?.frame ?? new FakeFrame();
    fusion.answers.set('getConfigurationOperation', () => ({ configuration: { agentId: '5001', features: '' } }));
    const log = (): void => undefined;
    const ids = { newId: () => `id-${(this.#ids += 1)}` };
    const handler = new FusionHandler({
      applicationName: 'test',
      appClassification: 'ORA_SERVICE',
      uefTimeoutMs: 5000,
      library: async () => fusion.framework,
      clock,
    });
    const locks = this.#locks.page();
    const wire = this.#ether.page();
    let desk: LeadingDesk | undefined;
    let state: ToolbarState | undefined;
    const memory = frameMemory(frame, ids, log);
    const agent = (): string | undefined => handler.agentId;
    const vendor = { serviceUrl: SERVICE, agent, clock, ids, fetch: this.#at.fetch, chance: () => 0.5, log };
    const page: Page = {
      hidden: false,
      get tab() {
        return tab;
      },
      fusion,
      frame,
      die: () => {
        wire.die();
        desk?.close();
        locks.die();
      },
      hang: () => wire.die(),
      get state(): ToolbarState {
        if (state === undefined) throw new Error('The page shows nothing.');
        return state;
      },
    };
    const tab: Tab = new Tab({
      fusion: handler,
      memory,
      storage: new RecordStorage(frame),
      clock,
      ids,
      log,
      agent,
      meet: (name, watcher) => ({ leadership: new TabLeadership({ name, locks, log }, watcher), wire }),
      lead: (left, changed) =>
        (desk = new LeadingDesk(
          { fusion: handler, memory, comm: { stripAniPlus: false, offerTimeoutSec: 30 }, directory: [], vendor },
          left,
          changed,
        )),
      isHidden: () => page.hidden,
    });
    tab.state$.subscribe((shown) => (state = shown));
    handler.listen(tab);
    await tab.start();
    await settled();
    return page;
  }
}
