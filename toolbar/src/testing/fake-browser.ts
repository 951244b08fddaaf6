import type { IUiEventsFramework } from '@oracle/uef-sdk';
import { RecordStorage } from '../desk-record.js';
import { frameMemory } from '../fusion/contact-memory.js';
import { FusionHandler } from '../fusion/fusionHandler.js';
import { LeadingDesk } from '../leading-desk.js';
import type { Clock } from '../state/clock.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import { Tab } from '../tab.js';
import { TabLeadership } from '../vendor/tab-leadership.js';
import { FakeFrame } from './fake-frame.js';
import { FakeFusion } from './fake-fusion.js';
import { FakeLocks } from './fake-locks.js';
import { SERVICE } from './fake-service.js';
import { FakeEther } from './fake-wire.js';
import { ManualClock } from './manual-clock.js';
import { settled } from './settled.js';

/** What a page of the toolbar finds around it. The framework is asked for once by each page. */
export interface FusionAround {
  readonly framework: IUiEventsFramework;
}

/** One page of the toolbar, in one tab of Fusion. */
export interface Page<F extends FusionAround = FakeFusion> {
  readonly tab: Tab;
  readonly fusion: F;
  readonly frame: FakeFrame;
  readonly state: ToolbarState;
  hidden: boolean;
  /** As a crash does: nothing of the page runs any more, and nothing is said. */
  die(): void;
  /** As a page does that hangs: it holds what it has, and hears nothing. */
  hang(): void;
}

/** What a browser is in. */
export interface BrowserWorld<C extends Clock, F extends FusionAround> {
  readonly clock: C;
  readonly fetch: typeof fetch;
  readonly newFusion: () => F;
}

function fakeFusion(): FakeFusion {
  const fusion = new FakeFusion();
  fusion.answers.set('getConfigurationOperation', () => ({ configuration: { agentId: '5001', features: '' } }));
  return fusion;
}

/** A browser with several tabs of Fusion, all of one agent. */
export class FakeBrowser<C extends Clock = ManualClock, F extends FusionAround = FakeFusion> {
  readonly clock: C;
  readonly #world: BrowserWorld<C, F>;
  readonly #locks = new FakeLocks();
  readonly #ether = new FakeEther();
  #ids = 0;

  constructor(world: BrowserWorld<C, F>) {
    this.clock = world.clock;
    this.#world = world;
  }

  /** A browser before a service in the test's hands, with a Fusion that records. */
  static at({ fetch }: { readonly fetch: typeof globalThis.fetch }): FakeBrowser {
    return new FakeBrowser({ clock: new ManualClock(), fetch, newFusion: fakeFusion });
  }

  /** `before`: the page that was in the same frame until now. */
  async open(before?: Pick<Page<F>, 'fusion' | 'frame'>): Promise<Page<F>> {
    const { clock } = this;
    const fusion = before?.fusion ?? this.#world.newFusion();
    const frame = before?.frame ?? new FakeFrame();
    const { framework } = fusion;
    const log = (): void => undefined;
    const ids = { newId: () => `id-${(this.#ids += 1)}` };
    const handler = new FusionHandler({
      applicationName: 'test',
      appClassification: 'ORA_SERVICE',
      uefTimeoutMs: 5000,
      library: async () => framework,
      clock,
    });
    const locks = this.#locks.page();
    const wire = this.#ether.page();
    let desk: LeadingDesk | undefined;
    let state: ToolbarState | undefined;
    const memory = frameMemory(frame, ids, log);
    const agent = (): string | undefined => handler.agentId;
    const vendor = { serviceUrl: SERVICE, agent, clock, ids, fetch: this.#world.fetch, chance: () => 0.5, log };
    const page: Page<F> = {
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
          {
            fusion: handler,
            memory,
            comm: { appClassification: 'ORA_SERVICE', stripAniPlus: false, offerTimeoutSec: 30 },
            directory: [],
            dispositions: [],
            vendor,
          },
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
