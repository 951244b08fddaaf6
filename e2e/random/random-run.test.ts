import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { RandomWorld } from './random-world.js';
import { step, type Step } from './steps.js';

const RUNS = Number(process.env.CTI_TRUTH_RUNS ?? 60);
/** The same runs every time, so that a failure is of the change that it comes with; another seed looks for what is new. */
const SEED = Number(process.env.CTI_TRUTH_SEED ?? 22);
const STEPS = 200;
/** A run takes a fraction of a second; a machine may be slow. Milliseconds. */
const RUN_MS = 20_000;

const { WebSocket } = globalThis;
afterEach(() => void (globalThis.WebSocket = WebSocket));

async function run(steps: readonly Step[]): Promise<void> {
  const world = await RandomWorld.open();
  try {
    for (const one of steps) await world.take(one);
    await world.heal();
  } finally {
    await world.close();
  }
}

describe('the three truths agree', () => {
  it(
    `Z-02 whatever happens, in ${RUNS} random runs`,
    async () => {
      expect(RUNS).toBeGreaterThan(0);
      await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: STEPS, size: 'max' }), run), {
        numRuns: RUNS,
        seed: SEED,
      });
    },
    RUNS * RUN_MS,
  );

  /** What random runs have found, as short as it can be told. */
  it('L-09 when a call rings at a switch that was started anew', () =>
    run([
      { fusion: 'makeAvailable', nth: 0 },
      { fault: 'restart' },
      { call: 'ring', nth: 0 },
      { elapse: 65_000 },
      { call: 'release', nth: 0 },
    ]));

  it('L-09 when the agent could not be logged out because there was no link', () =>
    run([
      { click: 'toggle', nth: 0 },
      { tab: 'close', nth: 0 },
      { fault: 'linkLost' },
      { elapse: 65_000 },
      { elapse: 16_000 },
      { click: 'toggle', nth: 0 },
      { fault: 'linkRestored' },
      { call: 'ring', nth: 0 },
    ]));

  it('R-10 when the call that was asked for is given up, and its request is then refused', () =>
    run([{ fault: 'hold' }, { click: 'toggle', nth: 0 }, { fusion: 'dial', nth: 0 }, { elapse: 65_000 }]));

  it('R-10 when the tab that was to place a call is replaced', () =>
    run([
      { click: 'toggle', nth: 0 },
      { fault: 'hold' },
      { fusion: 'dial', nth: 3 },
      { tab: 'open', nth: 0, hurried: true },
      { fusion: 'makeUnavailable', nth: 1, hurried: true },
      { elapse: 65_000 },
    ]));

  it('R-10 when the page is loaded again before the call that was asked for is placed', () =>
    run([
      { fusion: 'makeAvailable', nth: 0 },
      { fault: 'hold' },
      { fusion: 'dial', nth: 0 },
      { tab: 'reload', nth: 0 },
    ]));

  it('R-10 when the agent wants to be unavailable while the line of a call is being come back to', () =>
    run([
      { fusion: 'makeAvailable', nth: 0, hurried: true },
      { click: 'dial', nth: 0, hurried: true },
      { tab: 'reload', nth: 0, hurried: true },
      { fusion: 'makeUnavailable', nth: 0, hurried: true },
      { fault: 'hold' },
    ]));

  it('R-10 when the first that is heard of the call that was asked for is a snapshot', () =>
    run([
      { click: 'toggle', nth: 0, hurried: true },
      { call: 'phoneReleases', nth: 0, hurried: true },
      { click: 'dial', nth: 0, hurried: true },
      { fault: 'cut', hurried: true },
      { fault: 'switchOver', hurried: true },
    ]));

  it('R-10 when the page is loaded again while nobody knew yet whether there would be a line', () =>
    run([
      { fault: 'hold', hurried: true },
      { click: 'toggle', nth: 0, hurried: true },
      { fusion: 'dial', nth: 0, hurried: true },
      { tab: 'reload', nth: 0, hurried: true },
    ]));

  it('V-07 when the network breaks for a moment as the agent goes available', () =>
    run([
      { call: 'ring', nth: 0, hurried: true },
      { fusion: 'makeAvailable', nth: 0, hurried: true },
      { fault: 'cut', hurried: true },
    ]));

  it('R-10 when the call that was asked for is over before the line is back', () =>
    run([
      { click: 'toggle', nth: 0, hurried: true },
      { tab: 'open', nth: 0 },
      { click: 'dial', nth: 0, hurried: true },
      { fault: 'break', hurried: true },
      { fault: 'switchOver', hurried: true },
      { call: 'phoneReleases', nth: 0, hurried: true },
      { click: 'toggle', nth: 0 },
    ]));

  it('V-25 when a new session begins while T-Server knows nothing of its switch', () =>
    run([
      { call: 'ring', nth: 0, hurried: true },
      { click: 'toggle', nth: 0, hurried: true },
      { fault: 'linkLost', hurried: true },
      { fault: 'cut', hurried: true },
      { elapse: 40_000, hurried: true },
      { fault: 'mend', hurried: true },
      { elapse: 40_000, hurried: true },
    ]));

  it('V-04 when the lead goes on twice before there is a line', () =>
    run([
      { click: 'toggle', nth: 0, hurried: true },
      { call: 'ring', nth: 0 },
      { fault: 'hold', hurried: true },
      { tab: 'open', nth: 0, hurried: true },
      { tab: 'sleep', nth: 0, hurried: true },
      { tab: 'sleep', nth: 3, hurried: true },
      { fault: 'cut', hurried: true },
      { tab: 'open', nth: 0 },
    ]));

  it('R-11 when the network held everything up while the agent signed in', () =>
    run([
      { call: 'ring', nth: 0 },
      { call: 'answer', nth: 0 },
      { fault: 'hold' },
      { click: 'toggle', nth: 0 },
      { elapse: 16_000 },
      { fault: 'mend' },
    ]));

  it('R-12 when the greeting of a new server was lost', () =>
    run([
      { fusion: 'makeAvailable', nth: 0 },
      { tab: 'open', nth: 0 },
      { tab: 'hide', nth: 0, hurried: true },
      { fault: 'hold' },
      { fault: 'restart', hurried: true },
      { elapse: 3_500 },
    ]));

  it('L-02 when an offer runs out in two tabs at once', () =>
    run([
      { call: 'ringOther', nth: 0 },
      { fusion: 'makeAvailable', nth: 0 },
      { tab: 'open', nth: 0 },
      { elapse: 65_000 },
    ]));
});
