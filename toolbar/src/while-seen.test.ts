import { expect, it } from 'vitest';
import { ManualClock } from './testing/manual-clock.js';
import { ticks } from './state/ticker.js';
import { whileSeen } from './while-seen.js';

it('Z-04 A toolbar that nobody sees has no clock that runs, and the right time when it is seen again', () => {
  const clock = new ManualClock(0);
  const page = Object.assign(new EventTarget(), { hidden: false });
  const told: number[] = [];
  whileSeen(page as never, ticks(clock)).subscribe((now) => told.push(now));
  clock.advance(2_000);
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  expect(clock.waitingFor).toEqual([]);
  clock.advance(60_500);
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  clock.advance(500);
  expect(told).toEqual([0, 1_000, 2_000, 62_500, 63_000]);
});
