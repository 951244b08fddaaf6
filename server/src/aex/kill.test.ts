import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { QUICK } from './testing/bridge-app.js';
import type { Child } from '../testing/child.js';
import { Children } from './testing/children.js';
import { Rig } from './testing/rig.js';
import { seeded } from '../testing/seeded.js';

/** How often the bridge is killed. `CTI_AEX_KILLS=50` for a long run. */
const KILLS = Number(process.env.CTI_AEX_KILLS ?? 5);
const CHATS = 6;

let children: Children;
let store = '';
let rig: Rig;
let child: Child;

beforeAll(async () => {
  children = await Children.build('kill-test');
  store = children.folder('store');
  rig = await Rig.start();
  await rig.stopBridge();
}, 60_000);
afterAll(async () => {
  await children.stop();
  await rig.stop();
});

test(
  `X-41 The bridge is killed ${KILLS} times in the middle of chats: nothing is lost, and nothing is said twice`,
  async () => {
    const random = seeded(41);
    await start();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const chats = await Promise.all(Array.from({ length: CHATS }, () => rig.open()));
      const said = new Map(chats.map((chat) => [chat.id, [] as string[]]));
      const agents = chats.map((chat) => chat.join());
      const talking = chats.map(async (chat, n) => {
        for (let word = 0; word < 40; word += 1) {
          const text = word % 3 === 0 ? 'ok' : `user ${kill} ${word}`;
          // Who has no answer does not know whether it was stored: the user of this test stops there.
          const answer = await rig.say(chat.id, text).catch(() => undefined);
          if (answer === undefined) {
            said.get(chat.id)?.push(`? ${text}`);
            return;
          }
          expect(answer.body).toBe(true);
          said.get(chat.id)?.push(text);
          const agent = agents[n];
          if (word % 2 === 0 && agent !== undefined) chat.say(agent, `agent ${kill} ${word}`);
        }
      });
      const enough = 5 + Math.floor(random() * 60);
      await rig.cloud.until(() => chats.reduce((sum, chat) => sum + chat.fromUser.length, 0) >= enough);
      await child.kill();
      await Promise.all(talking);
      for (const [n, chat] of chats.entries()) {
        const agent = agents[n];
        if (agent !== undefined) chat.say(agent, `said while nobody listened ${kill}`);
      }
      await start();
      for (const chat of chats) {
        await rig.aex.until(() =>
          chat.fromAgents.every(({ id }) => rig.aex.of(chat.id).some((one) => one.messageId === id)),
        );
        const sure = (said.get(chat.id) ?? []).filter((text) => !text.startsWith('? '));
        const unsure = (said.get(chat.id) ?? []).find((text) => text.startsWith('? '))?.slice(2);
        await rig.cloud.until(() => chat.fromUser.length >= sure.length);
        expect((await rig.end(chat.id)).status).toBe(202);
        await rig.told(chat.id, 'ended');
        const withUnsure = unsure === undefined ? sure : [...sure, unsure];
        expect([sure, withUnsure]).toContainEqual(chat.fromUser);
        const heard = rig.aex.of(chat.id).filter(({ type }) => type === 'message');
        expect([...new Set(heard.map(({ messageId }) => messageId))]).toEqual(chat.fromAgents.map(({ id }) => id));
        expect(rig.aex.story(chat.id).filter((type) => type === 'ended')).toHaveLength(1);
        expect(chat.ended).toBe(true);
      }
    }
  },
  60_000 + KILLS * 15_000,
);

test('X-42 What is stored holds no secret and no text that can be read, and its key is its owner’s alone', async () => {
  const chat = await rig.open();
  chat.say(chat.join('Agatha'), 'a word from the agent');
  await rig.told(chat.id, 'message');
  await child.kill();
  const bytes = readdirSync(store).map((file) => readFileSync(join(store, file)).toString('latin1'));
  expect(bytes.length).toBeGreaterThan(0);
  for (const secret of [
    chat.jwt,
    'PLACEHOLDER-TOKEN',
    'agentmessage/publish',
    'a word from the agent',
    'user@example.com',
    'Agatha',
  ])
    expect(
      bytes.some((text) => text.includes(secret)),
      secret,
    ).toBe(false);
  expect(bytes.some((text) => text.includes(chat.id))).toBe(true);
  expect(statSync(`${store}.key`).mode & 0o777).toBe(0o600);
});

async function start(): Promise<void> {
  child = await children.start({ logLevel: 'warn', aex: { ...QUICK, alone: true, store, emulator: rig.cloud.base } });
  rig.atPort(child.port);
}
