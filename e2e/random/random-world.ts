import { ManualClock } from '../../server/src/runtime/clock.js';
import type { Clock } from '../../toolbar/src/state/clock.js';
import { isLive, type Contact } from '../../toolbar/src/state/contacts.js';
import type { UiAction } from '../../toolbar/src/state/ui-action.js';
import { FakeBrowser, type Page } from '../../toolbar/src/testing/fake-browser.js';
import { FakeFrame } from '../../toolbar/src/testing/fake-frame.js';
import { disagreements } from '../truths/disagreements.js';
import { switchTruth, type ControlState } from '../truths/switch-truth.js';
import type { Truths } from '../truths/truths.js';
import { FusionApplication, type FusionTab } from './fusion-tab.js';
import { InProcessServer } from './in-process-server.js';
import type { Step } from './steps.js';

const MOST_TABS = 5;
const AGENT = '5001';
const LINE = '7001';
const CUSTOMERS = ['+14155550100', '+14155550102', '+14155550109'];
/** Somebody who answers, somebody who is busy, and a number that is none. */
const NUMBERS = ['+14155550100', '+442079460018', '+99', '7002'];
/** A disagreement may last so long. Milliseconds. */
const MOMENT_MS = 1_000;
/** By then the slowest attempt to come back has been made. */
const HEALED_MS = 120_000;

type ToolbarPage = Page<FusionTab>;

interface OpenTab {
  readonly name: string;
  page: ToolbarPage;
  asleep: boolean;
}

/** An agent's browser, the service, and the switch behind it: all real but the windows, the network and the time. */
export class RandomWorld {
  readonly #server: InProcessServer;
  readonly #application: FusionApplication;
  readonly #browser: FakeBrowser<Clock, FusionTab>;
  readonly #tabs: OpenTab[] = [];
  #opened = 0;
  /** T-Server cannot say what happens at its switch, so there is nothing to compare with. */
  #linkDown = false;

  private constructor(server: InProcessServer) {
    this.#server = server;
    this.#application = new FusionApplication(server.clock, server.world);
    this.#browser = new FakeBrowser({
      clock: clockOf(server.clock),
      fetch: server.fetch,
      newFusion: () => this.#application.open(),
    });
  }

  static async open(): Promise<RandomWorld> {
    const server = await InProcessServer.start(new ManualClock());
    globalThis.WebSocket = server.WebSocket;
    const world = new RandomWorld(server);
    await world.#open();
    return world;
  }

  close(): Promise<void> {
    for (const { page } of this.#tabs) page.die();
    return this.#server.stop();
  }

  /** @throws Error naming a disagreement that lasts */
  async take(step: Step): Promise<void> {
    await this.#do(step);
    if (step.hurried === true) return;
    await this.agree(MOMENT_MS);
  }

  /** Everything works again: then everybody is back. */
  async heal(): Promise<void> {
    this.#server.network.mend();
    await this.#break('linkRestored');
    for (const tab of this.#tabs) this.#wake(tab);
    await this.#server.quiet();
    await this.#server.elapse(HEALED_MS);
    await this.agree(MOMENT_MS);
    const lost = this.#tabs.filter(({ page }) => page.state.connection.status === 'lost');
    const [first] = lost;
    if (first === undefined) return;
    throw new Error(
      `${lost.map(({ name }) => name).join(', ')} never came back: ${JSON.stringify(first.page.state.availability)}`,
    );
  }

  /** @param withinMs that virtual time may have passed until then */
  async agree(withinMs: number): Promise<void> {
    await this.#server.quiet();
    let found = disagreements(await this.#truths());
    for (let waited = 0; found.length > 0 && waited < withinMs; waited += withinMs / 4) {
      await this.#server.elapse(withinMs / 4);
      found = disagreements(await this.#truths());
    }
    if (found.length > 0) throw new Error(`They do not agree:\n  ${found.join('\n  ')}`);
  }

  async #truths(): Promise<Truths> {
    const state = await this.#server.control<ControlState>('GET', '/control/state');
    return {
      switch: this.#server.isReachable && !this.#linkDown ? switchTruth(state, AGENT) : undefined,
      tabs: this.#awake().map(
        ({
          name,
          page: {
            state: toolbar,
            fusion: { fusion },
          },
        }) => ({
          name,
          toolbar,
          fusion: {
            available: fusion.state.agent.PHONE?.isAvailable === true,
            engagements: fusion.state.engagements,
          },
        }),
      ),
      told: this.#application.told,
      life: this.#application.life,
    };
  }

  async #do(step: Step): Promise<void> {
    if ('elapse' in step) return this.#server.elapse(step.elapse);
    if ('fault' in step) return this.#break(step.fault);
    if ('call' in step) return this.#call(step.call, step.nth);
    if ('tab' in step) return this.#tab(step.tab, step.nth);
    if (this.#tabs.length === 0) await this.#open();
    const awake = this.#awake();
    const tab = awake[step.nth % Math.max(1, awake.length)];
    if (tab === undefined) return;
    if ('click' in step) this.#click(tab.page, step.click, step.nth);
    else this.#clickInFusion(tab.page.fusion, step.fusion, step.nth);
  }

  #click({ tab, state }: ToolbarPage, click: Extract<Step, { click: string }>['click'], nth: number): void {
    const chosen = (of: (contact: Contact) => boolean, act: (eventId: string) => UiAction): void => {
      const contacts = state.contacts.filter(of);
      const contact = contacts[nth % Math.max(1, contacts.length)];
      if (contact !== undefined) tab.perform(act(contact.eventId));
    };
    switch (click) {
      case 'toggle':
        return tab.perform({ type: 'toggleAvailability' });
      case 'answer':
        return chosen(
          ({ party }) => party === 'Alerting',
          (eventId) => ({ type: 'answer', eventId }),
        );
      case 'decline':
        return chosen(
          ({ party }) => party === 'Alerting',
          (eventId) => ({ type: 'decline', eventId }),
        );
      case 'hangUp':
        return chosen(isLive, (eventId) => ({ type: 'hangUp', eventId }));
      case 'hold':
      case 'retrieve':
      case 'mute':
      case 'unmute':
        return chosen(isLive, (eventId) => ({ type: 'control', eventId, control: { type: click } }));
      case 'dial':
        return tab.perform({ type: 'dial', number: NUMBERS[nth % NUMBERS.length] ?? '' });
      case 'closeWrapUp':
        return chosen(
          (contact) => !isLive(contact),
          (eventId) => ({ type: 'closeWrapUp', eventId }),
        );
    }
  }

  #clickInFusion({ fusion }: FusionTab, click: Extract<Step, { fusion: string }>['fusion'], nth: number): void {
    const { engagements } = fusion.state;
    const engagement = engagements[nth % Math.max(1, engagements.length)];
    switch (click) {
      case 'dial':
        return fusion.dial(NUMBERS[nth % NUMBERS.length] ?? '', '');
      case 'makeAvailable':
      case 'makeUnavailable':
        return void fusion.agentCommand(click);
      case 'saveWrapUp':
        if (engagement?.phase === 'WrapUp') fusion.saveWrapUp(engagement.eventId, { reason: '', notes: '' });
        return;
      default:
        if (engagement !== undefined) void fusion.command(engagement.eventId, click);
    }
  }

  async #call(what: Extract<Step, { call: string }>['call'], nth: number): Promise<void> {
    const { calls } = await this.#server.control<ControlState>('GET', '/control/state');
    const call = calls[nth % Math.max(1, calls.length)]?.connId;
    const control = (path: string, body: object = {}): Promise<unknown> => this.#server.control('POST', path, body);
    if (what === 'ring') await control('/control/calls', { to: LINE, from: CUSTOMERS[nth % CUSTOMERS.length] });
    else if (what === 'ringOther')
      await control('/control/calls', { to: '9001', from: CUSTOMERS[nth % CUSTOMERS.length] });
    else if (what === 'phoneReleases') await control(`/control/phones/${LINE}/release`);
    else if (call !== undefined) await control(`/control/calls/${call}/${what}`);
  }

  async #break(what: Extract<Step, { fault: string }>['fault']): Promise<void> {
    const { network } = this.#server;
    switch (what) {
      case 'restart':
        this.#linkDown = false;
        // No process starts twice in a second: what it names its calls begins with the second of its start.
        await this.#server.elapse(MOMENT_MS);
        return this.#server.restart();
      case 'switchOver':
        await this.#server.control('POST', '/control/switch-over', { standBy: 'hot' });
        return;
      case 'linkLost':
        this.#linkDown = true;
        await this.#server.control('POST', '/control/link/lost');
        return;
      case 'linkRestored':
        this.#linkDown = false;
        await this.#server.control('POST', '/control/link/restored');
        return;
      default:
        return network[what]();
    }
  }

  async #tab(what: Extract<Step, { tab: string }>['tab'], nth: number): Promise<void> {
    if (what === 'open') return this.#open();
    const tab = this.#tabs[nth % Math.max(1, this.#tabs.length)];
    if (tab === undefined) return;
    const { page } = tab;
    switch (what) {
      case 'reload':
        // Nobody clicks twice within no time.
        await this.#server.quiet();
        page.tab.sleep();
        page.die();
        return this.#load(tab);
      case 'reloadFusion':
        await this.#someoneElse(tab);
        page.tab.sleep();
        return this.#replace(tab);
      case 'close':
      case 'crash':
        await this.#someoneElse(tab);
        if (what === 'close') page.tab.sleep();
        return this.#lose(tab);
      case 'hide':
      case 'show':
        page.hidden = what === 'hide';
        return page.tab.visibilityChanged();
      case 'sleep':
        if (tab.asleep || !(await this.#someoneElse(tab))) return;
        page.tab.sleep();
        tab.asleep = true;
        return;
      case 'wake':
        return this.#wake(tab);
    }
  }

  #awake(): readonly OpenTab[] {
    return this.#tabs.filter(({ asleep }) => !asleep);
  }

  /** Whoever sees to one tab sees to another then: of all tabs that are open, one is awake. */
  async #someoneElse(than: OpenTab): Promise<boolean> {
    const others = this.#tabs.filter((tab) => tab !== than);
    if (others.every(({ asleep }) => asleep)) for (const tab of others.slice(0, 1)) this.#wake(tab);
    await this.#server.quiet();
    return others.length > 0;
  }

  #wake(tab: OpenTab): void {
    if (tab.asleep) tab.page.tab.wake();
    tab.asleep = false;
  }

  async #open(): Promise<void> {
    if (this.#tabs.length >= MOST_TABS) return;
    const page = await this.#browser.open();
    this.#opened += 1;
    this.#tabs.push({ name: `tab ${this.#opened}`, page, asleep: false });
  }

  /** The toolbar's frame alone is loaded again. */
  async #load(tab: OpenTab): Promise<void> {
    tab.page = await this.#browser.open(tab.page);
    tab.asleep = false;
  }

  /** So is all of Fusion: what the tab keeps is kept, its frame is another one. */
  async #replace(tab: OpenTab): Promise<void> {
    const { page } = tab;
    page.die();
    this.#application.close(page.fusion);
    const frame = new FakeFrame();
    for (const [key, value] of page.frame.kept) frame.kept.set(key, value);
    tab.page = await this.#browser.open({ fusion: this.#application.open(), frame });
    tab.asleep = false;
  }

  #lose(tab: OpenTab): void {
    this.#tabs.splice(this.#tabs.indexOf(tab), 1);
    tab.page.die();
    this.#application.close(tab.page.fusion);
  }
}

function clockOf(clock: ManualClock): Clock {
  return {
    now: () => clock.now(),
    after: (name, ms, run) => {
      const timer = clock.setTimer(name, ms, run);
      return { name, cancel: () => timer.cancel() };
    },
  };
}
