import { afterEach, expect, test } from 'vitest';
import { Rig } from './testing/rig.js';

let rig: Rig;
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  expect(rig.platform.unsigned).toEqual([]);
  await rig.stop();
});

interface Letter {
  readonly id: number;
  readonly kind: string;
  readonly messageId: string;
  readonly reason: string;
}
const letters = async (outbox: string) =>
  (await rig.call<Letter[]>('GET', `/byoc/support/dead_letters/${outbox}`)).body;

test('J-67 What the platform does not take at once is sent again, in order, with the same id', async () => {
  rig = await Rig.start();
  const thread = await rig.open();
  let tries = 0;
  rig.platform.fault = () => {
    tries += 1;
    return tries === 1 ? 503 : tries === 2 ? 'cut-after' : undefined;
  };
  for (const text of ['one', 'two', 'three']) await rig.reply(thread, text);
  await rig.platform.until(() => rig.platform.story(thread).length === 3);
  expect(rig.platform.story(thread)).toEqual(['one', 'two', 'three']);
  expect(rig.platform.told.map(({ message }) => message?.text)).toEqual(['one', 'one', 'two', 'three']);
});

test('J-68 A reply that cannot be delivered fails where the agent sees it, and is put aside, and can be sent again', async () => {
  rig = await Rig.start({ byoc: { channelTries: 3 } });
  const thread = await rig.open();
  rig.platform.fault = () => 500;
  const { body } = await rig.reply(thread, 'lost?');
  const { idOnExternalPlatform: messageId } = body.message as { idOnExternalPlatform: string };
  await rig.cxone.until(() => rig.cxone.statuses.length === 1);
  expect(rig.cxone.statuses).toMatchObject([{ messageId, status: 'failed', reason: 'status 500' }]);
  const [letter] = await letters('channel');
  expect(letter).toMatchObject({ kind: 'message', messageId, reason: 'status 500', tries: 3 });
  rig.platform.fault = () => undefined;
  expect((await rig.call('POST', `/byoc/support/dead_letters/channel/${letter?.id}/replay`)).status).toBe(202);
  await rig.cxone.until(() => rig.cxone.statuses.length === 2);
  expect(rig.cxone.statuses[1]).toMatchObject({ messageId, status: 'delivered' });
  expect(rig.platform.story(thread)).toEqual(['lost?']);
  expect(await letters('channel')).toEqual([]);
});

test('J-68 What the platform says later of a message reaches the agent too', async () => {
  rig = await Rig.start();
  const thread = await rig.open();
  const { body } = await rig.reply(thread, 'Hello');
  const { idOnExternalPlatform: messageId } = body.message as { idOnExternalPlatform: string };
  await rig.cxone.until(() => rig.cxone.statuses.length === 1);
  await rig.event({ type: 'seen', threadId: thread, messageId });
  await rig.event({ type: 'failed', threadId: thread, messageId, reason: 'blocked' });
  await rig.cxone.until(() => rig.cxone.statuses.length === 3);
  expect(rig.cxone.statuses.map(({ status }) => status)).toEqual(['delivered', 'seen', 'failed']);
});

test('J-68 A status that CXone has no message for yet is told again', async () => {
  rig = await Rig.start();
  const thread = await rig.open();
  rig.cxone.knownReplies = new Set();
  const { body } = await rig.reply(thread, 'Hello');
  const asked = () => rig.cxone.requests.filter((one) => one === 'status').length;
  await rig.cxone.until(() => asked() === 2);
  rig.cxone.knownReplies.add((body.message as { idOnExternalPlatform: string }).idOnExternalPlatform);
  await rig.cxone.until(() => rig.cxone.statuses.length === 1);
});

test('J-69 What CXone refuses for good is put aside, the customer is told, and the next message goes on', async () => {
  rig = await Rig.start();
  const thread = await rig.open();
  let tries = 0;
  rig.cxone.fault = (operation) => (operation === 'createMessage' && (tries += 1) === 1 ? { status: 400 } : undefined);
  const refused = await rig.say('bad', thread);
  await rig.say('good', thread);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
  await rig.platform.until(() => rig.platform.told.length === 1);
  const { messageId } = refused.body;
  expect(rig.platform.told[0]).toMatchObject({ type: 'refused', threadId: thread, messageId, customerId: 'user-1' });
  const [letter] = await letters('cxone');
  expect(letter).toMatchObject({ kind: 'message', messageId, reason: 'refused 400 injected' });
  await rig.call('POST', `/byoc/support/dead_letters/cxone/${letter?.id}/replay`);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 3);
  expect(rig.cxone.texts(thread)).toEqual(['hello', 'good', 'bad']);
});

test('J-69 Dead letters can be forgotten, and are for support staff', async () => {
  rig = await Rig.start({ byoc: { adminToken: 'support' } });
  expect((await rig.call('GET', '/byoc/support/dead_letters/cxone')).status).toBe(401);
  const headers = { authorization: 'Bearer support' };
  const get = <T>(path: string) => rig.call<T>('GET', `/byoc/support${path}`, undefined, headers);
  rig.cxone.fault = (operation) => (operation === 'createMessage' ? { status: 400 } : undefined);
  const { body } = await rig.say('a private word');
  await rig.platform.until(() => rig.platform.told.length === 1);
  const { body: found } = await get<Letter[]>('/dead_letters/cxone');
  expect(found).toHaveLength(1);
  const { body: thread } = await get(`/threads/hole/${body.threadId}`);
  expect(JSON.stringify([found, thread])).not.toMatch(/private word|Zed|user-1/);
  const path = `/byoc/support/dead_letters/cxone/${found[0]?.id}`;
  expect((await rig.call('DELETE', path, undefined, headers)).status).toBe(204);
  expect((await rig.call('DELETE', path, undefined, headers)).status).toBe(404);
});

test('J-70 Nobody’s words, names, secrets or addresses are in the log or in an error', async () => {
  rig = await Rig.start({ byoc: { channelTries: 2 } });
  const thread = await rig.open();
  rig.platform.fault = () => 500;
  rig.cxone.fault = (operation) => (operation === 'createMessage' ? { status: 400 } : undefined);
  await rig.reply(thread, 'secret-words');
  await rig.say('private-words', thread);
  await rig.cxone.until(() => rig.cxone.statuses.length === 1);
  const bad = await rig.call('POST', '/byoc/integration/box/1.0/token', {
    grant_type: 'client_credentials',
    client_id: 'box-client',
    client_secret: 'guessed-secret',
  });
  const said = rig.log.join('\n') + JSON.stringify(bad.body);
  expect(said).toContain('a parcel is dead');
  for (const secret of ['secret-words', 'private-words', 'Zed', 'user-1', 'guessed-secret', 'box-secret', 'api-secret'])
    expect(said).not.toContain(secret);
});
