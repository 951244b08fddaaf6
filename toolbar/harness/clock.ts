import type { TimerHandle } from '@oracle/uef-sdk/host';

/** Time, injected so that a test can move it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  setTimer(run: () => void, milliseconds: number): TimerHandle;
  clearTimer(timer: TimerHandle): void;
}

export const browserClock: Clock = {
  now: () => Date.now(),
  setTimer: (run, milliseconds) => setTimeout(run, milliseconds),
  clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};
