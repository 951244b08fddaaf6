import { afterEach, expect, test } from 'vitest';
import { signatureOf } from './channels/signature.js';
import { WEBHOOK_SECRET } from './testing/platform-stub.js';
import { Rig } from './testing/rig.js';

let rig: Rig;
afterEach(async () => {
  await rig.stop();
});

const PATH = '/byoc/channels/hole/events';
const EVENT = { id: 'e-1', type: 'message', customer: { id: 'user-1' }, message: { id: 'm-1', text: 'hello' } };

test('J-78 A platform signs what it tells: the body, the channel, the way and the time', async () => {
  rig = await Rig.start();
  const body = JSON.stringify(EVENT);
  const timestamp = String(rig.clock.now());
  const good = { direction: 'from-channel', channel: 'hole', timestamp, body } as const;
  const send = (signature: string, sent = body, at = timestamp) =>
    rig.call('POST', PATH, sent, { 'x-cti-timestamp': at, 'x-cti-signature': signature });
  const refused = { status: 401, body: { error: 'invalid_signature' } };
  const signature = signatureOf(WEBHOOK_SECRET, good);
  expect(await rig.call('POST', PATH, body)).toMatchObject(refused);
  expect(await send(signatureOf('another-secret-of-16', good))).toMatchObject(refused);
  expect(await send(signatureOf(WEBHOOK_SECRET, { ...good, direction: 'to-channel' }))).toMatchObject(refused);
  expect(await send(signatureOf(WEBHOOK_SECRET, { ...good, channel: 'pond' }))).toMatchObject(refused);
  expect(await send(signature, body.replace('hello', 'hullo'))).toMatchObject(refused);
  expect(await send(signature, body, String(rig.clock.now() + 1))).toMatchObject(refused);
  expect(await rig.event(EVENT, { channel: 'nowhere' })).toMatchObject(refused);
  expect((await send(signature)).status).toBe(202);
  // Who changes a secret signs with both.
  expect((await send(`v1=0000, ${signature}`)).status).toBe(202);
});

test('J-79 What is too old, or from the future, is not taken', async () => {
  rig = await Rig.start({ byoc: { signatureMs: 60_000 } });
  const now = rig.clock.now();
  expect((await rig.event(EVENT, { at: now - 61_000 })).status).toBe(401);
  expect((await rig.event(EVENT, { at: now + 70_000 })).status).toBe(401);
  expect((await rig.event(EVENT, { at: now - 50_000 })).status).toBe(202);
});

test('J-80 The same event again is answered as before, and is one message; another with its id is refused', async () => {
  rig = await Rig.start();
  const answers = await Promise.all([1, 2, 3].map(() => rig.event<{ threadId: string }>(EVENT)));
  answers.push(await rig.event(EVENT));
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.threadId}`)).size).toBe(1);
  const thread = answers[0]!.body.threadId;
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 1);
  const other = { ...EVENT, message: { id: 'm-2', text: 'other' } };
  expect(await rig.event(other)).toMatchObject({ status: 409, body: { error: 'id_reused' } });
  await rig.say('next', thread);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
  expect(rig.cxone.messages.map(({ text }) => text)).toEqual(['hello', 'next']);
});

test('J-81 What does not fit is refused, and the field is named; customers have a limit', async () => {
  rig = await Rig.start({ byoc: { customerBurst: 2, customerPerMinute: 1 } });
  for (const event of [
    { ...EVENT, extra: 1 },
    { ...EVENT, type: 'dance' },
    { ...EVENT, message: { id: 'm', attachments: [{ friendlyName: 'x', url: 'http://plain.example/' }] } },
    { id: 'e', type: 'typing', isTyping: true },
  ])
    expect(await rig.event(event)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  expect(await rig.event({ type: 'active', threadId: 'none' })).toMatchObject({
    status: 404,
    body: { error: 'unknown_thread' },
  });
  const thread = (await rig.say('one')).body.threadId;
  expect((await rig.say('two', thread)).status).toBe(202);
  expect((await rig.say('three', thread)).status).toBe(429);
});

test('J-59 Typing of the customer reaches CXone', async () => {
  rig = await Rig.start();
  const thread = await rig.open();
  await rig.event({ type: 'typing', threadId: thread, isTyping: true });
  await rig.cxone.until(() => rig.cxone.typing.length === 1);
  expect(rig.cxone.typing).toEqual([`${thread} isTypingOn`]);
});
