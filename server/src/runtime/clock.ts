/**
 * The only source of time. Everything that waits says what for, so that one can ask a running process what it is
 * waiting for, and a test can let thirty minutes pass at once.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `action` once, `delayMs` from now, unless cancelled. */
  setTimer(name: string, delayMs: number, action: () => void): Timer;
  /** The timers that are running, soonest first. */
  pending(): readonly PendingTimer[];
}

export interface Timer {
  cancel(): void;
  /** Its whole time again, from now on: what cancelling and setting it anew comes to, for less. Only while it runs. */
  restart(): void;
}

export interface PendingTimer {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
}

interface ClockEntry {
  readonly name: string;
  dueAt: number;
  readonly action: () => void;
}

function bySoonest(a: PendingTimer, b: PendingTimer): number {
  return a.dueAt - b.dueAt;
}

/**
 * Real time: the calendar's, because clients compare it with their own, and a monotonic clock stands still while a
 * machine sleeps. Its timers do not keep the process alive: sockets do.
 */
export class SystemClock implements Clock {
  readonly #pending = new Set<{ readonly name: string; dueAt: number }>();

  now(): number {
    return Date.now();
  }

  setTimer(name: string, delayMs: number, action: () => void): Timer {
    const entry = { name, dueAt: this.now() + delayMs };
    this.#pending.add(entry);
    let isRestarted = false;
    const ring = () => {
      if (isRestarted) {
        isRestarted = false;
        // Not longer than it ever takes, wherever the calendar has been set since.
        handle = start(Math.min(delayMs, Math.max(0, entry.dueAt - this.now())));
        return;
      }
      this.#pending.delete(entry);
      action();
    };
    const start = (ms: number) => setTimeout(ring, ms).unref();
    let handle = start(delayMs);
    return {
      cancel: () => {
        clearTimeout(handle);
        this.#pending.delete(entry);
      },
      // What is restarted with every message is not set anew each time: when it rings, it is seen that it is too early.
      restart: () => {
        isRestarted = true;
        entry.dueAt = this.now() + delayMs;
      },
    };
  }

  pending(): readonly PendingTimer[] {
    return Array.from(this.#pending, ({ name, dueAt }) => ({ name, dueAt })).sort(bySoonest);
  }
}

/** What came of letting time pass. */
export interface Advance {
  /** The names of the timers that ran, in their order. */
  readonly fired: readonly string[];
  /** Whether the whole span has passed, and everything that was due in it has run. */
  readonly done: boolean;
  /** Milliseconds of the span that have not passed. May be 0 although not done: then more is due at this very moment. */
  readonly remainingMs: number;
}

/** Virtual time: it stands still, and moves only when told to. */
export class ManualClock implements Clock {
  #now: number;
  /** Soonest first; of those due at the same moment, the one that was set first. */
  readonly #entries: ClockEntry[] = [];

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  setTimer(name: string, delayMs: number, action: () => void): Timer {
    const entry: ClockEntry = { name, dueAt: 0, action };
    const start = () => {
      // A delay below zero means now, as it does in real time: nothing may turn the clock back.
      entry.dueAt = this.#now + Math.max(0, delayMs);
      const place = this.#entries.findLastIndex(({ dueAt }) => dueAt <= entry.dueAt) + 1;
      this.#entries.splice(place, 0, entry);
    };
    start();
    return {
      cancel: () => this.#forget(entry),
      restart: () => {
        this.#forget(entry);
        start();
      },
    };
  }

  pending(): readonly PendingTimer[] {
    return this.#entries.map(({ name, dueAt }) => ({ name, dueAt }));
  }

  /**
   * Lets time pass, running each timer at its own moment, those included that are set on the way.
   * @param ms 0 runs what is due at this very moment
   * @param maxFired stops after so many timers, at the moment of the last; the rest waits for another call
   */
  advance(ms: number, maxFired = Infinity): Advance {
    const end = this.#now + ms;
    const fired: string[] = [];
    for (;;) {
      const [next] = this.#entries;
      if (next === undefined || next.dueAt > end) {
        this.#now = end;
        return { fired, done: true, remainingMs: 0 };
      }
      if (fired.length >= maxFired) return { fired, done: false, remainingMs: end - this.#now };
      this.#entries.shift();
      this.#now = next.dueAt;
      fired.push(next.name);
      next.action();
    }
  }

  #forget(entry: ClockEntry): void {
    const place = this.#entries.indexOf(entry);
    if (place >= 0) this.#entries.splice(place, 1);
  }
}
