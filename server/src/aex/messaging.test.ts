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

test('X-56 An end that was missed is found in the transcript, and what waits begins no new conversation', async () => {
  const id = await listening();
  await rig.say(id, 'hello');
  cloud.cut();
  cloud.say('Goodbye');
  cloud.presence('Disconnect');
  await rig.say(id, 'too late');
  await rig.told(id, 'ended');
  expect(cloud.texts).toEqual(['hello']);
  expect(rig.aex.story(id)).toEqual(['agent-joined', 'Goodbye', 'ended']);
});

test('X-56 Who was cut off before it could join joins; an agent who came meanwhile is announced', async () => {
  cloud.cutJoins = 1;
  const id = await listening();
  expect(cloud.events).toEqual(['Join']);
  cloud.cut();
  cloud.presence('Join');
  await rig.told(id, 'agent-joined');
  cloud.presence('Disconnect');
  await rig.told(id, 'ended');
  expect([cloud.events, rig.aex.story(id)]).toEqual([['Join'], ['agent-joined', 'ended']]);
});

test('X-56 What was said before an end that leaves a session read-only is published all the same', async () => {
  const id = await listening();
  await rig.say(id, 'hello');
  cloud.isReadOnly = true;
  cloud.cut();
  cloud.say('Goodbye');
  await rig.told(id, 'ended');
  expect(rig.aex.story(id)).toEqual(['agent-joined', 'Goodbye', 'ended']);
});

test('X-56 A session that was over while nobody listened is not begun anew', async () => {
  const id = await listening();
  cloud.token = '';
  cloud.cut();
  await rig.told(id, 'ended');
  expect(cloud.events).toEqual(['Join']);
});
