import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPrograms, PACKAGE } from '../testing/build-programs.js';
import { acknowledge, openLmdbStore, RedisStore, type Store } from './index.js';
import { crashText, crashWrites, recordKey } from './testing/crash-texts.js';
import { RedisProcess, redisProgram } from './testing/redis-process.js';

/** How often processes are killed. `CTI_KILLS=200` for a long run. */
const KILLS = Number(process.env.CTI_KILLS ?? 5);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const BUILT = join(PACKAGE, 'node_modules/.cache/crash-writer');

describe('a process that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cti-crash-'));

  beforeAll(() => buildPrograms([join(HERE, 'testing/crash-writer.ts')], BUILT));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test(
    `P-01 Whatever was answered is there after the process was killed ${KILLS} times, and nothing is half-done`,
    async () => {
      let seen = NOTHING;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const said = await writeAndKill(folder, seen.number + 1, somewhere());
        const store = await openLmdbStore(folder, afterwards);
        try {
          seen = await expectWhole(store, seen, said);
        } finally {
          await store.close();
        }
      }
    },
    30_000 + KILLS * 5000,
  );
});

const program = redisProgram();

describe.skipIf(program === undefined)(`${program ?? 'Redis, which is not installed,'} when it is killed`, () => {
  const server = new RedisProcess(program ?? '');
  afterAll(() => server.stop());

  test(
    `P-01 Whatever was answered is there after the store's server was killed ${KILLS} times, and nothing is half-done`,
    async () => {
      let seen = NOTHING;
      for (let kill = 0; kill < KILLS; kill += 1) {
        await server.start();
        const store = await RedisStore.open({ url: server.url, name: 'crash', now: Date.now });
        const said = await writeWhile(store, seen.number + 1, somewhere(), () => server.kill());
        await store.close();
        await server.start();
        const again = await RedisStore.open({ url: server.url, name: 'crash', now: afterwards });
        seen = await expectWhole(again, seen, said);
        await again.close();
        await server.kill();
      }
    },
    30_000 + KILLS * 5000,
  );
});

/** The time of whoever looks at what is left: calendars may be set back, and nothing found may seem to lie ahead. */
const AFTERWARDS = Date.now() + 86_400_000;
const afterwards = () => AFTERWARDS;

/** Commits, several at once, until commits fail. @returns the numbers that were answered */
async function writeWhile(store: Store, first: number, patience: number, kill: () => Promise<void>): Promise<number[]> {
  const said: number[] = [];
  let next = first;
  let killed: Promise<void> | undefined;
  const writeOn = async () => {
    for (;;) {
      const number = next;
      next += 1;
      try {
        await store.commit(...crashWrites(number));
      } catch (error) {
        expect(error).toMatchObject({ code: 'store-unavailable' });
        return;
      }
      said.push(number);
      if (said.length === patience) killed = soon().then(kill);
    }
  };
  await Promise.all(Array.from({ length: 8 }, writeOn));
  await killed;
  expect(said.length).toBeGreaterThanOrEqual(patience);
  return said;
}

/** After how many answers the end comes. */
function somewhere(): number {
  return 1 + Math.floor(Math.random() * 400);
}

/**
 * At once, the end would always find the next commit in its first step. A few milliseconds later, it finds it anywhere.
 */
async function soon(): Promise<void> {
  const end = performance.now() + Math.random() * 5;
  while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
}

/** @returns the numbers that the process had an answer for before it was killed, a moment after `patience` of them */
async function writeAndKill(folder: string, first: number, patience: number): Promise<number[]> {
  const child = spawn(process.execPath, [join(BUILT, 'crash-writer.js'), folder, `${first}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const said: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(Number(line));
    if (said.length === patience) void soon().then(() => child.kill('SIGKILL'));
  }
  const [, signal] = (await ended) as [number | null, string | null];
  expect(signal, 'the process was killed, and did not end by itself').toBe('SIGKILL');
  return said;
}

/** What had been found before the last start. */
interface Seen {
  readonly seq: number;
  readonly number: number;
}
const NOTHING: Seen = { seq: 0, number: 0 };

/** Everything since `seen`: what was said is there, and each entry has its record and its item, and they have it. */
async function expectWhole(store: Store, seen: Seen, said: readonly number[]): Promise<Seen> {
  const entries: string[] = [];
  let { seq } = seen;
  for (;;) {
    const page = await store.logs.read('log', seq, 1000);
    for (const entry of page.entries) {
      expect(entry.seq).toBe(seq + 1);
      seq = entry.seq;
      entries.push(entry.text);
    }
    if (seq === page.last) break;
  }
  const numbers = entries.map((text) => Number.parseInt(text, 10));
  expect(entries).toEqual(numbers.map(crashText));
  const wanted = [...numbers].sort((a, b) => a - b).map(crashText);
  expect(await newRecords(store, seen.number)).toEqual(wanted);
  expect((await drained(store)).sort(byNumber)).toEqual(wanted);
  const there = new Set(numbers);
  expect(said.filter((number) => !there.has(number))).toEqual([]);
  return { seq, number: Math.max(seen.number, ...numbers) };
}

async function newRecords(store: Store, after: number): Promise<string[]> {
  const texts: string[] = [];
  for (let last = recordKey(after); ;) {
    const page = await store.records.list('record/', last, 1000);
    texts.push(...page.map(({ text }) => text));
    const newest = page.at(-1);
    if (newest === undefined) return texts;
    last = newest.key;
  }
}

async function drained(store: Store): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const items = await store.outboxes.take('box', 100, 60_000);
    if (items.length === 0) return texts;
    texts.push(...items.map(({ text }) => text));
    await store.commit(...items.map(acknowledge));
  }
}

function byNumber(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10);
}
