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
}

export interface PendingTimer {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
}

interface ClockEntry extends PendingTimer {
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
  readonly #pending = new Set<PendingTimer>();

  now(): number {
    return Date.now();
  }

  setTimer(name: string, delayMs: number, action: () => void): Timer {
    const entry = { name, dueAt: this.now() + delayMs };
    this.#pending.add(entry);
    const handle = setTimeout(() => {
      this.#pending.delete(entry);
      action();
    }, delayMs);
    handle.unref();
    return {
      cancel: () => {
        clearTimeout(handle);
        this.#pending.delete(entry);
      },
    };
  }

  pending(): readonly PendingTimer[] {
    return [...this.#pending].sort(bySoonest);
  }
}

/** Time that moves only when told to. */
export class ManualClock implements Clock {
  #now: number;
  readonly #entries = new Set<ClockEntry>();

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  setTimer(name: string, delayMs: number, action: () => void): Timer {
    const entry: ClockEntry = { name, dueAt: this.#now + delayMs, action };
    this.#entries.add(entry);
    return { cancel: () => void this.#entries.delete(entry) };
  }

  pending(): readonly PendingTimer[] {
    return [...this.#entries].sort(bySoonest).map(({ name, dueAt }) => ({ name, dueAt }));
  }

  /** Lets time pass, running each timer at its own moment. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#entries].filter((entry) => entry.dueAt <= end).sort(bySoonest);
      if (next === undefined) break;
      this.#entries.delete(next);
      this.#now = next.dueAt;
      next.action();
    }
    this.#now = end;
  }
}
