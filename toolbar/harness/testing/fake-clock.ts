import type { Clock } from '../clock.js';

interface Timer {
  readonly handle: number;
  readonly due: number;
  readonly run: () => void;
}

/** Time that moves only when it is told to. */
export class FakeClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  #handles = 0;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimer(run: () => void, milliseconds: number): number {
    this.#handles += 1;
    this.#timers.push({ handle: this.#handles, due: this.#now + milliseconds, run });
    return this.#handles;
  }

  clearTimer(timer: unknown): void {
    this.#timers = this.#timers.filter(({ handle }) => handle !== timer);
  }

  /** Milliseconds until each timer that waits, soonest first. */
  get waiting(): readonly number[] {
    return this.#timers.map(({ due }) => due - this.#now).sort((one, other) => one - other);
  }

  advance(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (let next = this.#nextDue(until); next !== undefined; next = this.#nextDue(until)) {
      this.#now = next.due;
      this.clearTimer(next.handle);
      next.run();
    }
    this.#now = until;
  }

  #nextDue(until: number): Timer | undefined {
    return this.#timers.filter(({ due }) => due <= until).sort((one, other) => one.due - other.due)[0];
  }
}
