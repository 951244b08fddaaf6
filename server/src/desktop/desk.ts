import type {
  AgentState,
  ChatCommandType,
  ChatFrameBody,
  CloseReason,
  CommandType,
  SnapshotFrame,
  TEvent,
  TRequest,
} from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { RateLimiter } from '../runtime/rate-limiter.js';
import { endangersRegistrations } from '../site/registrations.js';
import type { Site, SiteClient } from '../site/site.js';
import type { Delivery, SwitchResult } from '../tserver/index.js';
import type { WorldAgent } from '../world/world-schema.js';
import { CallBook } from './call-book.js';
import type { ChatDesk } from './chat-desk.js';
import type { ChatFeed } from './chat-feed.js';
import { callSnapshot, lineSnapshot } from './desk-snapshot.js';
import type { DeskEvent, Outlet } from './outlet.js';

export interface DeskOptions<O extends Outlet> {
  readonly site: Site;
  readonly agent: WorldAgent;
  readonly outlet: O;
  readonly limiter: RateLimiter;
  /** The session's secret; empty at the published level, which has none. */
  readonly token: string;
  /** The switch has taken the line away, and what is left of it nobody can be told. */
  readonly onLineLost: () => void;
  /** Absent where the client knows no chats. */
  readonly chatFeed?: ChatFeed | undefined;
}

/** Everything that a client can ask for. */
type AskedFor = CommandType | ChatCommandType | 'chatFile';

/** After these the agent may be in another state. */
const AGENT_EVENTS: ReadonlySet<string> = new Set([
  'EventAgentLogin',
  'EventAgentReady',
  'EventAgentNotReady',
  'EventAgentLogout',
]);

/** Commands remembered, so that a repeat of one does nothing. */
const MAX_REMEMBERED = 256;

/**
 * One agent's place: a T-Library client on the agent's line, and the outlet through which a toolbar hears of it.
 */
export class Desk<O extends Outlet = Outlet> {
  readonly agent: WorldAgent;
  readonly outlet: O;
  readonly calls: CallBook;
  readonly chats: ChatDesk | undefined;
  readonly #chatFeed: ChatFeed | undefined;
  readonly #site: Site;
  readonly #client: SiteClient;
  readonly #limiter: RateLimiter;
  readonly #onLineLost: () => void;
  readonly #done = new Map<string, AskedFor>();
  #token: string;
  #connecting = true;
  /** The line is registered, as far as the client knows. */
  #registered = false;
  #held: DeskEvent[] | undefined;

  constructor(options: DeskOptions<O>) {
    this.agent = options.agent;
    this.outlet = options.outlet;
    this.#token = options.token;
    this.#site = options.site;
    this.#limiter = options.limiter;
    this.#onLineLost = options.onLineLost;
    this.calls = new CallBook({
      queueName: (dn) => options.site.world.queueName(dn),
      followsConnIds: options.outlet.level === 'full',
      callUuid: (connId) => options.site.call(connId)?.callUuid,
    });
    this.#client = options.site.connect(`desktop:${options.agent.agentId}`, (delivery) => this.#receive(delivery));
    // From the first moment, so that no call begins or ends unheard; a line may be there before anybody has signed in.
    if (options.outlet.level === 'full') this.#registered = this.#register();
    this.#connecting = false;
    this.#chatFeed = options.chatFeed;
    this.chats = options.chatFeed?.seat(this.agent.agentId, (frames) => this.#tellOfChats(frames));
  }

  get dn(): string {
    return this.agent.dn;
  }

  /** Who holds this may command. Empty at the published level, which has no secret. */
  get token(): string {
    return this.#token;
  }

  /** At the switch: `Null` when logged out, or when nobody would be told of a change. */
  get agentState(): AgentState {
    if (!this.#registered) return 'Null';
    const there = this.#site.agentOn(this.dn);
    return there?.agentId === this.agent.agentId ? there.state : 'Null';
  }

  /** Who works on a line of their own is heard only by those who may; any other line is for the switch to say. */
  supervises(dn: string): boolean {
    const { world } = this.#site;
    const owner = world.data.agents.find((agent) => agent.dn === dn);
    return owner === undefined || owner === this.agent || world.colleaguesOf(this.agent).includes(owner);
  }

  get parties() {
    return this.#site.partiesOn(this.dn);
  }

  /** Another client of the same agent: the old secret and the old command ids mean nothing any more. */
  renew(token: string): void {
    this.#token = token;
    this.#done.clear();
  }

  /**
   * Sends a request about the agent's line.
   * @throws CodedError with the switch's refusal
   */
  request(request: TRequest): SwitchResult {
    const result = this.#client.request(request);
    if (result.refused !== undefined) throw CodedError.ofSwitch(result.refused);
    return result;
  }

  /** Counts one request of the client. @throws CodedError `rate-limited` */
  take(): void {
    if (!this.#limiter.take()) throw new CodedError('rate-limited');
  }

  /**
   * Runs a command once. Its events leave together when it has succeeded; a command that fails half-way has told
   * nobody anything.
   * @param commandId a repeat of one that succeeded does nothing; one that was refused may be tried again
   * @throws CodedError `rate-limited`, `command-id-reused`, or whatever the command throws
   */
  run(type: AskedFor, fields: { readonly commandId?: string; readonly chatId?: string }, command: () => void): void {
    this.take();
    const { commandId } = fields;
    this.journal('in', type, fields);
    if (commandId !== undefined && this.#isDone(commandId, type)) return;
    this.#held = [];
    try {
      command();
      this.#deliver(this.#held);
    } finally {
      this.#held = undefined;
    }
    if (commandId !== undefined) this.#remember(commandId, type);
  }

  /**
   * The truth at this moment, for a client that cannot be given what it missed. Of a line that is not registered it
   * knows no calls, and says that it does not: nobody would be told how they go on.
   */
  snapshot(): SnapshotFrame {
    const parties = this.#registered ? this.parties : [];
    this.calls.reconcile(parties);
    return {
      eventName: 'snapshot',
      seq: this.outlet.seq,
      agentState: this.agentState,
      calls: parties.flatMap((party) => callSnapshot(this.calls.get(party.connId), party)),
      ...(!this.#registered && { lineUnknown: true }),
      time: this.#site.clock.now(),
      ...lineSnapshot(this.#site.dn(this.dn), this.agent.agentId),
      ...(this.chats?.enabled === true && { chats: this.chats.snapshots(), ...this.#chatAgent() }),
    };
  }

  /** Logs the agent out and gives the line back. Calls stay up, as they do when a real desktop dies. */
  leave(reason: CloseReason): void {
    if (this.agentState !== 'Null') this.#client.request({ request: 'RequestAgentLogout', ThisDN: this.dn });
    this.#client.close();
    this.chats?.enable(false, 'Null');
    if (this.chats !== undefined) this.#chatFeed?.leave(this.chats);
    this.outlet.close(reason);
  }

  /** What passed between this desk and its client. */
  journal(direction: 'in' | 'out', name: string, payload?: unknown): void {
    this.#site.journal.record('desktop', direction, name, this.agent.agentId, payload);
  }

  #receive({ event }: Delivery): void {
    // How the link is when a toolbar comes is no news to it, and hello has told all it needs.
    if (this.#connecting) return;
    if (event.event === 'EventError') return; // The caller of request() gets it, as a coded error.
    const deskEvent = { event, call: this.calls.entryFor(event) };
    if (this.#held === undefined) this.#deliver([deskEvent]);
    else this.#held.push(deskEvent);
    this.#watchRegistration(event);
  }

  #watchRegistration(told: TEvent): void {
    const { event, ErrorCode } = told;
    if (event === 'EventRegistered') this.#registered = true;
    if (event === 'EventUnregistered') this.#registered = false;
    // Unasked. Our level has heard it; the published one has no word for it but the end of the socket.
    const lost = event === 'EventUnregistered' && ErrorCode !== undefined;
    if (lost && this.outlet.level === 'published') this.#site.whenTold(this.#onLineLost);
    const hears = this.#registered || this.outlet.level === 'full';
    if (hears && endangersRegistrations(told)) this.#site.whenTold(() => this.#registerAgain());
  }

  /** So that an agent never has to reload, whatever happens to T-Server. The agent's state is the switch's, and stays. */
  #registerAgain(): void {
    this.#held = [];
    const registered = this.#register();
    const events = this.#held;
    this.#held = undefined;
    if (!registered) return;
    // The published level's word for it would say that the agent is ready, too, which may not be so.
    if (this.outlet.level === 'full') this.#deliver(events);
    const unheard = this.calls.reconcile(this.parties);
    for (const frame of this.outlet.tellAnew(this.snapshot(), unheard)) this.journal('out', frame.eventName, frame);
  }

  /** `false`: T-Server has no link at the moment, and says when it is back. */
  #register(): boolean {
    return this.#client.request({ request: 'RequestRegisterAddress', ThisDN: this.dn }).refused === undefined;
  }

  #deliver(events: readonly DeskEvent[]): void {
    for (const told of this.outlet.deliver(events)) this.journal('out', told.event.event, told);
    if (events.some(({ event }) => AGENT_EVENTS.has(event.event))) this.chats?.follow(this.agentState);
  }

  #tellOfChats(frames: readonly ChatFrameBody[]): void {
    if (this.chats?.enabled !== true) return;
    for (const told of this.outlet.tellOfChats(frames)) this.journal('out', told.eventName, told);
  }

  #chatAgent(): { readonly chatAgent?: string } {
    const state = this.chats?.state;
    return state === undefined ? {} : { chatAgent: state };
  }

  #isDone(commandId: string, type: AskedFor): boolean {
    const done = this.#done.get(commandId);
    if (done !== undefined && done !== type) throw new CodedError('command-id-reused');
    return done !== undefined;
  }

  #remember(commandId: string, type: AskedFor): void {
    const [oldest] = this.#done.keys();
    if (this.#done.size >= MAX_REMEMBERED && oldest !== undefined) this.#done.delete(oldest);
    this.#done.set(commandId, type);
  }
}
