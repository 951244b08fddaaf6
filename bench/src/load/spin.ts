/**
 * Keeps the event loop from ever going to sleep.
 *
 * On loopback the kernel charges the waking of a sleeping receiver to whoever sends, and on a virtual machine that costs
 * more than the rest of the write: a server would look the slower, the more time it leaves its clients to sleep. Agents on
 * other machines cost a server nothing of the kind.
 * @returns `stop` tells which share of the time was work, by how many idle rounds were left of those possible
 */
export function spin(): { stop: () => number } {
  let running = true;
  let rounds = 0;
  const start = performance.now();
  const round = () => {
    rounds += 1;
    if (running) setImmediate(round);
  };
  setImmediate(round);
  return {
    stop: () => {
      running = false;
      const possible = ((performance.now() - start) / 1000) * idleRoundsPerSecond;
      return Math.max(0, 1 - rounds / possible);
    },
  };
}

const CALIBRATION_MS = 300;
const idleRoundsPerSecond = await calibrate();

/** Rounds a second of a loop that has nothing to do. */
function calibrate(): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now();
    let rounds = 0;
    const round = () => {
      rounds += 1;
      const elapsed = performance.now() - start;
      if (elapsed < CALIBRATION_MS) setImmediate(round);
      else resolve((rounds * 1000) / elapsed);
    };
    setImmediate(round);
  });
}
