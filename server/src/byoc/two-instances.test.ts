import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { RedisProcess, redisProgram } from '../runtime/store/testing/redis-process.js';
import { exchange } from '../testing/exchange.js';
import { freePort } from '../testing/proxy-process.js';
import type { Child } from '../testing/child.js';
import { Children } from './testing/children.js';
import { PlatformVoice } from './testing/platform-voice.js';
import { outboundBody, Rig } from './testing/rig.js';

const THREADS = 4;
const WORDS = 12;

interface Instance {
  readonly child: Child;
  readonly url: string;
  readonly voice: PlatformVoice;
}

interface Keeping {
  readonly store: string;
  readonly sealKey?: string;
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

let children: Children;
beforeAll(async () => {
  children = await Children.build('two-test');
}, 60_000);
afterAll(() => children.stop());

async function folder(): Promise<Keeping> {
  return { store: children.place('store') };
}

async function redis(program: string): Promise<Keeping> {
  const port = await freePort();
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
  const server = new RedisProcess(program, ['--port', `${port}`, '--bind', '127.0.0.1', ...durable]);
  open.push(() => server.stop());
  await server.start();
  return { store: `redis://127.0.0.1:${port}`, sealKey: randomBytes(32).toString('base64') };
}

const program = redisProgram();
const KEEPINGS: readonly (readonly [name: string, keep: () => Promise<Keeping>])[] = [
  ['a folder', folder],
  ...(program === undefined ? [] : [[program, () => redis(program)] as const]),
];

test.each(KEEPINGS)(
  'J-39 Of two instances on %s one is killed while all write: the other loses and doubles nothing, keeps deadlines, and looks at the cases',
  async (_name, keep) => {
    const keeping = await keep();
    const rig = await Rig.start();
    open.push(() => rig.stop());
    await rig.stopMiddleware();
    const one = await start(rig, keeping);
    rig.atPort(Number(new URL(one.url).port));
    const threads = [];
    while (threads.length < THREADS) threads.push(await rig.open());
    // Who was alone is the one that looks at the cases.
    await rig.cxone.until(() => rig.cxone.requests.includes('contacts'));
    const two = await start(rig, keeping);
    const token = await rig.token();
    const reply = (at: Instance, channel: string, thread: string, text: string) =>
      exchange(
        'POST',
        `${at.url}/byoc/integration/box/2.0/channel/${channel}/outbound`,
        outboundBody({
          thread: { idOnExternalPlatform: thread },
          messageContent: { type: 'TEXT', payload: { text }, fallbackText: text, postback: null },
        }),
        { authorization: `Bearer ${token}` },
      );

    // Its silence begins at the instance that is killed.
    const silent = (await one.voice.event<{ threadId: string }>(messageOf('hello', 'm-silent'), { channel: 'pond' }))
      .body.threadId;
    await rig.cxone.until(() => rig.cxone.texts(silent).length === 1);
    Object.assign(rig.cxone.case(silent), { status: 'open', assignee: 'Ann' });
    expect((await reply(one, 'pond', silent, 'are you there?')).status).toBe(200);

    let answered = 0;
    let died: Promise<void> | undefined;
    /** Now at the one, now at the other; who has no answer says the same again to the one that is there. */
    const says = async (n: number, say: (at: Instance) => Promise<{ readonly status: number }>, good: number) => {
      const first = n % 2 === 0 ? one : two;
      const { status } = await say(first).catch(() => say(two));
      expect(status).toBe(good);
      answered += 1;
      if (answered === THREADS * WORDS) died = one.child.kill();
    };
    const words = (who: string) => Array.from({ length: WORDS }, (_, n) => `${who} ${n}`);
    await Promise.all(
      threads.flatMap((thread, at) => [
        inTurn(words('customer'), (word, n) =>
          says(n + at, ({ voice }) => voice.event(messageOf(word, `m-${at}-${n}`, thread)), 202),
        ),
        inTurn(words('agent'), (word, n) => says(n + at, (to) => reply(to, 'hole', thread, word), 200)),
      ]),
    );
    expect(died).toBeDefined();
    await died;

    const comesTo = (...[told, story]: [() => readonly string[], readonly string[]]) =>
      expect.poll(told, { timeout: 15_000, interval: 10 }).toEqual(story);
    for (const thread of threads) {
      await comesTo(() => rig.cxone.texts(thread), ['hello', ...words('customer')]);
      await comesTo(() => rig.platform.story(thread), words('agent'));
    }
    await comesTo(() => rig.platform.story(silent), ['are you there?', 'asked', 'ended idle']);
    const [ended = ''] = threads;
    Object.assign(rig.cxone.case(ended), { status: 'closed' });
    await comesTo(() => rig.platform.story(ended), [...words('agent'), 'ended agent']);
    expect([rig.cxone.misfits, rig.platform.unsigned]).toEqual([[], []]);
  },
  90_000,
);

function messageOf(text: string, id: string, threadId?: string): Record<string, unknown> {
  const message = { id, type: 'message', customer: { id: `user of ${threadId ?? id}` }, message: { id, text } };
  return threadId === undefined ? message : { ...message, threadId, customer: { id: 'user-1', firstName: 'Zed' } };
}

async function inTurn<T>(all: readonly T[], each: (one: T, n: number) => Promise<void>): Promise<void> {
  for (const [n, one] of all.entries()) await each(one, n);
}

async function start(rig: Rig, { store, ...keeping }: Keeping): Promise<Instance> {
  const rules = { idleMs: 3_000, countdownMs: 100 };
  const more = { byoc: { ...keeping, pollMs: 100, rules }, channel: { idle: 'never' as const } };
  const child = await children.middleware(store, rig.cxone.base, rig.platform.url, more);
  open.push(() => child.kill());
  const { url } = child;
  return { child, url, voice: new PlatformVoice(() => url, new SystemClock(), 'hole') };
}
