/** Timers that only run when a test says that time has passed. */
import type { ClearTimer, SetTimer } from '../windows.js';

export interface ManualTimers {
  readonly setTimer: SetTimer;
  readonly clearTimer: ClearTimer;
  /** Milliseconds since the beginning. */
  now(): number;
  /** Lets time pass and runs what is due, in order. */
  advance(milliseconds: number): void;
  /** How many timers are waiting. */
  waiting(): number;
}

export function manualTimers(): ManualTimers {
  const waiting = new Map<number, { readonly at: number; readonly run: () => void }>();
  let now = 0;
  let lastId = 0;
  return {
    setTimer: (run, milliseconds) => {
      lastId += 1;
      waiting.set(lastId, { at: now + milliseconds, run });
      return lastId;
    },
    clearTimer: (timer) => {
      if (typeof timer === 'number') waiting.delete(timer);
    },
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
      const due = [...waiting].filter(([, { at }]) => at <= now).sort(([, a], [, b]) => a.at - b.at);
      for (const [id, { run }] of due) {
        if (waiting.delete(id)) run();
      }
    },
    waiting: () => waiting.size,
  };
}
