import { writeSync } from 'node:fs';
import { SystemClock } from '../../runtime/clock.js';
import { TestServer } from '../../testing/test-server.js';
import { emulatorWorld } from './emulator-world.js';

/** The emulated tenant in a process of its own. Argument: the box of the middleware. */
const [, , box = ''] = process.argv;

const clock = new SystemClock();
const { cxone, ...world } = emulatorWorld(box);
// Tries that outlast a process that has to be started, on a machine that has much to do.
const options = { retryMs: [25, 50, 100, 200, 400, 800, 1600, 3200, 6400, 6400] };
const server = await TestServer.start(
  { byoc: { local: false } },
  { ...world, ...(cxone !== undefined && { cxone: { ...cxone, options } }) },
  { clock, wallClock: clock },
);
writeSync(1, `${server.port}\n`);
