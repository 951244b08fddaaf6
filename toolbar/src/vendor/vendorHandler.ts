import {
  closeCodeEntry,
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
import type { Timer } from '../state/clock.js';
import { HopError, type Hop } from '../state/failure.js';
import { tellCall } from './call-handlers.js';
import { CommandClient, type BareCommand } from './command-client.js';
import { Connection, type SocketHandlers } from './connection.js';
import { FrameReader } from './frame-reader.js';
import type { ICtiVendorHandler } from './ICtiVendorHandler.js';
import { ServiceError } from './service-error.js';
import { enter, type Entry, type KnownSession } from './session-client.js';
import { DEFAULT_TIMES, endpoints, type VendorSettings } from './vendor-settings.js';

/** A silence this many times as long as the server's ping interval is a broken line. */
const SILENT_PINGS = 2.5;

/** At which hop a close code says that the line broke; every other code: at the socket. */
const CLOSE_HOPS: Readonly<Record<number, Hop>> = { 1001: 'service', 4401: 'session', 4205: 'service' };

/** All that the toolbar knows of Genesys: the microservice behind `/genesys/events` and `/genesysWs`. */
export class VendorHandler implements ICtiVendorHandler, SocketHandlers {
  readonly #events: IntegrationEventsHandler;
  readonly #settings: VendorSettings;
  readonly #commands: CommandClient;
  #connection: Connection | undefined;
  #opening: Deferred<void> | undefined;
  #level: Entry['level'] = 'published';
  #reader = new FrameReader('published');
  /** The server has greeted, or, at the published level, the socket is open. */
  #greeted = false;
  #known: KnownSession | undefined;
  #loggedIn = false;
  #awaited: { readonly state: 'ready' | 'notReady'; readonly timer: Timer } | undefined;

  constructor(integrationEventsHandler: IntegrationEventsHandler, settings: VendorSettings) {
    this.#events = integrationEventsHandler;
    this.#settings = settings;
    this.#commands = new CommandClient(settings);
  }

  async makeAgentAvailable(): Promise<void> {
    if (!this.#greeted) await this.#connect();
    this.#events.connectionProgress('switch');
    await this.#requestState('ready', { type: this.#loggedIn ? 'ready' : 'initialize' });
  }

  async makeAgentUnavailable(reason?: string): Promise<void> {
    if (this.#greeted && this.#level === 'ours') {
      await this.#requestState('notReady', { type: 'notReady', ...(reason !== undefined && { reason }) });
      return;
    }
    // The published level knows no way to be signed in and not available.
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
    this.#opened();
  }

  webSocketOnMessage(event: MessageEvent): void {
    const received = parseServerFrame(String(event.data));
    if (received === undefined) this.#settings.log('A frame that is not of this protocol was ignored.');
    else this.#receive(received);
  }

  webSocketErrorHandler(): void {
    // A browser says nothing of what went wrong; the close that follows says all there is to know.
    this.#settings.log('The socket reported an error.');
  }

  webSocketCloseHandler(event: CloseEvent): void {
    const { sentence, retryable } = closeCodeEntry(event.code);
    // Only our own watch gives a reason with this code: it knows better than the catalogue.
    const reason = event.code === 1006 && event.reason !== '' ? event.reason : sentence;
    const opening = this.#opening;
    const level = this.#level;
    this.#drop();
    if (opening === undefined) {
      this.#events.connectionLost({ hop: CLOSE_HOPS[event.code] ?? 'socket', reason, retryable });
    } else if (level === 'published') {
      opening.reject(new HopError('service', 'The contact centre service cannot be reached.', true));
    } else {
      opening.reject(new HopError(CLOSE_HOPS[event.code] ?? 'socket', reason, retryable));
    }
  }

  async #connect(): Promise<void> {
    this.#events.connectionProgress('session');
    const entry = await enter(this.#settings, this.#known);
    this.#events.connectionProgress('socket');
    this.#level = entry.level;
    this.#reader = new FrameReader(entry.level);
    this.#loggedIn = false;
    await this.#openSocket(entry);
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
    const lastSeq = frame.resumed ? (this.#known?.lastSeq ?? frame.seq) : frame.seq;
    this.#known = { session: frame.session, lastSeq };
    this.#connection?.watchSilence(frame.pingMs * SILENT_PINGS);
    const commands = frame.commands.flatMap((name) => (typeof name === 'string' ? (commandTypeOf(name) ?? []) : []));
    const { agentId, agentName, dn } = frame;
    this.#events.connectionOpened({ level: 'ours', commands, agentId, agentName, dn });
    if (!frame.resumed) return; // The whole truth comes next.
    this.#events.lineResumed();
    this.#opened();
  }

  #snapshot(frame: SnapshotFrame): void {
    if (this.#known !== undefined) this.#known = { ...this.#known, lastSeq: frame.seq };
    this.#loggedIn = frame.agentState !== 'Null';
    this.#events.snapshotHandler(frame.calls);
    this.#opened();
  }

  #event(frame: EventFrame): void {
    if (!this.#isNews(frame.seq)) return;
    const event = this.#reader.read(frame);
    switch (event?.kind) {
      case 'ready':
        this.#loggedIn = true;
        this.#arrived('ready');
        return this.#events.makeAgentAvailable();
      case 'notReady':
        this.#loggedIn = true;
        this.#arrived('notReady');
        return this.#events.makeAgentUnavailable(event.why, event.lastsMs);
      case 'loggedOut':
        this.#loggedIn = false;
        this.#arrived('notReady');
        return this.#events.agentLoggedOut();
      case 'call':
        return tellCall(this.#events, event.event);
      case undefined:
        return;
    }
  }

  /** A resumed line repeats what we missed, and perhaps a little more. Nothing may act twice. */
  #isNews(seq: number | undefined): boolean {
    if (seq === undefined || this.#known === undefined) return true;
    if (seq <= this.#known.lastSeq) return false;
    this.#known = { ...this.#known, lastSeq: seq };
    return true;
  }

  /** Asks the switch for an agent state. The promise is about the request; the wait that begins here, about the event. */
  async #requestState(state: 'ready' | 'notReady', command: BareCommand): Promise<void> {
    const { clock, times = DEFAULT_TIMES } = this.#settings;
    this.#awaited?.timer.cancel();
    // Before the request: the event may overtake the answer.
    const timer = clock.after(`switch.${state}`, times.agentStateMs, () => {
      this.#awaited = undefined;
      this.#events.agentStateOverdue(state, times.agentStateMs);
    });
    this.#awaited = { state, timer };
    try {
      await this.#send(command);
    } catch (error) {
      this.#arrived(state);
      throw error;
    }
  }

  #arrived(state: 'ready' | 'notReady'): void {
    if (this.#awaited?.state !== state) return;
    this.#awaited.timer.cancel();
    this.#awaited = undefined;
  }

  async #send(command: BareCommand): Promise<void> {
    if (!this.#greeted) {
      throw new ServiceError(
        'offline',
        'The toolbar is not connected to the contact centre. Go available first.',
        true,
      );
    }
    await this.#commands.send(command, this.#level === 'ours' ? this.#known?.session : undefined);
  }

  /** Forgets the line, but not the session: a retry comes back to it. */
  #drop(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#opening = undefined;
    this.#greeted = false;
    this.#awaited?.timer.cancel();
    this.#awaited = undefined;
  }
}
