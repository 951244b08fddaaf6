import { ERROR_CATALOGUE } from '@fusion-cti/protocol';
import type { Clock } from '../clock.js';
import { CodedError } from '../coded-error.js';

export interface Backoff {
  /** Milliseconds before the second try, at most. */
  readonly firstMs: number;
  /** How much longer each further pause may be. */
  readonly factor: number;
  /** Milliseconds of the longest pause. */
  readonly maxMs: number;
  /** The share of a pause that chance decides, from 0 to 1: those who failed together must not come back together. */
  readonly jitter: number;
}

export const BACKOFF: Backoff = { firstMs: 500, factor: 2, maxMs: 30_000, jitter: 0.5 };

/**
 * Milliseconds to wait after try number `attempt` (from 1) has failed.
 * @param random from 0 up to 1
 */
export function backoffMs(attempt: number, { firstMs, factor, maxMs, jitter }: Backoff, random: () => number): number {
  const longest = Math.min(maxMs, firstMs * factor ** (attempt - 1));
  return Math.round(longest * (1 - jitter * random()));
}

export interface Retrying {
  /** Of the timers. */
  readonly name: string;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Tries altogether. */
  readonly attempts: number;
  readonly backoff?: Backoff;
}

/** Tries again after a pause, as long as the catalogue says that the same may succeed later. */
export async function retrying<T>(
  action: (attempt: number) => Promise<T>,
  { name, clock, random, attempts, backoff = BACKOFF }: Retrying,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action(attempt);
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) throw error;
      await new Promise<void>((resolve) => {
        clock.setTimer(`retry: ${name}`, backoffMs(attempt, backoff, random), resolve);
      });
    }
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof CodedError && ERROR_CATALOGUE[error.code].retryable;
}
