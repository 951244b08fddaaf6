import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Child } from '../testing/child.js';
import { Children } from './testing/children.js';
import { Rig } from './testing/rig.js';
import { WidgetPage } from './testing/widget-page.js';

/** How often the middleware is killed. `CTI_BYOC_KILLS=50` for a long run. */
const KILLS = Number(process.env.CTI_BYOC_KILLS ?? 2);
const THREADS = 4;
const WORDS = 15;

let children: Children;
let store: string;
let rig: Rig;
/** Absent: killed. */
let child: Child | undefined;

beforeAll(async () => {
  children = await Children.build('kill-test');
  store = children.place('store');
  rig = await Rig.start();
  await rig.stopMiddleware();
}, 60_000);
afterAll(async () => {
  await children.stop();
  await rig.stop();
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
  if (child === undefined) await start();
  const page = await WidgetPage.begin(rig, 'puddle');
  const sure: string[] = [];
  for (let word = 1; word <= WORDS; word += 1) {
    const answering = page.say(`word ${word}`, `word-${word}`);
    if (word === WORDS / 3) void child?.kill();
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
      if (answered === (THREADS * WORDS) / 2) void child?.kill();
    }
    return { sure, unsure: '' };
  });
  const said = await Promise.all(talking);
  await die();
  await start();
  return said;
}

async function start(): Promise<void> {
  child = await children.middleware(store, rig.cxone.base, rig.platform.url);
  rig.atPort(child.port);
}

async function die(): Promise<void> {
  await child?.kill();
  child = undefined;
}
