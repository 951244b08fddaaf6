import type { IUiEventsFramework } from '@oracle/uef-sdk';
import { createUiEventsFramework } from '@oracle/uef-sdk/client';
import { UefHost, type HostAction, type HostAnswer } from '@oracle/uef-sdk/host';
import { DESKTOP_ORIGIN, linkWindows, TOOLBAR_NAME, TOOLBAR_ORIGIN, TOOLBAR_URL } from '@oracle/uef-sdk/testing';
import type { ManualClock, Timer } from '../../server/src/runtime/clock.js';
import type { World } from '../../server/src/world/world.js';
import type { Engagement } from '../../toolbar/harness/fusion/fusion-state.js';
import type { FusionTabs } from '../../toolbar/harness/fusion/fusion-tabs.js';
import { MockFusion } from '../../toolbar/harness/fusion/mock-fusion.js';
import { workspaceOf } from '../../toolbar/harness/fusion/workspace.js';
import type { World as HarnessWorld } from '../../toolbar/harness/contact-centre/world.js';
import type { FusionAround } from '../../toolbar/src/testing/fake-browser.js';
import { CONTACT_ACTIONS, type ContactAction, type Told } from '../truths/truths.js';

const NAMES: ReadonlySet<string> = new Set(CONTACT_ACTIONS);

type Heard = Parameters<FusionTabs['listen']>[0];

/** Fusion in one browser: one application, in as many tabs as are open. */
export class FusionApplication {
  readonly told: Told[] = [];
  readonly #clock: ManualClock;
  readonly #world: World;
  readonly #tabs = new Map<FusionTab, Heard>();
  #ids = 0;
  life = 0;

  constructor(clock: ManualClock, world: World) {
    this.#clock = clock;
    this.#world = world;
  }

  open(): FusionTab {
    return new FusionTab(this, this.#clock, this.#world);
  }

  /** A tab is gone. With the last one goes all that Fusion knew. */
  close(tab: FusionTab): void {
    this.#tabs.delete(tab);
    tab.close();
    if (this.#tabs.size === 0) this.life += 1;
  }

  newId(): string {
    this.#ids += 1;
    return `fusion-${this.#ids}`;
  }

  tabsOf(tab: FusionTab): FusionTabs {
    const others = (tell: (heard: Heard) => void): void => {
      if (!this.#tabs.has(tab)) return; // Its timers may still run, and nobody hears of it.
      queueMicrotask(() => this.#tabs.forEach((heard, other) => other !== tab && tell(heard)));
    };
    return {
      tell: (engagement: Engagement) => others(({ changed }) => changed(engagement)),
      listen: (heard) => {
        this.#tabs.set(tab, heard);
        others(({ greeted }) => greeted());
      },
    };
  }

  heard({ method, eventId, data }: HostAction): void {
    if (!NAMES.has(method)) return;
    const id = eventId ?? (typeof data.commUuid === 'string' ? data.commUuid : '');
    this.told.push({ action: method as ContactAction, eventId: id, life: this.life });
  }
}

/** One tab of it: the local Fusion, and the framework between it and whatever toolbar page is in its frame. */
export class FusionTab implements FusionAround {
  readonly fusion: MockFusion;
  readonly #clock: ManualClock;
  readonly #host: UefHost;
  readonly #newId: () => string;
  /** Of the page that is in the frame; each page has its own, so that one that is gone says nothing any more. */
  #windows = linkWindows(TOOLBAR_URL, DESKTOP_ORIGIN);
  #listener: ((event: MessageEvent) => void) | undefined;

  constructor(application: FusionApplication, clock: ManualClock, world: World) {
    const [agent] = world.publicData.agents;
    if (agent === undefined) throw new Error('The world has no agents.');
    this.#clock = clock;
    this.#newId = () => application.newId();
    const timers = this.#timers();
    this.fusion = new MockFusion({
      clock: { now: () => clock.now(), ...timers },
      newId: this.#newId,
      agent: () => agent as HarnessWorld['agents'][number],
      contacts: () => world.publicData.contacts,
      offerSeconds: 30,
      tabs: application.tabsOf(this),
      resolutions: () => [],
    });
    this.#host = new UefHost({
      target: () => this.#windows.frame,
      listenOn: {
        addEventListener: (_type, listener) => void (this.#listener = listener),
        removeEventListener: () => void (this.#listener = undefined),
      },
      origin: TOOLBAR_ORIGIN,
      toolbarName: TOOLBAR_NAME,
      onAction: (action): Promise<HostAnswer> => {
        application.heard(action);
        return this.fusion.handle(action);
      },
      onHandshake: () => this.fusion.toolbarLoaded(),
      workspace: () => workspaceOf(this.fusion.state),
      newId: this.#newId,
      now: () => clock.now(),
      ...timers,
    });
    this.fusion.attach(this.#host);
    this.#host.start();
  }

  /** For the page that is loaded into the frame now: the one before it is gone. */
  get framework(): IUiEventsFramework {
    const windows = linkWindows(TOOLBAR_URL, DESKTOP_ORIGIN);
    this.#windows = windows;
    windows.desktop.addEventListener('message', (event) => {
      if (this.#windows === windows) this.#listener?.(event);
    });
    return createUiEventsFramework({
      window: windows.toolbar,
      newId: this.#newId,
      ...this.#timers(),
      reportError: (error) => {
        throw error;
      },
    });
  }

  close(): void {
    this.#host.dispose();
  }

  #timers() {
    return {
      setTimer: (run: () => void, ms: number) => this.#clock.setTimer('fusion', ms, run),
      clearTimer: (timer: unknown) => (timer as Timer | undefined)?.cancel(),
    };
  }
}
