import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ManualClock } from '../runtime/clock.js';
import type { MiddlewareOptions } from './testing/middleware-app.js';
import { Rig } from './testing/rig.js';

let clock: ManualClock;
let rig: Rig;
const folders: string[] = [];
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  await rig.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(options: MiddlewareOptions = {}): Promise<void> {
  clock = new ManualClock();
  rig = await Rig.start({ clock, ...options });
}

async function pass(ms: number): Promise<void> {
  await rig.untilQuiet();
  clock.advance(ms);
}

const told = (thread: string, ...story: string[]) =>
  rig.platform.until(() => JSON.stringify(rig.platform.story(thread)) === JSON.stringify(story));

test('J-71 A customer who is silent for two minutes is asked, and after twenty seconds more the end comes', async () => {
  await start();
  const thread = await rig.open();
  await pass(119_999);
  await rig.untilQuiet();
  expect(rig.platform.story(thread)).toEqual([]);
  await pass(1);
  await told(thread, 'asked');
  expect(rig.platform.told[0]).toMatchObject({ countdownMs: 20_000 });
  await pass(19_999);
  await rig.untilQuiet();
  expect(rig.platform.story(thread)).toEqual(['asked']);
  await pass(1);
  await told(thread, 'asked', 'ended idle');
  await rig.cxone.until(() => rig.cxone.locked.has(thread));
  expect(rig.cxone.case(thread)).toMatchObject({ status: 'resolved', abandoned: undefined });
  expect(await rig.say('wait!', thread)).toMatchObject({ status: 409, body: { error: 'conversation_closed' } });
});

test.each([
  ['a message', (thread: string) => rig.say('I am here', thread)],
  ['typing', (thread: string) => rig.event({ type: 'typing', threadId: thread, isTyping: true })],
  ['a sign of life', (thread: string) => rig.event({ type: 'active', threadId: thread })],
])('J-72 %s in time cancels the count-down, and the silence begins anew', async (_what, answer) => {
  await start();
  const thread = await rig.open();
  await pass(120_000);
  await told(thread, 'asked');
  await pass(19_999);
  expect((await answer(thread)).status).toBe(202);
  await told(thread, 'asked', 'resumed');
  await pass(119_999);
  await rig.untilQuiet();
  expect(rig.platform.story(thread)).toEqual(['asked', 'resumed']);
  await pass(1);
  await told(thread, 'asked', 'resumed', 'asked');
});

test('J-72 What an agent says and types is no answer of the customer, unless a rule says so', async () => {
  await start();
  const thread = await rig.open();
  await pass(60_000);
  await rig.reply(thread, 'Still there?');
  await pass(60_000);
  await told(thread, 'Still there?', 'asked');
  await rig.stop();
  await start({ byoc: { rules: { agentCountsAsActivity: true } } });
  const other = await rig.open();
  await pass(60_000);
  await rig.reply(other, 'Still there?');
  await told(other, 'Still there?');
  await pass(119_999);
  await rig.untilQuiet();
  expect(rig.platform.story(other)).toEqual(['Still there?']);
});

test('J-72 A channel may count silence after leaving only, or never; nobody is silent who has not written', async () => {
  await start({ channel: { idle: 'left' } });
  const thread = await rig.open();
  await pass(600_000);
  await rig.event({ type: 'left', threadId: thread });
  await pass(60_000);
  await rig.event({ type: 'active', threadId: thread });
  await pass(600_000);
  await rig.untilQuiet();
  expect(rig.platform.story(thread)).toEqual([]);
  await rig.event({ type: 'left', threadId: thread });
  await pass(120_000);
  await told(thread, 'asked');
  await rig.stop();
  await start();
  const { body } = await rig.outbound();
  const { idOnExternalPlatform: begun } = body.thread as { idOnExternalPlatform: string };
  await pass(600_000);
  await rig.untilQuiet();
  expect(rig.platform.story(begun)).toEqual(['Hello']);
});

test('J-73 A case that nobody had accepted is abandoned, and one that is closed is left alone', async () => {
  await start({ byoc: { rules: { endNote: 'The customer has left.' } } });
  const thread = await rig.open('new');
  await rig.event({ type: 'ended', threadId: thread });
  await rig.cxone.until(() => rig.cxone.locked.has(thread));
  expect(rig.cxone.case(thread)).toMatchObject({ status: 'closed', abandoned: 'abandon' });
  expect(rig.cxone.texts(thread)).toEqual(['hello', 'The customer has left.']);
  await told(thread, 'ended customer');
});

test('J-73 An end that CXone does not hear of at first reaches it later, behind what was said before', async () => {
  await start({ byoc: { rules: { endStatus: 'pending' } } });
  const thread = await rig.open();
  rig.cxone.fault = () => ({ status: 503, retryAfter: '30' });
  await rig.say('one more thing', thread);
  await rig.event({ type: 'ended', threadId: thread });
  await told(thread, 'ended customer');
  await rig.untilDue('cxone', 30_000);
  rig.cxone.fault = () => undefined;
  while (!rig.cxone.locked.has(thread)) {
    await rig.untilDue('cxone', 30_000, () => rig.cxone.locked.has(thread));
    clock.advance(1_000);
  }
  expect(rig.cxone.texts(thread)).toEqual(['hello', 'one more thing']);
  expect(rig.cxone.case(thread).status).toBe('pending');
});

test('J-74 Deadlines survive a restart: who was silent meanwhile is asked, and has the whole count-down', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cti-byoc-'));
  folders.push(folder);
  await start({ byoc: { store: join(folder, 'store') } });
  const thread = await rig.open();
  await rig.untilQuietStore();
  await rig.stopMiddleware();
  clock.advance(600_000);
  await rig.startMiddleware();
  await told(thread, 'asked');
  await rig.untilThread(thread, ({ state }) => state === 'asked');
  await rig.stopMiddleware();
  clock.advance(10_000);
  await rig.startMiddleware();
  await rig.untilThread(thread, ({ dueAt }) => dueAt === clock.now() + 10_000);
  await rig.untilTimer('byoc deadlines');
  while (rig.platform.story(thread).length < 2) {
    clock.advance(1_000);
    await rig.untilTimer('byoc deadlines', () => rig.platform.story(thread).length === 2);
  }
  expect(rig.platform.story(thread)).toEqual(['asked', 'ended idle']);
});

test('J-75 After the agent has closed the case the next message is refused, and the customer is told', async () => {
  await start();
  const thread = await rig.open();
  rig.cxone.case(thread).status = 'closed';
  await pass(6_000);
  expect(await rig.say('and another thing!', thread)).toMatchObject({
    status: 409,
    body: { error: 'conversation_closed' },
  });
  await told(thread, 'ended agent');
  expect(rig.cxone.texts(thread)).toEqual(['hello']);
  expect((await rig.reply(thread, 'x')).status).toBe(409);
  expect((await rig.event({ type: 'typing', threadId: thread, isTyping: true })).status).toBe(409);
  expect((await rig.say('a new conversation')).status).toBe(202);
});

test('J-75 A locked thread ends the conversation too, and a resolved case when a rule says so', async () => {
  await start({ byoc: { rules: { resolvedEnds: false } } });
  const thread = await rig.open();
  rig.cxone.case(thread).status = 'resolved';
  await pass(6_000);
  expect((await rig.say('reopens it', thread)).status).toBe(202);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
  rig.cxone.locked.add(thread);
  await pass(6_000);
  expect((await rig.say('too late', thread)).status).toBe(409);
});

test('J-76 A customer who says nothing is told of the end as well: all cases are looked at in one request', async () => {
  await start({ byoc: { pollMs: 5_000 }, channel: { idle: 'never' } });
  const [one, two] = [await rig.open(), await rig.open('new')];
  rig.cxone.case(one).status = 'resolved';
  await pass(5_000);
  await told(one, 'ended agent');
  expect(rig.cxone.requests.filter((operation) => operation === 'contacts')).toHaveLength(1);
  expect(rig.cxone.requests.filter((operation) => operation === 'contact')).toHaveLength(1);
  expect(rig.platform.story(two)).toEqual([]);
  expect((await rig.say('hm', one)).status).toBe(409);
});

test('J-77 When CXone cannot be asked, what was seen lately counts; then messages wait, and are looked at before they are sent', async () => {
  await start({ channel: { idle: 'never' } });
  const thread = await rig.open();
  await rig.say('seen', thread);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
  await pass(6_000);
  rig.cxone.fault = () => ({ status: 503 });
  const waiting = await rig.say('waits', thread);
  expect(waiting.status).toBe(202);
  rig.cxone.case(thread).status = 'closed';
  rig.cxone.fault = () => undefined;
  while (rig.platform.story(thread).length < 2) {
    await rig.untilDue('cxone', 20, () => rig.platform.story(thread).length >= 2);
    clock.advance(20);
  }
  expect(rig.platform.story(thread).toSorted()).toEqual(['ended agent', 'refused']);
  expect(rig.platform.told.find(({ type }) => type === 'refused')).toMatchObject({
    messageId: waiting.body.messageId,
    reason: 'conversation_closed',
  });
  expect(rig.cxone.texts(thread)).toEqual(['hello', 'seen']);
});

test('J-52 A token is good for as long as was said', async () => {
  await start({ byoc: { tokenSeconds: 10 } });
  const token = await rig.token();
  await pass(9_999);
  expect((await rig.outbound({}, 'hole', token)).status).toBe(200);
  await pass(1);
  expect((await rig.outbound({}, 'hole', token)).status).toBe(401);
});
