import type { Clock } from '../state/clock.js';

/** The promise, or `overdue()` thrown when it takes longer than `ms`. */
export async function within<T>(
  clock: Clock,
  name: string,
  ms: number,
  promise: Promise<T>,
  overdue: () => Error,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = clock.after(name, ms, () => reject(overdue()));
    promise.then(resolve, reject).finally(() => timer.cancel());
  });
}
