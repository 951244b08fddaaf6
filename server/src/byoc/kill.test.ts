import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Rig } from './testing/rig.js';
import { WidgetPage } from './testing/widget-page.js';

/** How often the middleware is killed. `CTI_BYOC_KILLS=50` for a long run. */
const KILLS = Number(process.env.CTI_BYOC_KILLS ?? 2);
const THREADS = 4;
const WORDS = 15;
const HERE = fileURLToPath(new URL('.', import.meta.url));
/** Inside the package, so that what is built finds its dependencies. */
const BUILT = join(HERE, '../../node_modules/.cache/middleware-child');

const folder = mkdtempSync(join(tmpdir(), 'cti-byoc-'));
const store = join(folder, 'store');
let rig: Rig;
let child: ChildProcess;

// Node 20 runs no TypeScript.
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    root: HERE,
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source'], externalConditions: ['node'] }, noExternal: [/^@fusion-cti\//] },
    build: { ssr: join(HERE, 'testing/middleware-child.ts'), outDir: BUILT, target: 'node20', emptyOutDir: true },
  });
  rig = await Rig.start();
  await rig.stopMiddleware();
}, 60_000);
afterAll(async () => {
  child.kill('SIGKILL');
  await rig.stop();
  rmSync(folder, { recursive: true, force: true });
});

test(
  `J-82 The middleware is killed ${KILLS} times: what was answered arrives, in order, and at CXone once`,
  async () => {
    await start();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const threads = await Promise.all(Array.from({ length: THREADS }, () => rig.open()));
      // Texts that were answered, and the one of each that nobody knows of.
      const said = await killedWhile(threads, async (thread, word) => (await rig.say(word, thread)).status === 202);
      for (const [n, thread] of threads.entries()) {
        const { sure, unsure } = said[n]!;
        await rig.cxone.until(() => sure.every((word) => rig.cxone.texts(thread).includes(word)));
        expect([sure, [...sure, unsure]]).toContainEqual(rig.cxone.texts(thread).slice(1));
      }
      const replied = await killedWhile(
        threads,
        async (thread, word) => (await rig.reply(thread, word)).status === 200,
      );
      for (const [n, thread] of threads.entries()) {
        const { sure, unsure } = replied[n]!;
        await rig.platform.until(() => sure.every((word) => rig.platform.story(thread).includes(word)));
        expect([sure, [...sure, unsure]]).toContainEqual(rig.platform.story(thread));
      }
    }
    expect(rig.cxone.misfits).toEqual([]);
  },
  60_000 + KILLS * 15_000,
);

test('I-15 A middleware that is killed owes a page nothing: what was answered is there, once and in order', async () => {
  if (child.exitCode !== null || child.signalCode !== null) await start();
  const page = await WidgetPage.begin(rig, 'puddle');
  const sure: string[] = [];
  for (let word = 1; word <= WORDS; word += 1) {
    const answering = page.say(`word ${word}`, `word-${word}`);
    if (word === WORDS / 3) child.kill('SIGKILL');
    const { type } = await answering;
    if (type === 'done') sure.push(`word ${word}`);
    else {
      await die();
      await start();
      await page.open(page.last);
      // Nobody knows whether it was stored: the page says it again.
      expect(await page.say(`word ${word}`, `word-${word}`)).toMatchObject({ type: 'done' });
      sure.push(`word ${word}`);
    }
  }
  await rig.outbound({ thread: { idOnExternalPlatform: page.thread } }, 'puddle', await rig.token());
  await page.untilStory(...sure, 'Hello');
  await rig.cxone.until(() => rig.cxone.texts(page.thread).length === WORDS);
  expect(rig.cxone.texts(page.thread)).toEqual(sure);
  await page.cut();
});

test('J-83 What is stored holds no words, names or tokens that can be read, and its key is its owner’s alone', async () => {
  const token = await rig.token();
  const { body } = await rig.say('a private word', undefined, { customer: { id: 'user-1', firstName: 'Zedekiah' } });
  await rig.cxone.until(() => rig.cxone.texts(body.threadId).length === 1);
  await die();
  const bytes = readdirSync(store).map((file) => readFileSync(join(store, file)).toString('latin1'));
  for (const secret of [token, 'a private word', 'Zedekiah', body.threadId])
    expect(
      bytes.some((text) => text.includes(secret)),
      secret,
    ).toBe(false);
  expect(bytes.some((text) => text.includes('byoc/live/hole'))).toBe(true);
  expect(statSync(`${store}.key`).mode & 0o777).toBe(0o600);
});

/** Says words on all threads at once, and kills the middleware in the middle; then it is there again. */
async function killedWhile(threads: readonly string[], say: (thread: string, word: string) => Promise<boolean>) {
  let answered = 0;
  const talking = threads.map(async (thread, n) => {
    const sure: string[] = [];
    for (let count = 0; count < WORDS; count += 1) {
      const word = `word ${n} ${count}`;
      // Who has no answer does not know whether it was stored: this one stops there.
      const isTaken = await say(thread, word).catch(() => undefined);
      if (isTaken === undefined) return { sure, unsure: word };
      expect(isTaken).toBe(true);
      sure.push(word);
      answered += 1;
      if (answered === (THREADS * WORDS) / 2) child.kill('SIGKILL');
    }
    return { sure, unsure: '' };
  });
  const said = await Promise.all(talking);
  await die();
  await start();
  return said;
}

async function start(): Promise<void> {
  child = spawn(process.execPath, [join(BUILT, 'middleware-child.js'), store, rig.cxone.base, rig.platform.url], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('The middleware says nothing');
  const [line] = (await once(createInterface({ input: stdout }), 'line')) as [string];
  rig.atPort(Number(line));
}

async function die(): Promise<void> {
  const ended = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(child.signalCode, 'the middleware was killed, and did not end by itself').toBe('SIGKILL');
}
