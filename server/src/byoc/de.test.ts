import { afterEach, expect, test } from 'vitest';
import { ManualClock } from '../runtime/clock.js';
import { Rig } from './testing/rig.js';
import type { DeOperation } from './testing/scripted-cxone.js';

let rig: Rig;
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  await rig.stop();
});

/** How often an operation was asked for. */
function count(operation: DeOperation): number {
  return rig.cxone.requests.filter((one) => one === operation).length;
}

test('J-62 What a customer says is stored at CXone with all that is known, in the documented form', async () => {
  rig = await Rig.start({ byoc: { attachmentsIn: 'pass' } });
  const { body } = await rig.say('Hi', undefined, {
    at: '2025-01-01T00:00:00.000Z',
    message: {
      id: 'm-1',
      text: 'Hi',
      postback: 'yes',
      attachments: [{ friendlyName: 'p.png', url: 'https://x.example/p.png' }],
      fields: [{ ident: 'topic', value: 'water' }],
    },
  });
  await rig.cxone.until(() => rig.cxone.of(body.threadId).length === 1);
  expect(rig.cxone.messages[0]?.body).toEqual({
    idOnExternalPlatform: 'm-1',
    direction: 'inbound',
    createdAtWithMilliseconds: '2025-01-01T00:00:00.000Z',
    thread: { idOnExternalPlatform: body.threadId },
    messageContent: { type: 'TEXT', payload: { text: 'Hi' }, fallbackText: 'Hi', postback: 'yes' },
    authorEndUserIdentity: { idOnExternalPlatform: 'user-1', firstName: 'Zed', nickname: 'zed' },
    attachments: [{ friendlyName: 'p.png', url: 'https://x.example/p.png' }],
    contact: { customFields: [{ ident: 'topic', value: 'water' }] },
  });
});

test('J-63 One token is asked for, however many threads want one at the same time', async () => {
  rig = await Rig.start();
  const answers = await Promise.all(Array.from({ length: 20 }, (_one, n) => rig.say(`hello ${n}`)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 202));
  await rig.cxone.until(() => rig.cxone.messages.length === 20);
  expect(rig.cxone.forms).toEqual([{ grant_type: 'password', username: 'key=id', password: 'key=secret' }]);
});

test('J-63 A token is renewed at 80 % of its life with the refresh token, and with the key when that is refused', async () => {
  const clock = new ManualClock();
  rig = await Rig.start({ clock, channel: { idle: 'never' } });
  const thread = await rig.open();
  const grants = () => rig.cxone.forms.map(({ grant_type: grant }) => grant);
  await rig.untilQuiet();
  clock.advance(0.79 * 3_600_000);
  await rig.say('still', thread);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
  expect(grants()).toEqual(['password']);
  await rig.untilQuiet();
  clock.advance(0.02 * 3_600_000);
  await rig.say('renewed', thread);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 3);
  expect(grants()).toEqual(['password', 'refresh_token']);
  await rig.untilQuiet();
  clock.advance(3_600_000);
  let refreshes = 0;
  rig.cxone.fault = (operation) => (operation === 'token' && (refreshes += 1) === 1 ? { status: 400 } : undefined);
  await rig.say('by the key', thread);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 4);
  expect(grants()).toEqual(['password', 'refresh_token', 'password']);
});

test('J-63 A token that CXone takes back is renewed once, and nobody notices', async () => {
  rig = await Rig.start();
  const thread = await rig.open();
  rig.cxone.goodTokens.clear();
  await rig.say('again', thread);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
  expect(rig.cxone.forms).toHaveLength(2);
});

test.each([
  ['a lost answer', 'cut-after'],
  ['a lost request', 'cut-before'],
  ['a failure', { status: 503 }],
  ['a limit', { status: 429, retryAfter: '0' }],
  ['too few rights', { status: 403 }],
] as const)('J-64 After %s the message is sent again, and is stored once and in order', async (_what, fault) => {
  rig = await Rig.start();
  const thread = await rig.open();
  let tries = 0;
  rig.cxone.fault = (operation) => (operation === 'createMessage' && (tries += 1) <= 2 ? fault : undefined);
  for (const text of ['one', 'two', 'three']) expect((await rig.say(text, thread)).status).toBe(202);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 4);
  expect(rig.cxone.texts(thread)).toEqual(['hello', 'one', 'two', 'three']);
});

test('J-64 A case whose first answer was lost is known all the same', async () => {
  rig = await Rig.start();
  let tries = 0;
  rig.cxone.fault = (operation) => (operation === 'createMessage' && (tries += 1) === 1 ? 'cut-after' : undefined);
  const thread = await rig.open();
  await rig.event({ type: 'ended', threadId: thread });
  await rig.cxone.until(() => rig.cxone.locked.has(thread));
  expect(rig.cxone.case(thread).status).toBe('resolved');
});

test('J-65 A wait that CXone asks for is kept, and its own limits are not crossed', async () => {
  const clock = new ManualClock();
  rig = await Rig.start({ clock, channel: { idle: 'never' } });
  const thread = await rig.open();
  rig.cxone.fault = (operation) => (operation === 'createMessage' ? { status: 429, retryAfter: '30' } : undefined);
  await rig.say('later', thread);
  await rig.cxone.until(() => count('createMessage') === 2);
  rig.cxone.fault = () => undefined;
  await rig.untilDue('cxone', 30_000);
  clock.advance(29_900);
  expect(count('createMessage')).toBe(2);
  clock.advance(200);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
});

test('J-65 More than CXone takes in an hour waits here', async () => {
  const clock = new ManualClock();
  rig = await Rig.start({ clock, channel: { idle: 'never' }, byoc: { rules: { storesPerHour: 60 } } });
  await rig.say('one');
  await rig.cxone.until(() => rig.cxone.messages.length === 1);
  await rig.say('two');
  const isThere = () => rig.cxone.messages.length === 2;
  await rig.untilDue('cxone', 1_000);
  expect(count('createMessage')).toBe(1);
  while (!isThere()) {
    await rig.untilDue('cxone', 1_000, isThere);
    clock.advance(1_000);
  }
  expect(clock.now() - Date.UTC(2026, 0, 1)).toBeGreaterThanOrEqual(60_000);
});

test('J-66 A tenant that fails and fails is left alone for a while, and another is not', async () => {
  const clock = new ManualClock();
  rig = await Rig.start({
    clock,
    channel: { idle: 'never' },
    byoc: { breakerFailures: 3, breakerMs: 60_000, retryMs: 1, maxRetryMs: 1 },
  });
  const thread = await rig.open();
  rig.cxone.fault = (operation) => (operation === 'createMessage' ? { status: 500 } : undefined);
  await rig.say('unlucky', thread);
  while (count('createMessage') < 4) {
    await rig.untilDue('cxone', 1, () => count('createMessage') >= 4);
    clock.advance(1);
  }
  rig.cxone.fault = () => undefined;
  const asked = rig.cxone.requests.length;
  for (let turn = 0; turn < 20; turn += 1) {
    await rig.untilDue('cxone', 1);
    clock.advance(1);
  }
  expect(rig.cxone.requests.length).toBe(asked);
  const elsewhere = await rig.event<{ threadId: string }>(
    { id: 'e-1', type: 'message', customer: { id: 'user-9' }, message: { id: 'e-1', text: 'hello' } },
    { channel: 'elsewhere' },
  );
  await rig.cxone.until(() => rig.cxone.texts(elsewhere.body.threadId).length === 1);
  await rig.untilDue('cxone', 1);
  clock.advance(60_000);
  const isThere = () => rig.cxone.texts(thread).length === 2;
  while (!isThere()) {
    await rig.untilDue('cxone', 1, isThere);
    clock.advance(1);
  }
});
