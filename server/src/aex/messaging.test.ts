import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from './testing/rig.js';
import { ScriptedMessaging } from './testing/scripted-messaging.js';

let cloud: ScriptedMessaging;
let rig: Rig;
beforeEach(async () => {
  cloud = await ScriptedMessaging.start();
  rig = await Rig.start({
    aex: { backend: 'messaging', emulator: cloud.base, messagingOrigin: 'https://aex.example' },
  });
});
afterEach(async () => {
  await rig.stop();
  await cloud.stop();
});

async function listening(): Promise<string> {
  const { id } = (await rig.initiate()).body as { id: string };
  await rig.untilState(id, ({ attached }) => attached === true);
  return id;
}

test('X-50 A whole chat over Web Messaging: the queue is an attribute, agents are known by what they say', async () => {
  const id = await listening();
  expect(cloud.events).toEqual(['Join']);
  expect(cloud.origins).toEqual(['https://aex.example']);
  expect(await rig.say(id, 'hello')).toEqual({ status: 200, body: true, reason: null });
  expect(cloud.attributes[0]).toMatchObject({
    queue: 'BigFix AEXBot',
    displayName: 'First Last',
    some_field: 'arbitrary data',
  });
  cloud.say('How can I help?');
  await rig.told(id, 'message');
  expect((await rig.end(id)).status).toBe(202);
  await rig.told(id, 'ended');
  expect(cloud.events).toEqual(['Join', 'Disconnect']);
  expect(rig.aex.story(id)).toEqual(['agent-joined', 'How can I help?', 'ended']);
  expect(rig.aex.of(id)[0]?.agent).toMatchObject({ displayName: 'Anna' });
});

test('X-50 After a lost answer the transcript is asked; what was missed is fetched; too many messages wait', async () => {
  const id = await listening();
  const faults = ['cut-after', 'throttle'] as const;
  let n = 0;
  cloud.fault = () => faults[(n += 1) - 1];
  for (const text of ['ok', 'ok', 'ok']) await rig.say(id, text);
  await cloud.until(() => cloud.texts.length >= 3);
  cloud.cut();
  cloud.say('missed');
  await rig.told(id, 'message');
  cloud.presence('Disconnect');
  await rig.told(id, 'ended');
  expect(cloud.texts).toEqual(['ok', 'ok', 'ok']);
  expect(rig.aex.story(id)).toEqual(['agent-joined', 'missed', 'ended']);
});
