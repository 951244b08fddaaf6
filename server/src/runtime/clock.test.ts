import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock, SystemClock, type Timer } from './clock.js';

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

  it('runs timers of one moment in the order in which they were set', () => {
    const clock = new ManualClock(0);
    const nothing = () => undefined;
    clock.setTimer('a', 20, nothing);
    clock.setTimer('b', 10, nothing);
    clock.setTimer('c', 20, nothing);
    clock.setTimer('d', 10, nothing);
    expect(clock.pending().map(({ name }) => name)).toEqual(['b', 'd', 'a', 'c']);
    expect(clock.advance(20)).toEqual({ fired: ['b', 'd', 'a', 'c'], done: true, remainingMs: 0 });
  });

  it('lets a timer cancel another that is due at the same moment', () => {
    const clock = new ManualClock(0);
    clock.setTimer('first', 10, () => second.cancel());
    const second = clock.setTimer('second', 10, () => expect.unreachable());
    clock.setTimer('third', 20, () => undefined);
    expect(clock.advance(10).fired).toEqual(['first']);
    second.cancel();
    expect(clock.pending()).toEqual([{ name: 'third', dueAt: 20 }]);
  });

  it('never turns back', () => {
    const clock = new ManualClock(100);
    clock.setTimer('overdue', -50, () => undefined);
    expect(clock.pending()).toEqual([{ name: 'overdue', dueAt: 100 }]);
    expect(clock.advance(0)).toEqual({ fired: ['overdue'], done: true, remainingMs: 0 });
    expect(clock.now()).toBe(100);
  });

  it('stops after so many timers, and says what is left', () => {
    const clock = new ManualClock(0);
    const seen: number[] = [];
    const again = () => {
      seen.push(clock.now());
      clock.setTimer('storm', 3, again);
    };
    clock.setTimer('storm', 3, again);
    expect(clock.advance(10, 2)).toEqual({ fired: ['storm', 'storm'], done: false, remainingMs: 4 });
    expect(clock.now()).toBe(6);
    expect(clock.advance(4, 2)).toEqual({ fired: ['storm'], done: true, remainingMs: 0 });
    expect(clock.now()).toBe(10);
    expect(seen).toEqual([3, 6, 9]);
  });

  it('gives a timer that is restarted its whole time from then', () => {
    const clock = new ManualClock(0);
    const timer = clock.setTimer('restarted', 60, () => undefined);
    clock.setTimer('other', 60, () => undefined);
    clock.advance(50);
    timer.restart();
    expect(clock.pending()).toEqual([
      { name: 'other', dueAt: 60 },
      { name: 'restarted', dueAt: 110 },
    ]);
    expect(clock.advance(10).fired).toEqual(['other']);
    timer.restart();
    expect(clock.advance(59).fired).toEqual([]);
    expect(clock.advance(1).fired).toEqual(['restarted']);
  });

  it('is done when nothing is due beyond the last timer that it may run', () => {
    const clock = new ManualClock(0);
    clock.setTimer('only', 10, () => undefined);
    clock.setTimer('same moment', 10, () => undefined);
    expect(clock.advance(10, 1)).toEqual({ fired: ['only'], done: false, remainingMs: 0 });
    expect(clock.advance(0, 1)).toEqual({ fired: ['same moment'], done: true, remainingMs: 0 });
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

  it('runs a timer that is restarted once', async () => {
    const clock = new SystemClock();
    let runs = 0;
    await new Promise<void>((resolve) => {
      const timer = clock.setTimer('restarted', 1, () => {
        runs += 1;
        resolve();
      });
      timer.restart();
      expect(clock.pending()).toHaveLength(1);
      setTimeout(() => undefined, 5); // Keeps the process here: the clock's own timers do not.
    });
    expect(runs).toBe(1);
    expect(clock.pending()).toEqual([]);
  });

  describe('with a timer that is restarted before it rings', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
    afterEach(() => void vi.useRealTimers());

    function restartedAfter60(): { readonly runs: () => number; readonly timer: Timer } {
      let runs = 0;
      const timer = new SystemClock().setTimer('restarted', 100, () => (runs += 1));
      vi.advanceTimersByTime(60);
      timer.restart();
      return { runs: () => runs, timer };
    }

    it('waits its whole time from then, however often', () => {
      const { runs, timer } = restartedAfter60();
      vi.advanceTimersByTime(60);
      timer.restart();
      vi.advanceTimersByTime(99);
      expect(runs()).toBe(0);
      vi.advanceTimersByTime(1);
      expect(runs()).toBe(1);
      vi.advanceTimersByTime(1000);
      expect(runs()).toBe(1);
    });

    it('does not run when it is cancelled', () => {
      const { runs, timer } = restartedAfter60();
      vi.advanceTimersByTime(50);
      timer.cancel();
      vi.advanceTimersByTime(1000);
      expect(runs()).toBe(0);
    });

    it('waits no longer than that when the calendar is set back', () => {
      const { runs } = restartedAfter60();
      vi.setSystemTime(Date.now() - 3_600_000);
      vi.advanceTimersByTime(140);
      expect(runs()).toBe(1);
    });
  });

  it('agrees with the calendar', () => {
    expect(Math.abs(new SystemClock().now() - Date.now())).toBeLessThan(60_000);
  });
});
