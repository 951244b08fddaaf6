import type { Clock } from '../runtime/clock.js';
import { Lookout } from '../runtime/lookout.js';
import { remove, type Store, unschedule } from '../runtime/store/index.js';
import { EXPIRY_TIMES, THREAD_TIMES } from './book.js';
import type { ByocLog } from './outbox-worker.js';
import type { Threads } from './threads.js';

export interface TimetableOptions {
  readonly store: Store;
  readonly threads: Threads;
  /** The network's time. */
  readonly clock: Clock;
  readonly log: ByocLog;
  /** How often to look for what others have stored; 0: there are no others. */
  readonly sharedMs: number;
}

const AT_ONCE = 200;
/** After the store has failed. */
const AGAIN_MS = 1_000;

/** Does what has to happen at a time. What was due while nobody was there happens at the start. */
export class Timetable {
  readonly #options: TimetableOptions;
  readonly #lookout: Lookout;

  constructor(options: TimetableOptions) {
    this.#options = options;
    this.#lookout = new Lookout({ name: 'byoc deadlines', clock: options.clock, look: () => this.#look() });
  }

  /** There may be something, or something sooner than before. */
  kick(): void {
    this.#lookout.kick();
  }

  close(): Promise<void> {
    return this.#lookout.close();
  }

  async #look(): Promise<number> {
    const { clock, log, sharedMs, store } = this.#options;
    try {
      await this.#lookAtThreads();
      await this.#forget();
      const next = await Promise.all([THREAD_TIMES, EXPIRY_TIMES].map((table) => store.deadlines.next(table)));
      const soonest = Math.min(...next.map((at) => at ?? Infinity));
      const due = soonest === Infinity ? Infinity : Math.max(0, soonest - clock.now());
      return sharedMs === 0 ? due : Math.min(due, sharedMs);
    } catch (error) {
      log.error({ err: error }, 'deadlines cannot be kept');
      return AGAIN_MS;
    }
  }

  async #lookAtThreads(): Promise<void> {
    const { store, threads } = this.#options;
    for (const { name, at } of await store.deadlines.due(THREAD_TIMES, AT_ONCE)) {
      await threads.applyAt(name, { kind: 'time' });
      // What was decided has moved or removed it; where there was nothing to decide it is not needed any more.
      await store.commit(unschedule(THREAD_TIMES, name, { ifAt: at })).catch(unlessConflict);
    }
  }

  async #forget(): Promise<void> {
    const { store } = this.#options;
    const due = await store.deadlines.due(EXPIRY_TIMES, AT_ONCE);
    if (due.length > 0)
      await store.commit(...due.flatMap(({ name }) => [remove(name), unschedule(EXPIRY_TIMES, name)]));
  }
}

function unlessConflict(error: unknown): void {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'store-conflict') throw error;
}
