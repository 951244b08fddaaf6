import type { IncomingMessage } from 'node:http';
import type { Clock } from '../runtime/clock.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import { kindOf, subscriptionsFor } from './channels.js';
import { bayeuxError } from './errors.js';
import { Exchange, type Exchanger } from './exchange.js';
import { Extensions } from './extensions.js';
import { failure, type Message, notification } from './messages.js';
import {
  accept,
  type BayeuxLimits,
  type BayeuxOptions,
  type ConnectionType,
  DEFAULT_LIMITS,
  refuse,
  type ServiceHandler,
  type Verdict,
} from './options.js';
import { handleMessage, type RuleHost } from './rules.js';
import { BayeuxSession, type SessionEnd } from './session.js';

const DEFAULT_CONNECTION_TYPES: readonly ConnectionType[] = ['websocket', 'long-polling'];

const MAX_KNOWN_CHANNELS = 1000;

/** Over how many seconds clients come back after a restart. */
const RETURN_SPREAD = 10;

/**
 * Bayeux 1.0: sessions, channels and messages, and nothing of what they are about. It has no socket of its own:
 * transports bring it batches of messages, and it gives sessions a place to send to.
 */
export class BayeuxServer<Context> implements Exchanger, RuleHost<Context> {
  readonly limits: BayeuxLimits;
  readonly clock: Clock;
  readonly connectionTypes: readonly ConnectionType[];
  readonly #options: BayeuxOptions<Context>;
  /** By pattern, and by channels that have been asked for. */
  readonly #services = new Map<string, ServiceHandler<Context>>();
  readonly #handlers = new Map<string, ServiceHandler<Context>>();
  readonly #sessions = new Map<string, BayeuxSession<Context>>();
  readonly #awake = new Set<BayeuxSession<Context>>();
  #lastNumber = 0;

  constructor(options: BayeuxOptions<Context>) {
    this.#options = options;
    this.limits = { ...DEFAULT_LIMITS, ...options };
    this.clock = options.clock;
    this.connectionTypes = options.connectionTypes ?? DEFAULT_CONNECTION_TYPES;
  }

  /** The clients that there are, the longest first. */
  get sessions(): Iterable<BayeuxSession<Context>> {
    return this.#sessions.values();
  }

  get isFull(): boolean {
    return this.#sessions.size >= this.limits.sessions;
  }

  /**
   * Takes what clients publish to a service channel.
   * @param pattern a channel, or several: `/service/chatV2/*`
   */
  service(pattern: string, handler: ServiceHandler<Context>): void {
    if (kindOf(pattern) !== 'service') throw new Error(`${pattern} is no service channel`);
    this.#services.set(pattern, handler);
    this.#handlers.clear();
  }

  /**
   * Sends a message to those who have subscribed to a broadcast channel. It is written once, however many they are.
   * @param among whom to send it to at most; without it everybody is asked, which costs as much as there are sessions
   */
  publish(channel: string, data: unknown, among: Iterable<BayeuxSession<Context>> = this.#sessions.values()): void {
    if (kindOf(channel) !== 'broadcast') throw new Error(`${channel} is no broadcast channel`);
    let text: string | undefined;
    for (const session of among) {
      if (session.isSubscribed(channel)) session.enqueue((text ??= notification(channel, data)));
    }
  }

  /** Forgets a client. It hears of it with its next connect, at once if it has one open, and may shake hands again. */
  remove(session: BayeuxSession<Context>): void {
    this.end(session, { reason: 'removed' });
  }

  /** Tells every client to come back later, a few at a time. */
  close(): void {
    for (const session of this.#sessions.values()) {
      this.end(session, { reason: 'closing', interval: (1 + (session.number % RETURN_SPREAD)) * 1000 });
    }
  }

  exchange(batch: readonly Partial<Message>[], request: IncomingMessage): Exchange | Promise<Exchange> {
    return this.#handleFrom(0, batch, new Exchange(request));
  }

  find(clientId: string, request: IncomingMessage): BayeuxSession<Context> | undefined {
    const session = this.#sessions.get(clientId);
    if (session === undefined || this.#options.mayUse === undefined) return session;
    return this.#options.mayUse(session, request) ? session : undefined;
  }

  open(message: Message, request: IncomingMessage): Verdict<BayeuxSession<Context>> {
    const verdict = this.#options.onHandshake(message, request);
    if (!verdict.accepted) return verdict;
    const session = this.#newSession(verdict.grant, new Extensions(message));
    this.#sessions.set(session.id, session);
    this.#options.onSessionAdded?.(session);
    return accept(session);
  }

  end(session: BayeuxSession<Context>, end: SessionEnd): void {
    if (!this.#sessions.delete(session.id)) return;
    session.end(end);
    try {
      this.#options.onSessionRemoved?.(session, end);
    } catch (error) {
      // Timers and transports end sessions: there is nobody else to tell.
      this.#options.log.error({ err: error, session: session.number }, 'the end of a Bayeux session was not taken');
    }
  }

  serviceFor(channel: string): ServiceHandler<Context> | undefined {
    const known = this.#handlers.get(channel);
    if (known !== undefined) return known;
    const pattern = subscriptionsFor(channel).find((candidate) => this.#services.has(candidate));
    const handler = pattern === undefined ? undefined : this.#services.get(pattern);
    // Clients may think of any number of channels below a pattern.
    if (handler !== undefined && this.#handlers.size < MAX_KNOWN_CHANNELS) this.#handlers.set(channel, handler);
    return handler;
  }

  judgeSubscription(session: BayeuxSession<Context>, subscription: string): Verdict {
    const verdict = this.#options.onSubscribe?.(session, subscription);
    return verdict ?? refuse(bayeuxError('subscription_forbidden', subscription));
  }

  judgePublication(session: BayeuxSession<Context>, channel: string, data: unknown): Verdict {
    return this.#options.onPublish?.(session, channel, data) ?? refuse(bayeuxError('unknown_channel'));
  }

  /** Most handlers are done when they return. Waiting for a promise nevertheless would cost each message a turn. */
  #handleFrom(first: number, batch: readonly Partial<Message>[], exchange: Exchange): Exchange | Promise<Exchange> {
    for (let n = first; n < batch.length; n += 1) {
      const working = this.#handle(batch[n] ?? {}, exchange);
      if (working !== undefined) return working.then(() => this.#handleFrom(n + 1, batch, exchange));
    }
    return exchange;
  }

  #handle(message: Partial<Message>, exchange: Exchange): Promise<void> | undefined {
    try {
      return handleMessage(message, this, exchange)?.catch((error: unknown) => this.#fail(message, exchange, error));
    } catch (error) {
      this.#fail(message, exchange, error);
      return undefined;
    }
  }

  /** Whatever fails, the client gets its reply: without one it would cut the line. */
  #fail(message: Partial<Message>, exchange: Exchange, error: unknown): void {
    this.#options.log.error({ err: error, channel: message.channel }, 'a Bayeux message was not handled');
    exchange.reply(failure(message, bayeuxError('internal_error')));
  }

  #newSession(context: Context, extensions: Extensions): BayeuxSession<Context> {
    const { clock, ids } = this.#options;
    const { messagesPerSecond, messageBurst } = this.limits;
    this.#lastNumber += 1;
    const session = new BayeuxSession<Context>({
      // Letters and digits: some clients put it into URLs and logs as it is.
      id: ids.secret().replaceAll(/[^0-9A-Za-z]/g, ''),
      number: this.#lastNumber,
      context,
      clock,
      limits: this.limits,
      limiter: new RateLimiter(() => clock.now(), messagesPerSecond, messageBurst),
      extensions,
      wake: () => this.#wake(session),
      end: (end) => this.end(session, end),
    });
    return session;
  }

  /** One write a client and turn of the event loop, however many messages it gets in that turn. */
  #wake(session: BayeuxSession<Context>): void {
    if (this.#awake.size === 0) setImmediate(() => this.#flush());
    this.#awake.add(session);
  }

  #flush(): void {
    const awake = [...this.#awake];
    this.#awake.clear();
    for (const session of awake) session.flush();
  }
}
