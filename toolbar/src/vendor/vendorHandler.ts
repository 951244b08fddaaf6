import {
  AGENT_STATES,
  closeCodeEntry,
  CLOSE_CODES,
  commandTypeOf,
  parseServerFrame,
  PUBLISHED_COMMANDS,
  subprotocolsFor,
  type EventFrame,
  type HelloFrame,
  type ServerFrame,
  type SnapshotFrame,
} from '@fusion-cti/protocol';
import { deferred, type Deferred } from '../deferred.js';
import type { IntegrationEventsHandler } from '../fusion/integrationEventsHandler.js';
import type { CallControl } from '../state/call-control.js';
import { failureOf, HopError, type Failure, type Hop } from '../state/failure.js';
import { AgentStateRequest, type RequestedState } from './agent-state-request.js';
import { tellCall } from './call-handlers.js';
import { CommandClient, type BareCommand } from './command-client.js';
import { CommandOutbox, type SentCommand } from './command-outbox.js';
import { Connection, type SocketHandlers } from './connection.js';
import { FrameReader } from './frame-reader.js';
import type { ICtiVendorHandler } from './ICtiVendorHandler.js';
import type { AgentAtSwitch, LineRecord } from './line-record.js';
import { ReturnPlan } from './return-plan.js';
import { ServiceError } from './service-error.js';
import { enter, type Entry } from './session-client.js';
import { SessionCursor } from './session-cursor.js';
import { DEFAULT_TIMES, endpoints, type VendorSettings } from './vendor-settings.js';

/** A silence this many times as long as the server's ping interval is a broken line. */
const SILENT_PINGS = 2.5;

/** At which hop a close code says that the line broke; every other code: at the socket. */
const CLOSE_HOPS: Readonly<Record<number, Hop>> = {
  1001: 'service',
  4205: 'service',
  4401: 'session',
  4409: 'session',
  4423: 'session',
};

/** All that the toolbar knows of Genesys: the microservice behind `/genesys/events` and `/genesysWs`. */
export class VendorHandler implements ICtiVendorHandler, SocketHandlers {
  readonly #events: IntegrationEventsHandler;
  readonly #settings: VendorSettings;
  readonly #commands: CommandClient;
  readonly #outbox: CommandOutbox;
  readonly #return: ReturnPlan;
  readonly #stateRequest: AgentStateRequest;
  #connection: Connection | undefined;
  #connecting: Promise<void> | undefined;
  #opening: Deferred<void> | undefined;
  #level: Entry['level'] = 'published';
  #reader = new FrameReader('published');
  /** The server has greeted and told all that was missed; at the published level, the socket is open. */
  #greeted = false;
  #cursor = new SessionCursor();
  #agent: AgentAtSwitch = { state: 'Null' };
  /** The line is up, or is being come back to. */
  #kept = false;
  /** The agent has been told that somebody else is at work as the same agent: asking again means to take over. */
  #takesOver = false;
  /** The line is another page's, and this one has not been on it yet. */
  #goingOn = false;
  #left: readonly SentCommand[] = [];

  constructor(integrationEventsHandler: IntegrationEventsHandler, settings: VendorSettings) {
    this.#events = integrationEventsHandler;
    this.#settings = settings;
    this.#commands = new CommandClient(settings);
    this.#outbox = new CommandOutbox(this.#commands, settings, () => settings.lineChanged?.());
    this.#return = new ReturnPlan(settings.clock, settings.chance);
    this.#stateRequest = new AgentStateRequest(settings, (state, ms) => this.#events.agentStateOverdue(state, ms));
  }

  /** What another page needs to go on with this line; `undefined` when there is none to go on with. */
  get line(): LineRecord | undefined {
    if (!this.#kept) return undefined;
    const { known } = this.#cursor;
    const unanswered = [...this.#left, ...this.#outbox.unanswered];
    return { level: this.#level, agent: this.#agent, unanswered, ...(known !== undefined && { known }) };
  }

  /** Goes on with the line of the page that was here before, or of the tab that led until now. Asks nobody's leave. */
  goOnWith({ level, known, agent, unanswered }: LineRecord): void {
    this.#level = level;
    this.#cursor = new SessionCursor(known);
    this.#agent = agent;
    this.#left = unanswered;
    this.#kept = true;
    this.#goingOn = true;
    this.#comeBack();
  }

  /** Leaves the line to another page: the session waits for it. Nothing is told of that, and nothing sent any more. */
  letGo(): void {
    this.#return.stop();
    this.#outbox.close();
    this.#drop();
  }

  async makeAgentAvailable(): Promise<void> {
    this.#return.stop();
    const cameBack = !this.#greeted;
    if (cameBack) {
      this.#events.connectionProgress('session');
      await this.#connect();
    }
    this.#events.connectionProgress('switch');
    // A session that waited is as it was left: there is nothing to ask for.
    if (cameBack && this.#level === 'ours' && this.#agent.state === 'Ready') return this.#events.makeAgentAvailable();
    await this.#requestState('ready', { type: this.#agent.state === 'Null' ? 'initialize' : 'ready' });
  }

  async makeAgentUnavailable(reason?: string): Promise<void> {
    if (this.#greeted && this.#level === 'ours') {
      await this.#requestState('notReady', { type: 'notReady', ...(reason !== undefined && { reason }) });
      return;
    }
    // The published level knows no way to be signed in and not available.
    this.#kept = false;
    this.#return.stop();
    this.#drop();
    this.#events.connectionClosed();
    this.#events.makeAgentUnavailable();
  }

  async makeOutboundCall(phoneNumber: string, eventId: string): Promise<void> {
    this.#reader.dialled(eventId);
    await this.#send({ type: 'makeCall', toNumber: phoneNumber, connectionId: eventId });
  }

  async acceptCall(connectionId?: string): Promise<void> {
    await this.#send({ type: 'accept', ...(connectionId !== undefined && { connectionId }) });
  }

  async rejectCall(connectionId?: string): Promise<void> {
    await this.#send({ type: 'reject', ...(connectionId !== undefined && { connectionId }) });
  }

  async hangupCall(connectionId?: string): Promise<void> {
    await this.#send({ type: 'hangup', ...(connectionId !== undefined && { connectionId }) });
  }

  async controlCall(control: CallControl, connectionId: string): Promise<void> {
    await this.#send({ ...control, connectionId });
  }

  webSocketOnOpenHandler(): void {
    if (this.#level === 'ours') return; // Open is not enough: the server greets first.
    this.#events.connectionOpened({ level: 'published', commands: PUBLISHED_COMMANDS });
    if (this.#goingOn) this.#events.lineResumed();
    this.#opened();
  }

  webSocketOnMessage(event: MessageEvent): void {
    const received = parseServerFrame(String(event.data));
    if (received === undefined) return this.#settings.log('A frame that is not of this protocol was ignored.');
    this.#receive(received);
    this.#settings.lineChanged?.();
  }

  webSocketErrorHandler(): void {
    // A browser says nothing of what went wrong; the close that follows says all there is to know.
    this.#settings.log('The socket reported an error.');
  }

  webSocketCloseHandler(event: CloseEvent): void {
    const { sentence, retryable } = closeCodeEntry(event.code);
    const takesOver = event.code === CLOSE_CODES.replaced.code;
    // Only our own watch gives a reason with this code: it knows better than the catalogue.
    const reason = event.code === 1006 && event.reason !== '' ? event.reason : sentence;
    const opening = this.#opening;
    const level = this.#level;
    this.#drop();
    const lost = new HopError(CLOSE_HOPS[event.code] ?? 'socket', reason, retryable, takesOver);
    if (opening === undefined) this.#lost(lost.failure);
    else if (level === 'ours') opening.reject(lost);
    else opening.reject(new HopError('service', 'The contact centre service cannot be reached.', true));
  }

  #lost(failure: Failure): void {
    this.#goingOn = false;
    this.#takesOver = failure.takesOver === true;
    // The published level has no session to come back to: the agent decides whether to begin a new one.
    this.#kept = failure.retryable && !this.#takesOver && this.#level === 'ours';
    this.#events.connectionLost(failure);
    if (this.#kept) this.#return.schedule(() => this.#comeBack());
    this.#settings.lineChanged?.();
  }

  /** Quietly: what the agent sees is the failure, until it is mended. */
  #comeBack(): void {
    const wasReady = this.#agent.state === 'Ready';
    this.#connect().then(
      () => {
        if (this.#level === 'ours') this.#events.agentStateKnown(this.#agent);
        else if (wasReady) void this.#readyAgain();
      },
      (error: unknown) => {
        const failure = failureOf(error, 'service');
        // Somebody else is at work as this agent now. Who comes back by itself pushes nobody out.
        if (this.#goingOn || !failure.retryable || failure.takesOver === true) this.#lost(failure);
        else this.#return.schedule(() => this.#comeBack());
      },
    );
  }

  /** At the published level, a line without "initialize" brings no calls. */
  async #readyAgain(): Promise<void> {
    try {
      await this.#requestState('ready', { type: 'initialize' });
    } catch (error) {
      this.#events.connectionLost(failureOf(error, 'service'));
    }
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#enter().finally(() => (this.#connecting = undefined));
    return this.#connecting;
  }

  async #enter(): Promise<void> {
    const takeOver = this.#takesOver;
    this.#takesOver = false;
    try {
      const entry = await enter(this.#settings, { known: this.#cursor.known, takeOver });
      this.#level = entry.level;
      this.#reader = new FrameReader(entry.level);
      if (entry.level === 'published') this.#agent = { state: 'Null' };
      await this.#openSocket(entry);
    } catch (error) {
      this.#takesOver = failureOf(error, 'service').takesOver === true;
      throw error;
    }
    this.#kept = true;
    this.#goingOn = false;
    this.#return.succeed();
    this.#outbox.goOnWith(this.#left, this.#cursor.known?.session);
    this.#left = [];
    this.#settings.lineChanged?.();
  }

  async #openSocket(entry: Entry): Promise<void> {
    const { clock, serviceUrl, times = DEFAULT_TIMES } = this.#settings;
    const opening = deferred<void>();
    this.#opening = opening;
    const timer = clock.after('socket.greeting', times.openMs, () => {
      this.#drop();
      const seconds = times.openMs / 1000;
      const hop = entry.level === 'ours' ? 'socket' : 'service';
      opening.reject(new HopError(hop, `The contact centre did not open the line within ${seconds} seconds.`, true));
    });
    const subprotocols = entry.level === 'ours' ? subprotocolsFor(entry.ticket) : [];
    try {
      this.#connection = new Connection(endpoints(serviceUrl).socket, subprotocols, clock, this);
      await opening.promise;
    } finally {
      timer.cancel();
    }
  }

  #opened(): void {
    this.#greeted = true;
    this.#opening?.resolve();
    this.#opening = undefined;
  }

  #receive(received: ServerFrame): void {
    switch (received.kind) {
      case 'hello':
        return this.#hello(received.frame);
      case 'snapshot':
        return this.#snapshot(received.frame);
      case 'event':
        return this.#event(received.frame);
      case 'error':
        return this.#settings.log(`The service refused a frame: ${received.frame.code}.`);
      case 'ping':
        return; // That it came is all it says, and the watch over the silence has seen it.
    }
  }

  #hello(frame: HelloFrame): void {
    this.#cursor.greeted(frame);
    this.#connection?.watchSilence(frame.pingMs * SILENT_PINGS);
    const commands = frame.commands.flatMap((name) => (typeof name === 'string' ? (commandTypeOf(name) ?? []) : []));
    const { agentId, agentName, dn } = frame;
    this.#events.connectionOpened({ level: 'ours', commands, agentId, agentName, dn });
    // Either the whole truth comes next, or what was missed.
    if (!frame.resumed) return;
    this.#events.lineResumed();
    this.#openedOnceCaughtUp();
  }

  #snapshot(frame: SnapshotFrame): void {
    this.#cursor.told(frame);
    this.#agent = { state: AGENT_STATES.find((state) => state === frame.agentState) ?? 'Null' };
    this.#events.snapshotHandler(frame.calls);
    // Not only after a greeting: the server also says so when its own line to the switch was gone for a while.
    if (this.#greeted) this.#events.agentStateKnown(this.#agent);
    else this.#openedOnceCaughtUp();
  }

  #event(frame: EventFrame): void {
    // A resumed line repeats what we missed, and perhaps a little more. Nothing may act twice.
    const heard = this.#cursor.heard(frame.seq);
    if (heard === 'gap') return this.#askForAll();
    if (heard === 'news') this.#tell(frame);
    if (!this.#greeted) this.#openedOnceCaughtUp();
  }

  #tell(frame: EventFrame): void {
    const event = this.#reader.read(frame);
    switch (event?.kind) {
      case 'ready':
        this.#agent = { state: 'Ready' };
        this.#stateRequest.arrived('ready');
        return this.#events.makeAgentAvailable();
      case 'notReady':
        this.#agent = { state: 'NotReady', ...(event.why !== undefined && { why: event.why }) };
        this.#stateRequest.arrived('notReady');
        return this.#events.makeAgentUnavailable(event.why, event.lastsMs);
      case 'loggedOut':
        this.#agent = { state: 'Null' };
        this.#stateRequest.arrived('notReady');
        return this.#events.agentLoggedOut();
      case 'call':
        return tellCall(this.#events, event.event);
      case undefined:
        return;
    }
  }

  #openedOnceCaughtUp(): void {
    if (this.#level === 'ours' && this.#cursor.caughtUp) this.#opened();
  }

  /** A frame never arrived, or could not be read: what is known may be wrong. */
  #askForAll(): void {
    this.#settings.log('A frame is missing: the whole truth is asked for.');
    this.#cursor.doubt();
    const opening = this.#opening;
    this.#drop();
    const lost = new HopError('socket', 'Something that the contact centre said was lost on the way.', true);
    if (opening === undefined) this.#lost(lost.failure);
    else opening.reject(lost);
  }

  #requestState(state: RequestedState, command: BareCommand): Promise<void> {
    return this.#stateRequest.make(state, () => this.#send(command));
  }

  async #send(command: BareCommand): Promise<void> {
    // Asked for while the line is being come back to: a moment later it is there.
    if (!this.#greeted) await this.#connecting?.catch(() => undefined);
    if (!this.#greeted) {
      throw new ServiceError(
        'offline',
        'The toolbar is not connected to the contact centre. Go available first.',
        true,
      );
    }
    const session = this.#level === 'ours' ? this.#cursor.known?.session : undefined;
    if (session === undefined) await this.#commands.send(command, undefined);
    else await this.#outbox.send(command, session);
  }

  /** Forgets the line, but not the session: a retry comes back to it. */
  #drop(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#opening = undefined;
    this.#greeted = false;
    this.#stateRequest.cancel();
  }
}
