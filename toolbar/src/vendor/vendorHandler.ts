import {
  parseServerFrame,
  PUBLISHED_COMMANDS,
  subprotocolsFor,
  type HelloFrame,
  type KVRecord,
  type ServerFrame,
  type SnapshotFrame,
  type UnreadChatFrame,
} from '@fusion-cti/protocol';
import { deferred, type Deferred } from '../deferred.js';
import type { IntegrationEventsHandler } from '../fusion/integrationEventsHandler.js';
import type { CallControl } from '../state/call-control.js';
import type { Colleague } from '../state/colleagues.js';
import type { LineControl } from '../state/line-control.js';
import { failureOf, HopError, type Failure } from '../state/failure.js';
import { sentence } from '../state/sentence.js';
import { AgentStateRequest, type RequestedState } from './agent-state-request.js';
import { closedLine, ownPlace } from './closed-line.js';
import { askForColleagues } from './colleague-client.js';
import { CommandClient, type BareChatCommand, type BareCommand } from './command-client.js';
import { calledAs, CommandOutbox, type SentCommand } from './command-outbox.js';
import { Connection, type SocketHandlers } from './connection.js';
import { DialledCalls, type Place } from './dialled-calls.js';
import type { ICtiVendorHandler } from './ICtiVendorHandler.js';
import type { LineRecord } from './line-record.js';
import { LineTeller } from './line-teller.js';
import { ReturnPlan } from './return-plan.js';
import { ServiceError } from './service-error.js';
import { enter, type Entry } from './session-client.js';
import { SessionCursor } from './session-cursor.js';
import { DEFAULT_TIMES, endpoints, type VendorSettings } from './vendor-settings.js';

/** All that the toolbar knows of Genesys: the microservice behind `/genesys/events` and `/genesysWs`. */
export class VendorHandler implements ICtiVendorHandler, SocketHandlers {
  readonly #events: IntegrationEventsHandler;
  readonly #settings: VendorSettings;
  readonly #commands: CommandClient;
  readonly #outbox: CommandOutbox;
  readonly #return: ReturnPlan;
  readonly #stateRequest: AgentStateRequest;
  readonly #teller: LineTeller;
  readonly #dialled: DialledCalls;
  #connection: Connection | undefined;
  #connecting: Promise<void> | undefined;
  #opening: Deferred<void> | undefined;
  #level: Entry['level'] = 'published';
  /** The server has greeted and told all that was missed; at the published level, the socket is open. */
  #greeted = false;
  #cursor = new SessionCursor();
  /** The line is up, or is being come back to. */
  #kept = false;
  /** The agent has been told that somebody else is at work as the same agent: asking again means to take over. */
  #takesOver = false;
  /** The line is another page's, and this one has not been on it yet. */
  #goingOn = false;
  #left: readonly SentCommand[] = [];
  /** What the page before this one had begun has not been taken up yet. */
  #inherits = false;
  /** The server may have let this client in, and the word of it was lost. */
  #knocked = false;
  /** The line is another page's from now on. */
  #gone = false;

  constructor(integrationEventsHandler: IntegrationEventsHandler, settings: VendorSettings) {
    this.#events = integrationEventsHandler;
    this.#settings = settings;
    this.#commands = new CommandClient(settings);
    this.#outbox = new CommandOutbox(this.#commands, settings, () => settings.lineChanged?.());
    this.#return = new ReturnPlan(settings.clock, settings.chance);
    this.#stateRequest = new AgentStateRequest(settings, (state, ms) => this.#events.agentStateOverdue(state, ms));
    const { clock } = settings;
    this.#teller = new LineTeller({ events: this.#events, stateRequest: this.#stateRequest, clock });
    this.#dialled = new DialledCalls(this.#events, () =>
      this.#greeted && this.#teller.knowsCalls ? this.#cursor.known : undefined,
    );
  }

  /** What another page needs to go on with this line; `undefined` when there is none to go on with. */
  get line(): LineRecord | undefined {
    if (!this.#kept) return undefined;
    const { known } = this.#cursor;
    const unanswered = [...this.#left, ...this.#outbox.unanswered];
    return {
      level: this.#level,
      agent: this.#teller.agent,
      unanswered,
      ...(known !== undefined && { known }),
      ...(this.#knocked && { knocked: true }),
    };
  }

  /** Goes on with the line of the page that was here before, or of the tab that led until now. Asks nobody's leave. */
  goOnWith({ level, known, agent, unanswered, knocked = false }: LineRecord): void {
    this.#level = level;
    this.#cursor = new SessionCursor(known);
    this.#teller.goOnWith(agent);
    this.#left = unanswered;
    this.#knocked = knocked;
    this.#kept = true;
    this.#goingOn = true;
    this.#inherits = true;
    this.#comeBack();
  }

  /** Leaves the line to another page: the session waits for it. Nothing is told of that, and nothing sent any more. */
  letGo(): void {
    this.#gone = true;
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
    if (cameBack && this.#level === 'ours' && this.#teller.agent.state === 'Ready')
      return this.#events.makeAgentAvailable();
    await this.#requestState('ready', { type: this.#teller.agent.state === 'Null' ? 'initialize' : 'ready' });
  }

  async makeAgentUnavailable(reason?: string): Promise<void> {
    // A line that is being come back to may have calls: it is asked when it is there, and not given up.
    if (this.#level === 'ours' && (this.#greeted || this.#connecting !== undefined)) {
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

  signOff(): Promise<void> {
    return this.#requestState('notReady', { type: 'logout' });
  }

  async controlLine(control: LineControl): Promise<void> {
    await this.#send(control);
  }

  async colleagues(): Promise<readonly Colleague[]> {
    const session = this.#greeted ? this.#cursor.known?.session : undefined;
    return session === undefined ? [] : askForColleagues(this.#settings, session);
  }

  async makeOutboundCall(phoneNumber: string, eventId: string): Promise<void> {
    this.#teller.dialled(eventId);
    const command = { type: 'makeCall', toNumber: phoneNumber, connectionId: eventId } as const;
    this.#dialled.accepted({ command }, await this.#send(command));
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

  async sendUserEvent(userData: KVRecord, connectionId: string): Promise<void> {
    await this.#send({ type: 'sendUserEvent', userData, of: connectionId });
  }

  async chatCommand(command: BareChatCommand): Promise<void> {
    await this.#send(command);
  }

  /** Proves who is asking for what is no command: a file, for example. */
  get session(): string | undefined {
    return this.#level === 'ours' ? this.#cursor.known?.session : undefined;
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
    if (received.kind !== 'ping') this.#settings.trace?.('frame', received.frame.eventName, received.frame);
    this.#receive(received);
    this.#dialled.settle();
    this.#settings.lineChanged?.();
  }

  webSocketErrorHandler(): void {
    // A browser says nothing of what went wrong; the close that follows says all there is to know.
    this.#settings.log('The socket reported an error.');
  }

  webSocketCloseHandler(event: CloseEvent): void {
    this.#settings.trace?.('frame', 'close', { closeCode: event.code, time: 0 });
    const opening = this.#opening;
    const level = this.#level;
    this.#drop();
    const lost = closedLine(event);
    if (opening === undefined) this.#lost(lost.failure);
    else if (level === 'ours') opening.reject(lost);
    else opening.reject(new HopError('service', sentence('The contact centre service cannot be reached.'), true));
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
    const wasReady = this.#teller.agent.state === 'Ready';
    const lost = (error: unknown): void => this.#events.connectionLost(failureOf(error, 'service'));
    this.#connect().then(
      () => {
        if (this.#level === 'ours') this.#events.agentStateKnown(this.#teller.agent);
        // There, a line without "initialize" brings no calls.
        else if (wasReady) this.#requestState('ready', { type: 'initialize' }).catch(lost);
      },
      (error: unknown) => {
        if (this.#gone) return;
        const met = failureOf(error, 'service');
        const failure = this.#knocked ? ownPlace(met) : met;
        // Somebody else is at work as this agent now. Who comes back by itself pushes nobody out.
        if (this.#goingOn || !failure.retryable || failure.takesOver === true) this.#lost(failure);
        else this.#return.schedule(() => this.#comeBack());
      },
    );
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
      // Another page is on its way already: two of them would push each other out.
      if (this.#gone) throw new HopError('session', 'Another page goes on with the line.', true);
      this.#level = entry.level;
      this.#teller.begins(entry.level);
      await this.#openSocket(entry);
    } catch (error) {
      this.#takesOver = !this.#knocked && failureOf(error, 'service').takesOver === true;
      throw error;
    }
    this.#kept = true;
    this.#goingOn = false;
    this.#return.succeed();
    this.#takeUp();
    this.#settings.lineChanged?.();
  }

  /** Of what another page had asked for, all that is told has been told by now: what is not on its way will never come. */
  #takeUp(): void {
    const left = this.#left;
    this.#left = [];
    if (this.#inherits) this.#events.placingGoesOn(left.flatMap(({ command }) => calledAs(command)));
    this.#inherits = false;
    this.#outbox.goOnWith(left, this.#cursor.known?.session, this.#dialled);
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
    this.#knocked = entry.level === 'ours';
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
    this.#knocked = false;
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
        return this.#numbered(received.frame, (frame) => this.#teller.event(frame));
      case 'chat':
        return this.#numbered(received.frame, (frame: UnreadChatFrame) => this.#events.chatsTold(frame));
      case 'error':
        return this.#settings.log(`The service refused a frame: ${received.frame.code}.`);
      case 'ping':
        return; // That it came is all it says, and the watch over the silence has seen it.
    }
  }

  #hello(frame: HelloFrame): void {
    this.#cursor.greeted(frame);
    this.#connection?.watchSilence(frame.pingMs);
    this.#teller.greeted(frame);
    // Either the whole truth comes next, or what was missed.
    if (!frame.resumed) return;
    this.#events.lineResumed();
    this.#openedOnceCaughtUp();
  }

  #snapshot(frame: SnapshotFrame): void {
    this.#cursor.told(frame);
    this.#teller.snapshot(frame);
    // Not only after a greeting: the server also says so when its own line to the switch was gone for a while.
    if (this.#greeted) this.#events.agentStateKnown(this.#teller.agent);
    else this.#openedOnceCaughtUp();
  }

  #numbered<Frame extends { readonly seq?: number }>(frame: Frame, tell: (frame: Frame) => void): void {
    // A resumed line repeats what we missed, and perhaps a little more. Nothing may act twice.
    const heard = this.#cursor.heard(frame.seq);
    if (heard === 'gap') return this.#askForAll();
    if (heard === 'news') tell(frame);
    if (!this.#greeted) this.#openedOnceCaughtUp();
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
    const lost = new HopError('socket', sentence('Something that the contact centre said was lost on the way.'), true);
    if (opening === undefined) this.#lost(lost.failure);
    else opening.reject(lost);
  }

  #requestState(state: RequestedState, command: BareCommand): Promise<void> {
    return this.#stateRequest.make(state, () => this.#send(command));
  }

  async #send(command: BareCommand): Promise<Place | undefined> {
    // Asked for while the line is being come back to: a moment later it is there.
    if (!this.#greeted) await this.#connecting?.catch(() => undefined);
    if (!this.#greeted) {
      throw new ServiceError(
        'offline',
        sentence('The toolbar is not connected to the contact centre. Go available first.'),
        true,
      );
    }
    const { session } = this;
    if (session !== undefined) return this.#outbox.send(command, session);
    return void (await this.#commands.send(command, undefined));
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
