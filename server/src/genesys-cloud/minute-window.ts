const MINUTE_MS = 60_000;

/** What a count of requests came to. */
export interface Counted {
  /** In this minute, this one included. */
  readonly count: number;
  readonly allowed: number;
  /** Until the next minute begins. */
  readonly resetSeconds: number;
}

/** Counts by the minute, as Genesys Cloud does: the first request begins a minute, and with its end all is forgotten. */
export class MinuteWindow {
  readonly #now: () => number;
  readonly #allowed: number;
  #startedAt = -Infinity;
  #count = 0;

  /** @param now the network's time: who waits for the next minute waits for a real one */
  constructor(now: () => number, allowed: number) {
    this.#now = now;
    this.#allowed = allowed;
  }

  take(): Counted {
    const now = this.#now();
    // The calendar may be set back.
    if (now >= this.#startedAt + MINUTE_MS || now < this.#startedAt) {
      this.#startedAt = now;
      this.#count = 0;
    }
    this.#count += 1;
    const resetSeconds = Math.ceil((this.#startedAt + MINUTE_MS - now) / 1000);
    return { count: this.#count, allowed: this.#allowed, resetSeconds };
  }
}

export function isOver({ count, allowed }: Counted): boolean {
  return count > allowed;
}

/** [O] How Genesys Cloud tells where a client stands. */
export function limitHeaders({ count, allowed, resetSeconds }: Counted): Record<string, string> {
  return {
    'inin-ratelimit-count': String(count),
    'inin-ratelimit-allowed': String(allowed),
    'inin-ratelimit-reset': String(resetSeconds),
  };
}
