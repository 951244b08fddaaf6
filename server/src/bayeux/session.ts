import type { Clock, Timer } from '../runtime/clock.js';
import type { RateLimiter } from '../runtime/rate-limiter.js';
import { kindOf, subscriptionsFor } from './channels.js';
import { bayeuxError } from './errors.js';
import type { Extensions, Unacknowledged } from './extensions.js';
import {
  type Advice,
  failure,
  type Message,
  notification,
  notificationOfJson,
  type Reply,
  type ReplyFields,
  retryAdvice,
  success,
} from './messages.js';
import type { BayeuxLimits } from './options.js';

/** Where messages of the server go: a socket, or the answer to one request. */
export interface Sink {
  /** Whether it takes messages at any time. One that does not is used up by the first `send`. */
  readonly streaming: boolean;
  /** Sends messages, which are JSON, at once. `false`: they have not been sent, and whoever has them keeps them. */
  send(texts: readonly string[]): boolean;
  /** Breaks the line to the client, as a network does. */
  cut(): void;
}

/** Why a session is over. Only `disconnected` is the client's wish; `ext` is what it said with it. */
export type SessionEnd =
  | { readonly reason: 'disconnected'; readonly ext: unknown }
  | { readonly reason: 'expired' | 'overflowed' | 'removed' }
  /** @property interval how long the client should wait before it comes back, ms */
  | { readonly reason: 'closing'; readonly interval: number };

export const HANDSHAKE_ADVICE: Advice = { reconnect: 'handshake', interval: 0 };

/** For a client whose connect was released by another one: two that take turns must not spin. */
const SUPERSEDED_INTERVAL_MS = 1000;

const NONE: readonly string[] = [];

interface HeldConnect {
  readonly message: Message;
  readonly sink: Sink;
  readonly timer: Timer;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface SessionParts<Context> {
  readonly id: string;
  readonly number: number;
  readonly context: Context;
  readonly clock: Clock;
  readonly limits: BayeuxLimits;
  readonly limiter: RateLimiter;
  readonly extensions: Extensions;
  /** Asks for a `flush` once everything that happens now has happened. */
  readonly wake: () => void;
  readonly end: (end: SessionEnd) => void;
}

/**
 * One client, as the server knows it. It is tied to no transport, socket or cookie: what cannot be sent now waits for
 * the client's next connect, wherever that comes from.
 */
export class BayeuxSession<Context = unknown> {
  /** The client id. It is a secret, and proof of being that client. */
  readonly id: string;
  /** A name for logs and timers. */
  readonly number: number;
  /** What the face knows the client by. */
  readonly context: Context;
  readonly #parts: Omit<SessionParts<Context>, 'context'>;
  #subscriptions = new Set<string>();
  #queue: string[] = [];
  #socket: Sink | undefined;
  #held: HeldConnect | undefined;
  #expiry: Timer | undefined;
  #ended = false;
  #isAway = false;

  constructor(parts: SessionParts<Context>) {
    this.id = parts.id;
    this.number = parts.number;
    this.context = parts.context;
    this.#parts = parts;
    this.#startExpiry();
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether the client has hung up without saying goodbye, and not been heard of since. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** The messages that wait for the client, or for its word that it has them. */
  get queue(): readonly string[] {
    return this.#unacknowledged?.texts ?? this.#queue;
  }

  /**
   * Those that may travel behind any answer. To a client that acknowledges they come with its connects, as long as there
   * are any.
   */
  get loose(): readonly string[] {
    if (this.#unacknowledged === undefined) return this.#queue;
    return this.#ended ? this.#unacknowledged.unsent : NONE;
  }

  get #unacknowledged(): Unacknowledged | undefined {
    return this.#parts.extensions.unacknowledged;
  }

  get subscriptions(): ReadonlySet<string> {
    return this.#subscriptions;
  }

  /** Sends the client a message, subscribed or not. */
  deliver(channel: string, data: unknown): void {
    this.enqueue(notification(channel, data));
  }

  /** The same with data that is JSON already. */
  deliverJson(channel: string, json: string): void {
    this.enqueue(notificationOfJson(channel, json));
  }

  /** Whether the client hears a broadcast channel, by its name or by a wildcard. */
  isSubscribed(channel: string): boolean {
    return (
      kindOf(channel) === 'broadcast' &&
      subscriptionsFor(channel).some((subscription) => this.#subscriptions.has(subscription))
    );
  }

  /** `false` when that would be too many: then none of them is added. */
  subscribe(subscriptions: readonly string[]): boolean {
    // What comes on a service channel comes to the client alone, and does not ask for a subscription.
    const wanted = subscriptions.filter((subscription) => kindOf(subscription) === 'broadcast');
    const all = new Set([...this.#subscriptions, ...wanted]);
    if (all.size > this.#parts.limits.subscriptionsPerSession) return false;
    this.#subscriptions = all;
    return true;
  }

  unsubscribe(subscriptions: readonly string[]): void {
    for (const subscription of subscriptions) this.#subscriptions.delete(subscription);
  }

  /** Counts a message of the client; `false` when it sends too many. */
  count(): boolean {
    return this.#parts.limiter.take();
  }

  /** Sends a finished message. */
  enqueue(text: string): void {
    if (this.#ended) return;
    const unacknowledged = this.#unacknowledged;
    const waiting = unacknowledged?.size ?? this.#queue.length;
    if (waiting >= this.#parts.limits.queuedMessages) {
      // Rather the session than a message: the client learns of it, and can ask for what it missed.
      this.#parts.end({ reason: 'overflowed' });
      return;
    }
    if (unacknowledged === undefined) this.#queue.push(text);
    else unacknowledged.add(text);
    if (waiting === 0) this.#parts.wake();
  }

  /** Everything loose has been sent. */
  forgetLoose(): void {
    if (this.#queue.length > 0) this.#queue = [];
  }

  /** Sends what waits, if the client can be reached. */
  flush(): void {
    if (this.#unacknowledged !== undefined) {
      if (this.#unacknowledged.size > 0) this.#answerHeld(this.#retry(), 'with what waits');
      return;
    }
    if (this.#queue.length === 0) return;
    const sent = this.#socket ? this.#socket.send(this.#queue) : this.#answerHeld(this.#retry(), 'with what waits');
    if (sent) this.forgetLoose();
  }

  /** From now on this is where the client is: at a socket, or (`undefined`) at the end of its polls. */
  bind(socket: Sink | undefined): void {
    this.#isAway = false;
    this.#socket = socket;
  }

  /** Breaks the line to the client, if there is one. The session stays, and the client may come back to it. */
  cut(): void {
    this.#socket?.cut();
    this.#held?.sink.cut();
  }

  /** A sink is gone. What was meant for it waits for the client's return. */
  detach(sink: Sink): void {
    if (this.#socket === sink) {
      this.#socket = undefined;
      this.#isAway = true;
    }
    if (this.#held?.sink !== sink) return;
    this.#isAway = true;
    this.#dropHeld();
    this.#startExpiry();
  }

  /**
   * Answers a connect right now, in an answer that the caller makes.
   * @returns the reply and, where they are acknowledged, the messages that belong behind it
   */
  answerConnect(message: Message): readonly string[] {
    if (this.#ended) return [JSON.stringify(unknownClient(message))];
    this.#answerHeld(this.#retry(SUPERSEDED_INTERVAL_MS));
    this.#startExpiry();
    const batch = this.#takeBatch(message);
    return [this.#connectReply(message, this.#retry(), this.#parts.clock.now()), ...batch];
  }

  /** Keeps a connect open until there is something to say, for `holdMs` at most. */
  holdConnect(message: Message, sink: Sink, holdMs: number): void {
    if (this.#ended) {
      sink.send([JSON.stringify(unknownClient(message))]);
      return;
    }
    this.#answerHeld(this.#retry(SUPERSEDED_INTERVAL_MS));
    this.#expiry?.cancel();
    this.#parts.extensions.acknowledge(message);
    const { clock } = this.#parts;
    const timer = clock.setTimer(`bayeux connect ${this.number}`, holdMs, () => {
      this.#answerHeld(this.#retry(), 'with what waits');
    });
    this.#held = { message, sink, timer, receivedAt: clock.now() };
    this.flush();
  }

  /** The answer to a meta message, with what the client's extensions add to it. */
  reply(message: Message, fields?: ReplyFields): Reply {
    const now = this.#parts.clock.now();
    return success(message, { ...fields, ext: this.#parts.extensions.replyExt(message, now, now) });
  }

  /** Only the server ends sessions: it has to forget them too. */
  end(end: SessionEnd): void {
    this.#ended = true;
    this.#expiry?.cancel();
    const held = this.#dropHeld();
    held?.sink.send([JSON.stringify(this.#lastAnswer(held.message, end))]);
  }

  #lastAnswer(message: Message, end: SessionEnd): Reply {
    switch (end.reason) {
      case 'disconnected':
        return success(message, { clientId: this.id, advice: { reconnect: 'none', interval: 0 } });
      case 'closing':
        return success(message, { clientId: this.id, advice: { reconnect: 'retry', interval: end.interval } });
      default:
        return unknownClient(message);
    }
  }

  /** `false` when there is no connect to answer, or nobody there to hear it. */
  #answerHeld(advice: Advice, what?: 'with what waits'): boolean {
    const held = this.#dropHeld();
    if (held === undefined) return false;
    this.#startExpiry();
    const texts = what === undefined ? NONE : (this.#unacknowledged?.nextBatch() ?? this.#queue);
    return held.sink.send([this.#connectReply(held.message, advice, held.receivedAt), ...texts]);
  }

  /** What a client that acknowledges has not got yet. */
  #takeBatch(message: Message): readonly string[] {
    this.#parts.extensions.acknowledge(message);
    return this.#unacknowledged?.nextBatch() ?? NONE;
  }

  #connectReply(message: Message, advice: Advice, receivedAt: number): string {
    const { clock, extensions } = this.#parts;
    const ext = extensions.replyExt(message, receivedAt, clock.now());
    return JSON.stringify(success(message, { clientId: this.id, advice, ext }));
  }

  #dropHeld(): HeldConnect | undefined {
    const held = this.#held;
    held?.timer.cancel();
    this.#held = undefined;
    return held;
  }

  #startExpiry(): void {
    const { clock, limits, end } = this.#parts;
    this.#expiry?.cancel();
    this.#expiry = clock.setTimer(`bayeux expiry ${this.number}`, limits.timeoutMs + limits.maxIntervalMs, () =>
      end({ reason: 'expired' }),
    );
  }

  #retry(interval?: number): Advice {
    return retryAdvice(this.#parts.limits, interval);
  }
}

/** Whoever has no session any more has to shake hands again. No client id: it may be somebody else's. */
export function unknownClient(message: Message): Reply {
  const isMeta = kindOf(message.channel) === 'meta';
  return failure(message, bayeuxError('Unknown client'), isMeta ? HANDSHAKE_ADVICE : undefined);
}
