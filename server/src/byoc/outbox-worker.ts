import type { Clock, Timer } from '../runtime/clock.js';
import { type Backoff, backoffMs } from '../runtime/outbound/index.js';
import { acknowledge, bury, type OutboxItem, retry, type Write } from '../runtime/store/index.js';
import type { Book, ChannelParcel, CxoneParcel } from './book.js';

/** Where failures that need a person are written: ids and codes only. */
export interface ByocLog {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
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
  readonly outbox: string;
  readonly book: Book;
  readonly sender: Sender<P>;
  /** The network's time. */
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly log: ByocLog;
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
  #looking: Promise<void> | undefined;
  #isWanted = false;
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(options: WorkerOptions<P>) {
    this.#options = options;
  }

  /** There may be something. */
  kick(): void {
    this.#isWanted = true;
    if (this.#isClosed) return;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#isWanted) this.kick();
    });
  }

  /** Finishes what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    await this.#looking;
    await Promise.allSettled(this.#working);
  }

  async #look(): Promise<void> {
    const { book, clock, holdMs, log, outbox, sharedMs } = this.#options;
    this.#isWanted = false;
    try {
      const items = await book.store.outboxes.take(outbox, AT_ONCE, holdMs);
      for (const item of items) this.#work(item);
      const next = await book.store.outboxes.next(outbox);
      const due = next === undefined ? Infinity : Math.max(1, next - clock.now());
      this.#wakeAfter(sharedMs === 0 ? due : Math.min(due, sharedMs));
    } catch (error) {
      log.error({ err: error, outbox }, 'the outbox cannot be read');
      this.#wakeAfter(this.#options.backoff.maxMs);
    }
  }

  #wakeAfter(ms: number): void {
    this.#timer?.cancel();
    if (ms === Infinity || this.#isClosed) return;
    this.#timer = this.#options.clock.setTimer(`outbox ${this.#options.outbox}`, ms, () => this.kick());
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
    const { book, clock, log, outbox, sender, onStored } = this.#options;
    const parcel = this.#opened(item);
    if (parcel === undefined) {
      await book.store.commit(bury(item, 'sealed with another key'));
      return;
    }
    const verdict = this.#patience(item, await sender.send(parcel, item.attempt));
    if (verdict.kind === 'again') {
      await book.store.commit(retry(item, clock.now() + verdict.waitMs));
      return;
    }
    const isDead = verdict.kind === 'dead';
    const more = isDead ? sender.failed(parcel, verdict.why) : (verdict.more ?? []);
    if (isDead) log.error({ outbox, channel: parcel.channel, parcel: parcel.id, why: verdict.why }, 'a parcel is dead');
    await book.store.commit(isDead ? bury(item, verdict.why) : acknowledge(item), ...more);
    if (more.length > 0) onStored();
  }

  #opened({ id, text }: OutboxItem): P | undefined {
    const { book, log, outbox } = this.#options;
    try {
      return book.openParcel<P>(outbox, text);
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
