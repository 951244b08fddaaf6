import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbStore, openMemoryStore, RedisStore, type Store, type StoreLimits } from '../index.js';
import { RedisProcess, redisProgram } from './redis-process.js';

/** An adapter under test. Each `place` is empty at first, and keeps what is written while stores are opened on it. */
export interface Adapter {
  readonly name: string;
  /** Why it is not tested on this machine. */
  readonly leftOut?: string;
  begin(): Promise<void>;
  place(): Place;
  end(): Promise<void>;
}

export interface Place {
  open(now: () => number, limits?: StoreLimits): Promise<Store>;
}

const memory: Adapter = {
  name: 'memory',
  begin: async () => undefined,
  place: () => ({ open: async (now, limits) => openMemoryStore(now, limits) }),
  end: async () => undefined,
};

function lmdb(): Adapter {
  const folder = mkdtempSync(join(tmpdir(), 'cti-store-'));
  let places = 0;
  return {
    name: 'lmdb',
    begin: async () => undefined,
    place: () => {
      places += 1;
      const own = join(folder, `place-${places}`);
      return { open: (now, limits) => openLmdbStore(own, now, limits) };
    },
    end: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function redis(): Adapter {
  const program = redisProgram();
  const server = program === undefined ? undefined : new RedisProcess(program);
  let places = 0;
  return {
    name: program ?? 'redis',
    ...(program === undefined && { leftOut: 'neither valkey-server nor redis-server is installed' }),
    begin: async () => server?.start(),
    place: () => {
      places += 1;
      const name = `place-${places}`;
      const url = server?.url ?? '';
      return {
        open: (now, limits) => RedisStore.open({ url, name, now, ...(limits !== undefined && { limits }) }),
      };
    },
    end: async () => server?.stop(),
  };
}

export function adapters(): readonly Adapter[] {
  const all = [memory, lmdb(), redis()];
  for (const { name, leftOut } of all)
    if (leftOut !== undefined) process.stdout.write(`The store's adapter ${name} was left out: ${leftOut}.\n`);
  return all;
}
