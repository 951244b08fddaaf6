import { frameMemory } from '../fusion/contact-memory.js';
import type { FusionListeners } from '../fusion/fusion-listeners.js';
import { FusionHandler } from '../fusion/fusionHandler.js';
import { WrapUps } from '../fusion/wrap-ups.js';
import { IntegrationActionHandler } from '../fusion/integrationActionHandler.js';
import { IntegrationEventsHandler } from '../fusion/integrationEventsHandler.js';
import type { CallControl } from '../state/call-control.js';
import type { Colleague } from '../state/colleagues.js';
import type { CallEvent } from '../state/contacts.js';
import type { LineControl } from '../state/line-control.js';
import { NoticeBoard } from '../state/notice-board.js';
import { Store } from '../state/store.js';
import type { ICtiVendorHandler } from '../vendor/ICtiVendorHandler.js';
import { PUBLISHED_COMMANDS, type KVRecord } from '@fusion-cti/protocol';
import { FakeFrame } from './fake-frame.js';
import { FakeFusion } from './fake-fusion.js';
import { ManualClock } from './manual-clock.js';
import { settled } from './settled.js';

export const UEF_TIMEOUT_MS = 5000;

/** A vendor that records what it is asked; `refuse` makes the next requests fail, `hold` makes them wait. */
export class FakeVendor implements ICtiVendorHandler {
  readonly asked: string[] = [];
  refuse: Error | undefined;
  hold: Promise<void> | undefined;
  atWork: readonly Colleague[] = [];

  makeAgentAvailable = (): Promise<void> => this.#ask('available');
  makeAgentUnavailable = (reason?: string): Promise<void> =>
    this.#ask(['unavailable', reason].filter(Boolean).join(' '));
  signOff = (): Promise<void> => this.#ask('sign off');
  makeOutboundCall = (number: string, eventId: string): Promise<void> => this.#ask(`call ${number} ${eventId}`);
  acceptCall = (id?: string): Promise<void> => this.#ask(`accept ${id}`);
  rejectCall = (id?: string): Promise<void> => this.#ask(`reject ${id}`);
  hangupCall = (id?: string): Promise<void> => this.#ask(`hangup ${id}`);
  controlCall = (control: CallControl, id: string): Promise<void> =>
    this.#ask([...Object.values<unknown>(control), id].map(text).join(' '));

  controlLine = (control: LineControl): Promise<void> => this.#ask(Object.values<unknown>(control).map(text).join(' '));
  colleagues = async (): Promise<readonly Colleague[]> => {
    await this.#ask('colleagues');
    return this.atWork;
  };
  sendUserEvent = (userData: KVRecord, id: string): Promise<void> =>
    this.#ask(`event ${JSON.stringify(userData)} ${id}`);

  async #ask(what: string): Promise<void> {
    this.asked.push(what);
    await this.hold;
    if (this.refuse !== undefined) throw this.refuse;
  }
}

/** Everything between a vendor's events and Fusion, with both ends in the test's hands. */
export class Desk {
  readonly clock = new ManualClock();
  readonly store = new Store();
  readonly board = new NoticeBoard(this.store);
  readonly fusion: FakeFusion;
  readonly frame: FakeFrame;
  readonly vendor = new FakeVendor();
  readonly log: string[] = [];
  readonly handler: FusionHandler;
  readonly events: IntegrationEventsHandler;
  readonly actions: IntegrationActionHandler;
  /** Only where a test is about them. */
  wrapUps: WrapUps | undefined;
  #ids = 0;

  /** `before`: the page that was in the same frame of the same Fusion until now. */
  constructor(comm = { stripAniPlus: false, offerTimeoutSec: 30 }, before?: Desk, frameName = 'frame-1') {
    this.fusion = before?.fusion ?? new FakeFusion();
    this.frame = before?.frame ?? new FakeFrame();
    const { clock, store, board, vendor } = this;
    const fusion = new FusionHandler({
      applicationName: 'test',
      appClassification: 'ORA_SERVICE',
      uefTimeoutMs: UEF_TIMEOUT_MS,
      library: async () => this.fusion.framework,
      clock,
    });
    this.handler = fusion;
    const log = (line: string): void => void this.log.push(line);
    this.events = new IntegrationEventsHandler({
      fusion,
      store,
      board,
      clock,
      comm,
      memory: frameMemory(this.frame, { newId: () => frameName }, log),
      standDown: () => void vendor.makeAgentUnavailable(),
      conversation: (eventId) => this.wrapUps?.follow(eventId),
      log,
    });
    const ids = { newId: () => `own-${(this.#ids += 1)}` };
    this.actions = new IntegrationActionHandler({ vendor, fusion, events: this.events, store, board, clock, ids });
    fusion.listen(this.actions satisfies FusionListeners);
  }

  /** Started in Fusion, connected, ready at the switch, available. */
  static async open(comm?: { stripAniPlus: boolean; offerTimeoutSec: number }): Promise<Desk> {
    return new Desk(comm).#opened();
  }

  /** The page is loaded again, before the same Fusion. `frameName`: what a frame without a name is called. */
  reload(frameName?: string): Promise<Desk> {
    return new Desk(undefined, this, frameName).#opened();
  }

  async #opened(): Promise<this> {
    await this.handler.initialize();
    this.events.connectionOpened({ level: 'ours', commands: PUBLISHED_COMMANDS });
    this.events.makeAgentAvailable();
    await settled();
    return this;
  }

  /** What goes along with conversations, from here on. */
  withWrapUps(): WrapUps {
    const { handler: fusion, store, board, events, vendor } = this;
    this.wrapUps = new WrapUps({ fusion, store, board, events, vendor });
    return this.wrapUps;
  }

  get phase(): string {
    return this.store.state.availability.phase;
  }

  get notices(): readonly string[] {
    return this.store.state.notices.map(({ what, why }) => `${what}: ${why}`);
  }

  /** `e1 Connected`, ... */
  get contacts(): readonly string[] {
    return this.store.state.contacts.map(({ eventId, party, lost }) => `${eventId} ${party}${lost ? ' lost' : ''}`);
  }

  retryFirstNotice(): void {
    const [notice] = this.store.state.notices;
    if (notice !== undefined) this.board.retry(notice.id);
  }
}

/** An event of the call `e1`. */
export function call(over: Partial<CallEvent> = {}): CallEvent {
  return {
    trigger: 'EventRinging',
    eventId: 'e1',
    connectionId: 'c1',
    direction: 'inbound',
    number: '+14155550100',
    ...over,
  };
}

function text(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part);
}
