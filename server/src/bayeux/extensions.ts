import { Type } from 'typebox';
import { checkerOf } from '../runtime/schema.js';
import type { Message } from './messages.js';

/** What an extension adds to an answer. In JSON a field that is `undefined` is absent. */
export interface ReplyExt {
  /** In the answer to a handshake: whether there is such a thing. In that to a connect: the number of its batch. */
  readonly ack?: true | number | undefined;
  readonly timesync?: Timesync | undefined;
}

/** Milliseconds. By these a client finds out how far its clock is from ours. */
interface Timesync {
  /** When the client sent the message, by its own clock. */
  readonly tc: number;
  /** When it came here. */
  readonly ts: number;
  /** For how long it was held. */
  readonly p: number;
  /** How far off the client's last estimate is. */
  readonly a: number;
}

const WANTS_ACKS = checkerOf(Type.Object({ ack: Type.Literal(true) }));
const ACKNOWLEDGES = checkerOf(Type.Object({ ack: Type.Integer({ minimum: 0 }) }));
const ASKS_TIME = checkerOf(
  Type.Object({
    timesync: Type.Object({
      tc: Type.Number(),
      /** How long a message is on its way, as far as the client knows, and how far its clock is from ours. */
      l: Type.Number(),
      o: Type.Number(),
    }),
  }),
);

/** The extensions that one client has asked for in its handshake. What else an `ext` says is not for us. */
export class Extensions {
  /** What the client has not acknowledged yet; `undefined` when it does not acknowledge. */
  readonly unacknowledged: Unacknowledged | undefined;
  readonly #asksTime: boolean;

  constructor({ ext }: Message) {
    this.unacknowledged = WANTS_ACKS.fits(ext) ? new Unacknowledged() : undefined;
    this.#asksTime = ASKS_TIME.fits(ext);
  }

  /**
   * For the answer to a meta message.
   * @param receivedAt and `now`: milliseconds since 1970
   */
  replyExt({ channel, ext }: Message, receivedAt: number, now: number): ReplyExt | undefined {
    const ack = this.unacknowledged && this.#ackFor(channel, this.unacknowledged);
    const timesync = this.#asksTime && ASKS_TIME.fits(ext) ? timesyncOf(ext.timesync, receivedAt, now) : undefined;
    return ack === undefined && timesync === undefined ? undefined : { ack, timesync };
  }

  /** Takes what a connect says of the batches before it. */
  acknowledge({ ext }: Message): void {
    if (this.unacknowledged !== undefined && ACKNOWLEDGES.fits(ext)) this.unacknowledged.acknowledge(ext.ack);
  }

  #ackFor(channel: string, { batch }: Unacknowledged): true | number | undefined {
    if (channel === '/meta/handshake') return true;
    return channel === '/meta/connect' ? batch : undefined;
  }
}

function timesyncOf({ tc, l, o }: { tc: number; l: number; o: number }, receivedAt: number, now: number): Timesync {
  return { tc, ts: receivedAt, p: now - receivedAt, a: tc + o + l - receivedAt };
}

/**
 * Messages until their client says that it has them. They travel in batches, each behind the answer to a connect and with
 * its number; the next connect names the batch that came last. What is still here then has been lost, and goes again.
 */
export class Unacknowledged {
  /** The number of the last batch that was sent. */
  #batch = 0;
  #messages: { readonly batch: number; readonly text: string }[] = [];

  get batch(): number {
    return this.#batch;
  }

  get texts(): readonly string[] {
    return this.#messages.map(({ text }) => text);
  }

  /** What the client cannot have yet. */
  get unsent(): readonly string[] {
    return this.#messages.flatMap(({ batch, text }) => (batch > this.#batch ? [text] : []));
  }

  get size(): number {
    return this.#messages.length;
  }

  /** For the next batch. */
  add(text: string): void {
    this.#messages.push({ batch: this.#batch + 1, text });
  }

  /** A batch of everything that is here. Empty ones have no number: there is nothing to lose. */
  nextBatch(): readonly string[] {
    if (this.#messages.length > 0) this.#batch += 1;
    return this.texts;
  }

  /** Nobody has got more than was sent, whatever they say. */
  acknowledge(batch: number): void {
    this.#messages = this.#messages.filter((message) => message.batch > Math.min(batch, this.#batch));
  }
}
