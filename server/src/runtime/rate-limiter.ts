/**
 * A token bucket: `burst` at once, then `perSecond`. It counts by the injected clock, so a test can exhaust and refill
 * it without waiting.
 */
export class RateLimiter {
  readonly #now: () => number;
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  constructor(now: () => number, perSecond: number, burst: number) {
    this.#now = now;
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAt = now();
  }

  /** Takes one token; `false` when there is none. */
  take(): boolean {
    const now = this.#now();
    // The calendar may be set back; nobody loses tokens by that.
    const elapsed = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(this.#burst, this.#tokens + elapsed * this.#perMs);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
