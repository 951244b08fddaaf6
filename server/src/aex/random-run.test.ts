import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StubFault } from './testing/aex-stub.js';
import { Rig } from './testing/rig.js';
import type { FrameFault } from './testing/scripted-chat.js';
import type { CloudFault, CloudOperation } from './testing/cloud-faults.js';
import { seeded } from '../testing/seeded.js';

/** How many chats. `CTI_AEX_RUNS=2000` for a long run. */
const RUNS = Number(process.env.CTI_AEX_RUNS ?? 200);
const AT_ONCE = 20;

let rig: Rig;
const faultsOfStub = new Map<string, () => StubFault | undefined>();
beforeAll(async () => {
  rig = await Rig.start({ aex: { silenceMs: 1_000 } });
  rig.aex.fault = ({ conversationId }) => faultsOfStub.get(conversationId)?.();
});
afterAll(() => rig.stop());

test(
  `X-40 Whatever is cut, delayed, repeated or refused in ${RUNS} chats: each word of the user reaches the agent once and in order, each word of the agent the user, and no guest stays behind`,
  async () => {
    for (let first = 1; first <= RUNS; first += AT_ONCE) {
      const seeds = Array.from({ length: Math.min(AT_ONCE, RUNS - first + 1) }, (_, n) => first + n);
      await Promise.all(seeds.map((seed) => run(seed)));
    }
    const left = [...rig.cloud.chats.values()].filter((chat) => chat.wasAttached && !chat.ended);
    expect(left).toEqual([]);
  },
  60_000 + RUNS * 2_000,
);

/** Trouble for one chat, until there was enough of it. */
async function run(seed: number): Promise<void> {
  const random = seeded(seed);
  const chat = await rig.open();
  let trouble = 10 + Math.floor(random() * 20);
  const withTrouble = <T>(share: number, faults: readonly T[]): T | undefined => {
    if (trouble <= 0 || random() >= share) return undefined;
    trouble -= 1;
    return faults[Math.floor(random() * faults.length)];
  };
  const frames: readonly FrameFault[] = ['duplicate', 'drop-and-cut', 'garble', 'late'];
  const calls: readonly CloudFault[] = [
    'cut-before',
    'cut-after',
    { delayMs: 20 },
    { status: 429, retryAfter: '0.01' },
    { status: 500 },
    { status: 503 },
  ];
  chat.frameFault = () => withTrouble(0.2, frames);
  chat.callFault = (operation: CloudOperation) => (operation === 'create' ? undefined : withTrouble(0.2, calls));
  const stub: readonly StubFault[] = [500, 429, 'cut-before', 'cut-after'];
  faultsOfStub.set(chat.id, () => withTrouble(0.2, stub));

  const said: string[] = [];
  const heard: string[] = [];
  let agent = chat.join(`Agent ${seed}`);
  const steps = 10 + Math.floor(random() * 10);
  for (let step = 0; step < steps; step += 1) {
    const choice = random();
    if (choice < 0.45) {
      // The same words again and again: texts tell nothing of which message it is.
      const text = random() < 0.5 ? 'ok' : `user ${seed} ${step}`;
      said.push(text);
      expect((await rig.say(chat.id, text)).body, `seed ${seed}`).toBe(true);
    } else if (choice < 0.8) {
      heard.push(chat.say(agent, `agent ${seed} ${step}`).id);
    } else if (choice < 0.9) {
      chat.leave(agent);
      agent = chat.join(`Agent ${seed} ${step}`);
    } else if (trouble > 0) {
      chat.cut();
    }
  }
  chat.heartbeat();
  await rig.cloud.until(() => chat.fromUser.length >= said.length);
  const byUser = random() < 0.5;
  // What was told late comes with the next frame, or when the stream is opened again.
  chat.cut();
  await rig.aex.until(() => heard.every((id) => rig.aex.of(chat.id).some((one) => one.messageId === id)));
  if (byUser) await rig.end(chat.id);
  else chat.end();
  await rig.told(chat.id, 'ended');

  expect(chat.fromUser, `seed ${seed}`).toEqual(said);
  const published = rig.aex.of(chat.id);
  const firstTimes = [...new Set(published.filter(({ type }) => type === 'message').map(({ messageId }) => messageId))];
  if (chat.wasReordered) expect([...firstTimes].sort(), `seed ${seed}`).toEqual([...heard].sort());
  else expect(firstTimes, `seed ${seed}`).toEqual(heard);
  const texts = new Map(published.map(({ messageId, message }) => [messageId, message]));
  for (const one of published) expect(one.message, `seed ${seed}`).toBe(texts.get(one.messageId));
  expect(rig.aex.story(chat.id).at(-1), `seed ${seed}`).toBe('ended');
  expect(
    rig.aex.story(chat.id).filter((type) => type === 'ended'),
    `seed ${seed}`,
  ).toHaveLength(1);
  await rig.cloud.until(() => chat.ended);
}
