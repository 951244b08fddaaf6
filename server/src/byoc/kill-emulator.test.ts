import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ByocConfig } from '../runtime/config-byoc.js';
import { seeded } from '../testing/seeded.js';
import { Waiting } from '../testing/waiting.js';
import type { Child } from '../testing/child.js';
import { Children } from './testing/children.js';
import { Ends } from './testing/ends.js';
import { ThreadTalk } from './testing/thread-talk.js';

/** How often the middleware is killed. `CTI_BYOC_KILLS=50` for a long run. */
const KILLS = Number(process.env.CTI_BYOC_KILLS ?? 2);
const TALKS = 3;
const STEPS = 12;

/** Who calls somebody dead, or is called by one, goes on trying. */
const PATIENT: Partial<ByocConfig> = {
  callMs: 500,
  connectMs: 500,
  channelTries: 1_000,
  cxoneTries: 1_000,
  pollMs: 500,
};

let children: Children;
let ends: Ends;
let cxone: Child;
let middleware: Child;

beforeAll(async () => {
  children = await Children.build('byoc-kill-test');
  ends = await Ends.open();
  cxone = await children.emulator(ends.box);
  await ends.atEmulator(cxone.url);
}, 120_000);
afterAll(async () => {
  await children.stop();
  await ends.stop();
});

test.each([
  ['older', false],
  ['3.0', true],
])(
  `J-92 The middleware is killed ${KILLS} times at any moment, with CXone's emulator in another process and replies the %s way: nothing is lost, doubled or out of order`,
  async (way, outboundApiForReplies) => {
    await ends.emulator('PUT', '/integrations/int-1', { outboundApiForReplies });
    const store = children.place(way);
    const start = () => children.middleware(store, `${cxone.url}/cxone`, ends.platform.url, { byoc: PATIENT });
    await live(start);
    const random = seeded(outboundApiForReplies ? 92 : 29);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const name = (n: number) => `${way} kill ${kill} talk ${n}`;
      const answered = new Waiting();
      let answers = 0;
      const toldBefore = ends.platform.told.length;
      const talking = Promise.all(
        Array.from({ length: TALKS }, async (_, n) => {
          const dice = seeded(kill * 1000 + n);
          const talk = await ThreadTalk.begin(ends, name(n));
          for (let step = 0; step < STEPS; step += 1) {
            const choice = dice();
            // The same words again and again: texts tell nothing of which message it is.
            if (choice < 0.5) await talk.say(dice() < 0.5 ? 'ok' : `${name(n)} customer ${step}`);
            else if (choice < 0.9) await talk.reply(`${name(n)} agent ${step}`);
            else await talk.see();
            answers += 1;
            answered.happened();
          }
          return talk;
        }),
      );
      const enough = 1 + Math.floor(random() * TALKS * STEPS * 0.4);
      const moments = [
        () => answered.until(() => answers >= enough),
        () => ends.platform.until(() => ends.platform.told.length - toldBefore >= enough),
        () => ends.until(({ messages }) => messages.length >= enough),
      ];
      await Promise.race([moments[Math.floor(random() * moments.length)]?.(), talking]);
      await die();
      await live(start);
      const talks = await talking;
      for (const talk of talks) await talk.settles(true, 30_000);
      for (const talk of talks) await talk.end();
      await ends.emulator('POST', '/reset');
    }
    await die();
    expect(ends.platform.unsigned).toEqual([]);
  },
  60_000 + KILLS * 60_000,
);

test('J-92 A count-down goes on where a killed middleware was: asked once, and ended once, at CXone too', async () => {
  const quick = { ...PATIENT, rules: { idleMs: 600, countdownMs: 600 } };
  const store = children.place('idle');
  const start = () => children.middleware(store, `${cxone.url}/cxone`, ends.platform.url, { byoc: quick });
  await live(start);
  const id = 'the one who falls silent';
  const message = { id, message: { id, text: 'hello' }, customer: { id, nickname: id } };
  const { body } = await ends.patiently(() => ends.voice.say('', undefined, message));
  const { threadId: thread } = body;
  const story = () => ends.platform.story(thread);
  await die();
  await live(start);
  await ends.platform.until(() => story().includes('asked'));
  await die();
  await live(start);
  await ends.platform.until(() => story().includes('ended idle'));
  await die();
  await live(start);
  await ends.until(({ threads }) =>
    threads.some((one) => one.idOnExternalPlatform === thread && !one.canAddMoreMessages),
  );
  expect(story()).toEqual(['asked', 'ended idle']);
  const late = { type: 'message', threadId: thread, ...message, id: 'late', message: { id: 'late', text: 'wait!' } };
  expect((await ends.patiently(() => ends.voice.event(late))).status).toBe(409);
  const { messages } = await ends.state();
  expect(messages.filter((one) => one.thread.idOnExternalPlatform === thread)).toHaveLength(1);
  await die();
}, 60_000);

async function live(start: () => Promise<Child>): Promise<void> {
  middleware = await start();
  ends.back(middleware.port);
}

async function die(): Promise<void> {
  const dying = middleware.kill();
  ends.gone();
  await dying;
}
