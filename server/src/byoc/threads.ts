import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Write } from '../runtime/store/index.js';
import { type Book, type StoredThread, threadKey } from './book.js';
import { type Conversation, newConversation } from './core/conversation.js';
import { decide } from './core/decide.js';
import type { ThreadInput, ThreadVerdict } from './core/inputs.js';
import type { ByocRules } from './core/rules.js';
import type { Directory } from './directory.js';
import type { ByocMetrics } from './figures/byoc-metrics.js';

export interface ThreadsOptions {
  readonly book: Book;
  readonly directory: Directory;
  readonly rules: ByocRules;
  /** The network's time. */
  readonly clock: Clock;
  readonly metrics: ByocMetrics;
  /** Something waits to be sent, or for its time. */
  readonly onStored: () => void;
}

/** A thread as it began: for one that is not there yet. */
export type Origin = Pick<Conversation, 'brand' | 'channel' | 'thread' | 'customer'>;

/** How often somebody else may change a thread between reading and writing it. */
const CONFLICTS = 20;

/**
 * All threads. Whoever changes one reads it, decides and writes it on condition that nobody else has: an answer that
 * comes at the very end of a count-down wins or loses, and nothing between.
 */
export class Threads {
  readonly #options: ThreadsOptions;

  constructor(options: ThreadsOptions) {
    this.#options = options;
  }

  find(channel: string, thread: string): Promise<StoredThread | undefined> {
    return this.#options.book.find(threadKey(channel, thread));
  }

  /** @returns `undefined` when there is no such thread, and nothing was written */
  async apply(
    channel: string,
    thread: string,
    input: ThreadInput,
    more: readonly Write[] = [],
  ): Promise<ThreadVerdict | undefined> {
    return this.#apply(threadKey(channel, thread), input, more, undefined);
  }

  /** The same by the thread's key. */
  applyAt(key: string, input: ThreadInput, more: readonly Write[] = []): Promise<ThreadVerdict | undefined> {
    return this.#apply(key, input, more, undefined);
  }

  /** The same, and begins the thread when there is none. */
  async applyOrBegin(origin: Origin, input: ThreadInput, more: readonly Write[] = []): Promise<ThreadVerdict> {
    const verdict = await this.#apply(threadKey(origin.channel, origin.thread), input, more, origin);
    return verdict ?? 'done';
  }

  async #apply(
    key: string,
    input: ThreadInput,
    more: readonly Write[],
    origin: Origin | undefined,
  ): Promise<ThreadVerdict | undefined> {
    const { book, clock, directory, metrics, rules, onStored } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const now = clock.now();
      const found = await book.find(key);
      const stored = found ?? (origin && { conversation: newConversation(origin, now), version: 0 });
      if (stored === undefined) return undefined;
      const { conversation: before } = stored;
      const idle = directory.find(before.channel)?.channel.idle ?? 'always';
      const { conversation, events, jobs, verdict } = decide(before, input, { rules, idle, now });
      if (verdict !== 'done') return verdict;
      if (more.length === 0 && events.length === 0 && jobs.length === 0 && sameThread(before, conversation))
        return verdict;
      try {
        await book.save(stored, conversation, { events, jobs, at: now }, more);
        if (found === undefined) metrics.begun();
        metrics.told(events);
        onStored();
        return verdict;
      } catch (error) {
        const isConflict = error instanceof CodedError && error.code === 'store-conflict';
        if (!isConflict || attempt >= CONFLICTS) throw error;
      }
    }
  }
}

function sameThread(one: Conversation, other: Conversation): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
