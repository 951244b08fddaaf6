import { describe, expect, it } from 'vitest';
import { ManualClock, SystemClock } from './clock.js';

describe('ManualClock', () => {
  it('runs timers in the order of their moments, each at its own', () => {
    const clock = new ManualClock(0);
    const seen: [string, number][] = [];
    clock.setTimer('late', 200, () => seen.push(['late', clock.now()]));
    clock.setTimer('early', 100, () => seen.push(['early', clock.now()]));
    clock.advance(1000);
    expect(seen).toEqual([
      ['early', 100],
      ['late', 200],
    ]);
    expect(clock.now()).toBe(1000);
  });

  it('runs a timer that a timer set, when it is due in the same step', () => {
    const clock = new ManualClock(0);
    let fired = 0;
    clock.setTimer('first', 10, () => clock.setTimer('second', 10, () => (fired = clock.now())));
    clock.advance(15);
    expect(fired).toBe(0);
    clock.advance(5);
    expect(fired).toBe(20);
  });

  it('runs no timer that was cancelled, nor one that is not due', () => {
    const clock = new ManualClock(0);
    const fail = () => expect.unreachable();
    clock.setTimer('cancelled', 10, fail).cancel();
    clock.setTimer('later', 11, fail);
    clock.advance(10);
    expect(clock.pending()).toEqual([{ name: 'later', dueAt: 11 }]);
  });
});

describe('SystemClock', () => {
  it('tells what it waits for, soonest first, and forgets what is done', async () => {
    const clock = new SystemClock();
    clock.setTimer('far', 60_000, () => expect.unreachable());
    await new Promise<void>((resolve) => {
      clock.setTimer('near', 1, resolve);
      expect(clock.pending().map(({ name }) => name)).toEqual(['near', 'far']);
      process.nextTick(() => undefined);
      setTimeout(() => undefined, 5); // Keeps the process here: the clock's own timers do not.
    });
    expect(clock.pending().map(({ name }) => name)).toEqual(['far']);
  });

  it('agrees with the calendar', () => {
    expect(Math.abs(new SystemClock().now() - Date.now())).toBeLessThan(60_000);
  });
});
