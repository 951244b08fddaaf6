import type { Clock } from './state/clock.js';

export const browserClock: Clock = {
  now: () => Date.now(),
  after(name, ms, run) {
    const handle = setTimeout(run, ms);
    return { name, cancel: () => clearTimeout(handle) };
  },
};
