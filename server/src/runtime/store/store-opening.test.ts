import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterAll, describe, expect, test } from 'vitest';
import { LmdbCells } from './cells/lmdb-cells.js';
import { MemoryCells } from './cells/memory-cells.js';
import { append, openLmdbStore, put, RedisStore } from './index.js';
import { RedisProcess, redisProgram } from './testing/redis-process.js';

const folder = mkdtempSync(join(tmpdir(), 'cti-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = () => 1;

describe('lmdb', () => {
  test('P-12 A folder is made for this user only, and what was written is there when it is opened again', async () => {
    const place = join(folder, 'a/b.3');
    const first = await openLmdbStore(place, now);
    await first.commit(append('log', ['text']), put('key', 'value'));
    await first.close();
    expect(statSync(place).mode & 0o777).toBe(0o700);
    const second = await openLmdbStore(place, now);
    expect(await second.records.get('key')).toMatchObject({ text: 'value' });
    expect(await second.logs.read('log', 0, 1)).toMatchObject({ last: 1, entries: [{ text: 'text' }] });
    await second.close();
  });

  test('P-12 A file of another format is refused, and left as it is', async () => {
    const place = join(folder, 'format');
    const foreign = open({ path: place });
    await foreign.put(['format'], [2]);
    await foreign.close();
    await expect(openLmdbStore(place, now)).rejects.toThrow('has format 2; this version reads format 1 only');
    const again = open({ path: place });
    expect(again.get(['format'])).toEqual([2]);
    await again.close();
  });

  test('P-12 A folder that cannot be one is refused', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(openLmdbStore(join(folder, 'file/store'), now)).rejects.toThrow();
  });

  test('P-12 Two processes, or two openings, see each other’s writes', async () => {
    const place = join(folder, 'shared');
    const [one, two] = [await openLmdbStore(place, now), await openLmdbStore(place, now)];
    await one.commit(put('key', '1'));
    expect(await two.records.get('key')).toMatchObject({ text: '1' });
    await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? one : two).commit(append('log', [`${n}`]))));
    expect((await one.logs.read('log', 0, 100)).entries.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 1),
    );
    await one.close();
    await two.close();
  });

  test('P-12 Who opens it, or closes it, while somebody else of the process writes keeps nobody waiting', async () => {
    const place = join(folder, 'busy');
    const one = await openLmdbStore(place, now);
    const writes: Promise<unknown>[] = [];
    for (let n = 0; n < 40; n += 1) {
      writes.push(one.commit(append('log', [`${n}`])));
      await new Promise((resolve) => setImmediate(resolve));
      const two = await openLmdbStore(place, now);
      writes.push(two.commit(append('log', [`${n}, from the other`])));
      await two.close();
    }
    await Promise.all(writes);
    expect((await one.logs.read('log', 0, 100)).entries).toHaveLength(80);
    await one.close();
  });
});

describe.each([
  ['lmdb', () => LmdbCells.open(join(folder, 'cells'))],
  ['memory', async () => new MemoryCells()],
])('cells in %s', (_name, make) => {
  test('P-04 What an action that fails has written is taken back, and those beside it stay', async () => {
    const cells = await make();
    await cells.write((table) => table.put(['a'], [1]));
    const failure = new Error('in the middle');
    const failing = cells.write((table) => {
      table.put(['a'], [2]);
      table.put(['b'], [2]);
      table.remove(['a']);
      throw failure;
    });
    const beside = cells.write((table) => table.put(['c'], [3]));
    await expect(failing).rejects.toBe(failure);
    await beside;
    expect(cells.read((table) => ['a', 'b', 'c'].map((key) => table.get([key])))).toEqual([[1], undefined, [3]]);
    await cells.close();
  });
});

const program = redisProgram();

describe.skipIf(program === undefined)(program ?? 'Redis, which is not installed', () => {
  test('P-12 A Redis that would lose what it has answered is refused, with a sentence for each reason', async () => {
    const server = new RedisProcess(program ?? '', ['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru']);
    await server.start();
    try {
      const options = { url: server.url, name: 'store', now };
      const refusal = RedisStore.open(options).then(
        () => [],
        (error: unknown) => (error as Error).message.split('\n'),
      );
      expect(await refusal).toEqual([
        expect.stringContaining('appendonly no; set it to yes'),
        expect.stringContaining('appendfsync everysec; set it to always'),
        expect.stringContaining('maxmemory-policy allkeys-lru; set it to noeviction'),
      ]);
      const trusting = await RedisStore.open({ ...options, durabilityIsKnown: true });
      expect(await trusting.commit(put('key', 'text'))).toEqual([1]);
      await trusting.close();
    } finally {
      await server.stop();
    }
  });

  test('P-12 A Redis that is not there, or goes, is told by a code, and used again when it is back', async () => {
    const server = new RedisProcess(program ?? '');
    const options = { url: server.url, name: 'store', now };
    const unavailable = { code: 'store-unavailable' };
    await expect(RedisStore.open(options)).rejects.toMatchObject(unavailable);
    await server.start();
    let isBack: () => void = () => undefined;
    const store = await RedisStore.open({ ...options, onTrouble: () => isBack() });
    try {
      await store.commit(put('key', 'text'));
      const trouble = new Promise<void>((resolve) => (isBack = resolve));
      await server.kill();
      await expect(store.records.get('key')).rejects.toMatchObject(unavailable);
      await trouble;
      await server.start();
      await expect.poll(() => store.records.get('key').catch(() => undefined)).toMatchObject({ text: 'text' });
    } finally {
      await store.close();
      await server.stop();
    }
  });
});
