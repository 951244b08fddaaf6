import { writeSync } from 'node:fs';
import { openLmdbStore } from '../index.js';
import { crashWrites } from './crash-texts.js';

/**
 * A process that is going to be killed: commits as fast as it can, several at once, and says on standard output which
 * it got an answer for. Arguments: the folder, the first number.
 */
const [, , folder = '', first = '1'] = process.argv;
const WRITERS = 8;

let next = Number(first);
const store = await openLmdbStore(folder, Date.now);
await Promise.all(Array.from({ length: WRITERS }, () => writeForever()));

async function writeForever(): Promise<never> {
  for (;;) {
    const number = next;
    next += 1;
    await store.commit(...crashWrites(number));
    // At once, and not through a stream, which would keep it in a process that is killed.
    writeSync(1, `${number}\n`);
  }
}
