import type { Clock } from '../runtime/clock.js';
import { Lookout } from '../runtime/lookout.js';
import { type Backoff, backoffMs } from '../runtime/outbound/index.js';
import { acknowledge, bury, type OutboxItem, retry, type Write } from '../runtime/store/index.js';
import { type Book, type ChannelParcel, type CxoneParcel, messageIdOf, OUTBOXES, type OutboxName } from './book.js';
import type { ByocMetrics } from './figures/byoc-metrics.js';

/** Where failures that need a person are written: ids and codes only. */
export interface ByocLog {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
}

/** By which support staff follows a message through the log. */
export function logKeys(parcel: ChannelParcel | CxoneParcel, attempt: number) {
  const { channel: channelId, thread: threadId, id: parcelId } = parcel;
  const what = 'event' in parcel ? parcel.event : parcel.job;
  const messageId = messageIdOf(what);
  return { channelId, threadId, ...(messageId !== '' && { messageId }), kind: what.kind, parcelId, attempt };
}

/** What a try has come to, and what else is written when it is stored. */
export type Verdict =
  | { readonly kind: 'done'; readonly more?: readonly Write[] }
  | { readonly kind: 'again'; readonly waitMs: number; readonly why: string }
  | { readonly kind: 'dead'; readonly why: string };

/** Who brings parcels where they belong. */
export interface Sender<P> {
  send(parcel: P, attempt: number): Promise<Verdict>;
  /** What follows from it that a parcel will never arrive. */
  failed(parcel: P, why: string): readonly Write[];
}

export interface WorkerOptions<P> {
  readonly outbox: OutboxName;
  readonly book: Book;
  readonly sender: Sender<P>;
  /** The network's time. */
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly log: ByocLog;
  readonly metrics: ByocMetrics;
  readonly tries: number;
  /** Milliseconds after it was stored in which it is still sent. */
  readonly forMs: number;
  /** Who dies while it sends is known to be dead after so many milliseconds. */
  readonly holdMs: number;
  /** How often to look for what others have stored; 0: there are no others. */
  readonly sharedMs: number;
  /** Something was written beside the end of a parcel. */
  readonly onStored: () => void;
}

const AT_ONCE = 64;

/** Sends what waits in an outbox: one after the other for each thread, at least once, and not for ever. */
export class OutboxWorker<P extends ChannelParcel | CxoneParcel> {
  readonly #options: WorkerOptions<P>;
  readonly #working = new Set<Promise<void>>();
  readonly #lookout: Lookout;

  constructor(options: WorkerOptions<P>) {
    this.#options = options;
    const { clock, outbox } = options;
    this.#lookout = new Lookout({ name: `outbox ${OUTBOXES[outbox]}`, clock, look: () => this.#look() });
  }

  /** There may be something. */
  kick(): void {
    this.#lookout.kick();
  }

  /** Finishes what is under way. */
  async close(): Promise<void> {
    await this.#lookout.close();
    await Promise.allSettled(this.#working);
  }

  async #look(): Promise<number> {
    const { backoff, book, clock, holdMs, log, outbox, sharedMs } = this.#options;
    try {
      const items = await book.store.outboxes.take(OUTBOXES[outbox], AT_ONCE, holdMs);
      for (const item of items) this.#work(item);
      const next = await book.store.outboxes.next(OUTBOXES[outbox]);
      const due = next === undefined ? Infinity : Math.max(1, next - clock.now());
      return sharedMs === 0 ? due : Math.min(due, sharedMs);
    } catch (error) {
      log.error({ err: error, outbox }, 'the outbox cannot be read');
      return backoff.maxMs;
    }
  }

  #work(item: OutboxItem): void {
    const { log, outbox } = this.#options;
    const done = this.#deliver(item)
      .catch((error: unknown) => log.error({ err: error, outbox, item: item.id }, 'a parcel was not ended'))
      .finally(() => {
        this.#working.delete(done);
        this.kick();
      });
    this.#working.add(done);
  }

  async #deliver(item: OutboxItem): Promise<void> {
    const { book, clock, log, metrics, outbox, sender, onStored } = this.#options;
    const parcel = this.#opened(item);
    if (parcel === undefined) {
      await book.store.commit(bury(item, 'sealed with another key'));
      return;
    }
    const verdict = this.#patience(item, await sender.send(parcel, item.attempt));
    const { kind } = 'event' in parcel ? parcel.event : parcel.job;
    metrics.tried({ outbox, kind, outcome: verdict.kind, seconds: (clock.now() - item.at) / 1000 });
    const keys = { outbox, ...logKeys(parcel, item.attempt) };
    if (verdict.kind === 'again') {
      log.info({ ...keys, why: verdict.why, waitMs: Math.round(verdict.waitMs) }, 'a parcel is tried again');
      await book.store.commit(retry(item, clock.now() + verdict.waitMs));
      return;
    }
    const isDead = verdict.kind === 'dead';
    const more = isDead ? sender.failed(parcel, verdict.why) : (verdict.more ?? []);
    if (isDead) log.error({ ...keys, why: verdict.why }, 'a parcel is dead');
    else if (keys.messageId !== undefined) log.info(keys, 'a parcel has arrived');
    await book.store.commit(isDead ? bury(item, verdict.why) : acknowledge(item), ...more);
    if (more.length > 0) onStored();
  }

  #opened({ id, text }: OutboxItem): P | undefined {
    const { book, log, outbox } = this.#options;
    try {
      return book.openParcel<P>(OUTBOXES[outbox], text);
    } catch (error) {
      log.error({ err: error, outbox, item: id }, 'a parcel cannot be opened');
      return undefined;
    }
  }

  /** Not for ever. */
  #patience(item: OutboxItem, verdict: Verdict): Verdict {
    if (verdict.kind !== 'again') return verdict;
    const { backoff, clock, forMs, random, tries } = this.#options;
    const waitMs = Math.max(verdict.waitMs, backoffMs(item.attempt, backoff, random));
    const isOver = item.attempt >= tries || clock.now() + waitMs - item.at > forMs;
    return isOver ? { kind: 'dead', why: verdict.why } : { ...verdict, waitMs };
  }
}
