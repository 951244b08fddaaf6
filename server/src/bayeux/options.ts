import type { IncomingMessage } from 'node:http';
import type { Clock } from '../runtime/clock.js';
import type { IdSource } from '../runtime/ids.js';
import type { BayeuxError } from './errors.js';
import type { Message } from './messages.js';
import type { BayeuxSession, SessionEnd } from './session.js';

/** How a client may connect, in Bayeux' own words. */
export type ConnectionType = 'websocket' | 'long-polling' | 'callback-polling';

export interface BayeuxLimits {
  /** How long a connect is held, ms. It is advertised, and clients give up a little later: never held longer. */
  readonly timeoutMs: number;
  /** How long a client waits before its next connect, ms. */
  readonly intervalMs: number;
  /** How long beyond `timeoutMs` a client may stay away after a connect has ended, ms; then it is forgotten. */
  readonly maxIntervalMs: number;
  /** Bytes of an HTTP body or of a WebSocket frame. */
  readonly messageBytes: number;
  /** Messages of one HTTP body or WebSocket frame. */
  readonly batchMessages: number;
  /** Messages that wait for one client; with one more the client is forgotten, and has to shake hands again. */
  readonly queuedMessages: number;
  readonly subscriptionsPerSession: number;
  readonly sessions: number;
  readonly sockets: number;
  /** Of one client, and of one socket. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** How often a socket is pinged, ms; one that has not answered by the next ping is cut. */
  readonly pingMs: number;
  /** A socket whose client reads slower than this much behind is cut; the client comes back, and nothing is lost. */
  readonly socketBacklogBytes: number;
}

export const DEFAULT_LIMITS: BayeuxLimits = {
  timeoutMs: 30_000,
  intervalMs: 0,
  maxIntervalMs: 10_000,
  messageBytes: 65_536,
  batchMessages: 100,
  queuedMessages: 1000,
  subscriptionsPerSession: 100,
  sessions: 10_000,
  sockets: 10_000,
  messagesPerSecond: 100,
  messageBurst: 200,
  pingMs: 25_000,
  socketBacklogBytes: 1_048_576,
};

/** What the owner of a server decides about a client's wish. */
export type Verdict<Grant = undefined> =
  { readonly accepted: true; readonly grant: Grant } | { readonly accepted: false; readonly error: BayeuxError };

export function accept(): Verdict;
export function accept<Grant>(grant: Grant): Verdict<Grant>;
export function accept<Grant>(grant?: Grant): Verdict<Grant | undefined> {
  return { accepted: true, grant };
}

export function refuse(error: BayeuxError): Verdict<never> {
  return { accepted: false, error };
}

/** Takes what a client publishes to a `/service/` channel. The client's reply waits for the promise. */
export type ServiceHandler<Context> = (
  session: BayeuxSession<Context>,
  data: unknown,
  channel: string,
) => void | Promise<void>;

/**
 * What a face decides. `Context` is what it knows a client by: it is granted at the handshake, and each session
 * carries it.
 */
export interface BayeuxHooks<Context> {
  /** Who may come. */
  onHandshake(message: Message, request: IncomingMessage): Verdict<Context>;
  /**
   * Whether a request may speak for a session. Without it the client id alone is proof, as it is 128 random bits and
   * more. A request that may not is answered as if the session did not exist.
   */
  mayUse?(session: BayeuxSession<Context>, request: IncomingMessage): boolean;
  /** Who may hear a broadcast channel, or the channels of a wildcard. Without it nobody may. */
  onSubscribe?(session: BayeuxSession<Context>, subscription: string): Verdict;
  /** Who may publish to all subscribers of a broadcast channel. Without it there are no such channels for clients. */
  onPublish?(session: BayeuxSession<Context>, channel: string, data: unknown): Verdict;
  onSessionAdded?(session: BayeuxSession<Context>): void;
  onSessionRemoved?(session: BayeuxSession<Context>, end: SessionEnd): void;
}

export interface BayeuxOptions<Context> extends BayeuxHooks<Context>, Partial<BayeuxLimits> {
  /** The network's time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Told what failed in a hook or in a handler of the face. */
  readonly log: { error(details: object, message: string): void };
  /**
   * The best first. `callback-polling` is for faces that any page may use: a script tag sends no Origin, so only the
   * Referer says which page asks.
   */
  readonly connectionTypes?: readonly ConnectionType[];
}
