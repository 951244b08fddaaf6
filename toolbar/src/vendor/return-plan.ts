import type { Clock, Timer } from '../state/clock.js';

/** Before each attempt to come back; the last one again and again. Milliseconds. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;
const LONGEST_MS = 30_000;

/** When to try again: soon at first, ever more seldom, and not at the same moment as everybody else. */
export class ReturnPlan {
  readonly #clock: Clock;
  readonly #chance: () => number;
  #attempts = 0;
  #timer: Timer | undefined;

  /** @param chance from 0 to below 1 */
  constructor(clock: Clock, chance: () => number) {
    this.#clock = clock;
    this.#chance = chance;
  }

  /** Runs `attempt` after the next pause: between half of it and one and a half times it. */
  schedule(attempt: () => void): void {
    this.#timer?.cancel();
    const pauseMs = PAUSES_MS[this.#attempts] ?? LONGEST_MS;
    this.#attempts += 1;
    this.#timer = this.#clock.after('line.return', pauseMs * (0.5 + this.#chance()), attempt);
  }

  /** The next pause is the shortest again. */
  succeed(): void {
    this.stop();
    this.#attempts = 0;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
