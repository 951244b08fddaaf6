import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { append, openLmdbStore, put } from '@fusion-cti/server/dist/runtime/store/index.js';
import { FsyncLoop } from '../reference/fsync-loop.js';
import { type Figure, percentile } from '../report.js';

const WRITERS = [1, 64];
/** As large as an event of the switch. */
const TEXT = 'x'.repeat(300);

interface Contender {
  readonly name: string;
  /** Writes once; answers when it is durable. */
  write(writer: number): Promise<unknown>;
  close(): unknown;
}

/**
 * Durable, acknowledged writes per second, each writer waiting for its answer before it writes again. The contenders take
 * turns, a second each: a disk that others use meanwhile slows all of them alike.
 */
export async function benchStore(seconds: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cti-bench-store-'));
  const contenders = await enter(folder);
  try {
    const figures: Figure[] = [];
    for (const writers of WRITERS) {
      const rounds = contenders.map((): number[] => []);
      for (let second = 0; second < seconds; second += 1)
        for (const [n, contender] of contenders.entries()) rounds[n]?.push(await writesPerSecond(contender, writers));
      const bare = rounds[0] ?? [];
      figures.push(
        ...contenders.map(({ name }, n): Figure => {
          const own = rounds[n] ?? [];
          const shares = own.map((each, round) => (100 * each) / (bare[round] ?? Number.NaN));
          return {
            what: `durable writes per second, ${writers} writer${writers > 1 ? 's' : ''}: ${name}`,
            value: percentile(own, 50),
            unit: 'writes',
            note: n === 0 ? 'what the disk allows' : `${Math.round(percentile(shares, 50))} % of the bare loop`,
          };
        }),
      );
    }
    return figures;
  } finally {
    for (const contender of contenders) await contender.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function enter(folder: string): Promise<Contender[]> {
  const bare = new FsyncLoop(join(folder, 'bare'));
  const store = await openLmdbStore(join(folder, 'lmdb'), Date.now);
  return [
    { name: 'bare write and fdatasync', write: () => bare.append(TEXT), close: () => bare.close() },
    { name: 'lmdb, a log entry', write: () => store.commit(append('log', [TEXT])), close: () => undefined },
    {
      name: 'lmdb, a record and three log entries',
      write: (writer) => store.commit(put(`session/${writer}`, TEXT), append('log', [TEXT, TEXT, TEXT])),
      close: () => store.close(),
    },
  ];
}

async function writesPerSecond({ write }: Contender, writers: number): Promise<number> {
  const start = performance.now();
  const end = start + 1000;
  let written = 0;
  const writeOn = async (writer: number) => {
    while (performance.now() < end) {
      await write(writer);
      written += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => writeOn(writer)));
  return (1000 * written) / (performance.now() - start);
}
