import type { Clock, Timer } from '../runtime/clock.js';
import type { RateLimiter } from '../runtime/rate-limiter.js';
import { kindOf, subscriptionsFor } from './channels.js';
import { bayeuxError } from './errors.js';
import { type Advice, failure, type Message, notification, type Reply, retryAdvice, success } from './messages.js';
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

interface HeldConnect {
  readonly message: Message;
  readonly sink: Sink;
  readonly timer: Timer;
}

export interface SessionParts<Context> {
  readonly id: string;
  readonly number: number;
  readonly context: Context;
  readonly clock: Clock;
  readonly limits: BayeuxLimits;
  readonly limiter: RateLimiter;
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

  /** The messages that wait for the client. */
  get queue(): readonly string[] {
    return this.#queue;
  }

  get subscriptions(): ReadonlySet<string> {
    return this.#subscriptions;
  }

  /** Sends the client a message, subscribed or not. */
  deliver(channel: string, data: unknown): void {
    this.enqueue(notification(channel, data));
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
    if (this.#queue.length >= this.#parts.limits.queuedMessages) {
      // Rather the session than a message: the client learns of it, and can ask for what it missed.
      this.#parts.end({ reason: 'overflowed' });
      return;
    }
    this.#queue.push(text);
    if (this.#queue.length === 1) this.#parts.wake();
  }

  /** Everything that waits has been sent. */
  forgetQueue(): void {
    this.#queue = [];
  }

  /** Sends what waits, if the client can be reached. */
  flush(): void {
    if (this.#queue.length === 0) return;
    const sent = this.#socket ? this.#socket.send(this.#queue) : this.#answerHeld(this.#retry(), this.#queue);
    if (sent) this.forgetQueue();
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

  /** Answers a connect right now, in an answer that the caller makes. */
  answerConnect(message: Message): Reply {
    if (this.#ended) return unknownClient(message);
    this.#answerHeld(this.#retry(SUPERSEDED_INTERVAL_MS));
    this.#startExpiry();
    return success(message, { clientId: this.id, advice: this.#retry() });
  }

  /** Keeps a connect open until there is something to say, for `holdMs` at most. */
  holdConnect(message: Message, sink: Sink, holdMs: number): void {
    if (this.#ended) {
      sink.send([JSON.stringify(unknownClient(message))]);
      return;
    }
    this.#answerHeld(this.#retry(SUPERSEDED_INTERVAL_MS));
    this.#expiry?.cancel();
    const timer = this.#parts.clock.setTimer(`bayeux connect ${this.number}`, holdMs, () => {
      this.#answerHeld(this.#retry());
    });
    this.#held = { message, sink, timer };
    this.flush();
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
  #answerHeld(advice: Advice, texts: readonly string[] = []): boolean {
    const held = this.#dropHeld();
    if (held === undefined) return false;
    this.#startExpiry();
    return held.sink.send([JSON.stringify(success(held.message, { clientId: this.id, advice })), ...texts]);
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
