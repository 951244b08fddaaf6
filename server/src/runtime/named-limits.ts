import { RateLimiter } from './rate-limiter.js';

/** More names than this at once come only from somebody who makes them up. */
const MAX_NAMES = 10_000;

/** A limit for each name. Those that were not heard of for longest are forgotten first, and begin anew. */
export class NamedLimits {
  readonly #make: () => RateLimiter;
  readonly #byName = new Map<string, RateLimiter>();

  constructor(now: () => number, perSecond: number, burst: number) {
    this.#make = () => new RateLimiter(now, perSecond, burst);
  }

  /** @returns `false` when it is too much */
  take(name: string): boolean {
    const limiter = this.#byName.get(name) ?? this.#make();
    this.#byName.delete(name);
    this.#byName.set(name, limiter);
    const [oldest] = this.#byName.keys();
    if (this.#byName.size > MAX_NAMES && oldest !== undefined) this.#byName.delete(oldest);
    return limiter.take();
  }
}
