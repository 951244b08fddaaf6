import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.js';
import { CodedError } from '../coded-error.js';
import { BACKOFF, backoffMs, retrying } from './backoff.js';
import { CircuitBreaker } from './circuit-breaker.js';

describe('pauses', () => {
  test('O-12 Pauses grow to their longest, and chance takes its share and no more', () => {
    const pauses = (random: number) => [1, 2, 3, 7, 8, 50].map((attempt) => backoffMs(attempt, BACKOFF, () => random));
    expect(pauses(0)).toEqual([500, 1000, 2000, 30_000, 30_000, 30_000]);
    expect(pauses(0.999_999)).toEqual([250, 500, 1000, 15_000, 15_000, 15_000]);
  });

  test('O-12 What may succeed later is tried again after a pause, so often and no more', async () => {
    const clock = new ManualClock(0);
    const tries: [attempt: number, at: number][] = [];
    const failing = async (attempt: number) => {
      tries.push([attempt, clock.now()]);
      throw new CodedError('outbound-timeout');
    };
    const call = retrying(failing, { name: 'push', clock, random: () => 0, attempts: 3 });
    const ended = expect(call).rejects.toMatchObject({ code: 'outbound-timeout' });
    for (const ms of [500, 1000]) {
      await untilWaiting(clock);
      expect(clock.pending()[0]?.name).toBe('retry: push');
      clock.advance(ms);
    }
    await ended;
    expect(tries).toEqual([
      [1, 0],
      [2, 500],
      [3, 1500],
    ]);
  });

  test('O-12 What cannot succeed, and what is no error of the catalogue, is not tried again', async () => {
    const options = { name: 'push', clock: new ManualClock(0), random: () => 0, attempts: 3 };
    for (const error of [new CodedError('outbound-host-forbidden'), new TypeError('a fault of ours')]) {
      let tries = 0;
      const call = retrying(async () => {
        tries += 1;
        throw error;
      }, options);
      await expect(call).rejects.toBe(error);
      expect(tries).toBe(1);
    }
  });

  test('O-12 A success ends it', async () => {
    const clock = new ManualClock(0);
    const call = retrying(
      async (attempt) => {
        if (attempt === 1) throw new CodedError('outbound-unreachable');
        return attempt;
      },
      { name: 'push', clock, random: () => 0, attempts: 3 },
    );
    await untilWaiting(clock);
    clock.advance(500);
    expect(await call).toBe(2);
    expect(clock.pending()).toEqual([]);
  });
});

describe('a circuit breaker', () => {
  const suspended = { code: 'outbound-suspended' };
  const failing = () => Promise.reject(new CodedError('outbound-timeout'));

  test('O-13 After so many failures in a row the other side is left alone, then one call finds out', async () => {
    const clock = new ManualClock(0);
    const breaker = new CircuitBreaker(() => clock.now(), { failures: 3, restMs: 1000 });
    const fail = () => expect(breaker.run(failing)).rejects.toMatchObject({ code: 'outbound-timeout' });
    await fail();
    await fail();
    expect(await breaker.run(async () => 'fine')).toBe('fine');
    await fail();
    await fail();
    expect(breaker.isOpen).toBe(false);
    await fail();
    await expect(breaker.run(() => expect.unreachable())).rejects.toMatchObject(suspended);
    clock.advance(999);
    expect(breaker.isOpen).toBe(true);
    clock.advance(1);
    await fail();
    await expect(breaker.run(() => expect.unreachable())).rejects.toMatchObject(suspended);
    clock.advance(1000);
    let found: (answer: string) => void = () => undefined;
    const probe = breaker.run(() => new Promise<string>((resolve) => (found = resolve)));
    await expect(breaker.run(() => expect.unreachable())).rejects.toMatchObject(suspended);
    found('back');
    expect(await probe).toBe('back');
    expect(await breaker.run(async () => 'all')).toBe('all');
  });

  test('O-13 An answer may be a failure', async () => {
    const breaker = new CircuitBreaker(() => 0, { failures: 1, restMs: 1000 });
    const answer = { status: 503 };
    expect(
      await breaker.run(
        async () => answer,
        ({ status }) => status >= 500,
      ),
    ).toBe(answer);
    await expect(breaker.run(async () => answer)).rejects.toMatchObject(suspended);
  });
});

/** Until the action has failed and its pause has begun. */
async function untilWaiting(clock: ManualClock): Promise<void> {
  while (clock.pending().length === 0) await Promise.resolve();
}
