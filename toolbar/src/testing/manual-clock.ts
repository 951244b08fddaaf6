import type { Clock, Timer } from '../state/clock.js';

interface Pending extends Timer {
  readonly dueAt: number;
  readonly run: () => void;
}

/** A clock that only tests move. */
export class ManualClock implements Clock {
  #now: number;
  #pending: Pending[] = [];

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(name: string, ms: number, run: () => void): Timer {
    const entry: Pending = {
      name,
      dueAt: this.#now + ms,
      run,
      cancel: () => {
        this.#pending = this.#pending.filter((other) => other !== entry);
      },
    };
    this.#pending.push(entry);
    return entry;
  }

  /** Names of what the page waits for, soonest first. */
  get waitingFor(): readonly string[] {
    return [...this.#pending].sort((a, b) => a.dueAt - b.dueAt).map(({ name }) => name);
  }

  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = [...this.#pending].sort((a, b) => a.dueAt - b.dueAt).find(({ dueAt }) => dueAt <= until);
      if (next === undefined) break;
      this.#now = next.dueAt;
      next.cancel();
      next.run();
    }
    this.#now = until;
  }
}
