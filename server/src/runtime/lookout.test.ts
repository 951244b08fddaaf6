import { expect, test } from 'vitest';
import { ManualClock } from './clock.js';
import { Lookout } from './lookout.js';

/** Looks that end when the test says so. */
function watched(waits: readonly number[]) {
  const clock = new ManualClock(0);
  const ends: (() => void)[] = [];
  let looks = 0;
  const look = async () => {
    looks += 1;
    await new Promise<void>((resolve) => ends.push(resolve));
    return waits[looks - 1] ?? Infinity;
  };
  const lookout = new Lookout({ name: 'looking', clock, look });
  const end = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, lookout, end, looks: () => looks };
}

test('However often it is kicked during a look, it looks once more after it', async () => {
  const { lookout, end, looks } = watched([]);
  lookout.kick();
  lookout.kick();
  lookout.kick();
  expect(looks()).toBe(1);
  await end();
  expect(looks()).toBe(2);
  await end();
  expect(looks()).toBe(2);
});

test('It looks when the last look said, after an hour at the latest, and never after its end', async () => {
  const { clock, lookout, end, looks } = watched([50, 10 * 3_600_000, 50]);
  lookout.kick();
  await end();
  expect(clock.pending().map(({ name, dueAt }) => [name, dueAt - clock.now()])).toEqual([['looking', 50]]);
  clock.advance(50);
  await end();
  expect(looks()).toBe(2);
  clock.advance(3_600_000);
  expect(looks()).toBe(3);
  const closed = lookout.close();
  await end();
  await closed;
  lookout.kick();
  expect([clock.pending(), looks()]).toEqual([[], 3]);
});
