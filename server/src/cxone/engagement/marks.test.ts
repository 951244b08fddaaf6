import { afterEach, expect, it } from 'vitest';
import { CxoneServer, READER } from '../testing/cxone-server.js';

let cxone: CxoneServer;
afterEach(async () => {
  await cxone.stop();
});

it('I-76 A message is read, reacted to, tagged, noted about and deleted, and shows it', async () => {
  cxone = await CxoneServer.start();
  const { id } = (await cxone.say('Hello')).body.message;
  const mark = (method: string, what: string, body?: object) => cxone.call(method, `/messages/${id}/${what}`, body);
  expect((await mark('POST', 'read', { isRead: true })).status).toBe(204);
  for (const reaction of ['like', 'like', 'love'])
    expect((await mark('POST', 'reactions', { reaction })).status).toBe(204);
  await mark('PUT', 'tags', { tagIds: [1, 2] });
  await mark('PUT', 'tags', { tagIds: [3] });
  expect((await mark('POST', 'notes', { content: 'calls often' })).body).toMatchObject({ content: 'calls often' });
  expect((await mark('GET', 'notes')).body.data).toMatchObject([{ content: 'calls often' }]);
  expect((await mark('POST', 'delete')).status).toBe(204);
  expect((await cxone.call('GET', `/messages/${id}`)).body).toMatchObject({
    id,
    isRead: true,
    reactions: ['like', 'love'],
    tags: [{ id: 3 }],
    notes: [{ content: 'calls often' }],
    isDeleted: true,
  });
});

it('I-76 What does not fit a mark is refused with its field, and so is who may only read', async () => {
  cxone = await CxoneServer.start();
  const { id } = (await cxone.say('Hello')).body.message;
  const { body: granted } = await cxone.grant({ username: READER.id, password: READER.secret });
  for (const [method, what, body, field] of [
    ['POST', 'read', { isRead: 'yes' }, 'isRead'],
    ['POST', 'reactions', {}, 'reaction'],
    ['PUT', 'tags', { tagIds: [1, 1] }, 'tagIds'],
    ['POST', 'notes', { content: 'x', colour: 'red' }, 'colour'],
  ] as const) {
    const path = `/messages/${id}/${what}`;
    expect(await cxone.call(method, path, body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect((await cxone.call(method, path, body, granted.access_token)).status).toBe(403);
    expect((await cxone.call(method, `/messages/none/${what}`, { isRead: true, reaction: 'x' })).status).not.toBe(204);
  }
  expect((await cxone.call('POST', '/messages/none/read', { isRead: true })).body.errors).toMatchObject([
    { errorCode: 'messageNotFound' },
  ]);
});

it('I-77 Who wants to be told of events is kept and listed, and told of none', async () => {
  cxone = await CxoneServer.start();
  const wanted = { name: 'Mine', url: 'https://middleware.example/events', eventTypes: ['CaseStatusChanged'] };
  const made = await cxone.call('POST', '/event-hub-subscriptions', wanted);
  expect(made).toMatchObject({ status: 200, body: wanted });
  expect((await cxone.call('GET', '/event-hub-subscriptions')).body.data).toMatchObject([wanted]);
  expect((await cxone.call('POST', '/event-hub-subscriptions', { ...wanted, eventTypes: [] })).status).toBe(400);
  await cxone.say('Hello');
  expect(await cxone.callbacks()).toEqual([]);
  expect((await cxone.call('DELETE', `/event-hub-subscriptions/${made.body.id}`)).status).toBe(204);
  expect((await cxone.call('DELETE', `/event-hub-subscriptions/${made.body.id}`)).body.errors).toMatchObject([
    { errorCode: 'subscriptionNotFound' },
  ]);
});

it('I-78 All that is kept is as it was when a snapshot was taken, again and again, and goes on from there', async () => {
  cxone = await CxoneServer.start();
  const first = cxone.message('before');
  await cxone.create(first);
  const state = async () => (await cxone.emulator('GET', '/state')).body;
  const live = async () => (await cxone.chats()).filter((chat) => chat.state !== 'Ended');
  expect((await cxone.emulator('PUT', '/snapshots/one')).status).toBe(200);
  const kept = await state();
  for (let round = 1; round <= 2; round += 1) {
    await cxone.say('after');
    await cxone.say('elsewhere', { thread: { idOnExternalPlatform: 'thr-2' } });
    await cxone.call('PUT', '/contacts/1001/status', { status: 'closed' });
    await cxone.call('DELETE', '/channels/hole-2');
    expect((await state()).messages).toHaveLength(3);
    expect((await cxone.emulator('POST', '/snapshots/one/restore')).status).toBe(200);
    const now = await state();
    // Its conversation with agents has ended, and is no part of what was kept.
    expect(JSON.stringify(now).replaceAll(/"chatId":("[^"]*"|null)/g, '')).toBe(
      JSON.stringify(kept).replaceAll(/"chatId":("[^"]*"|null)/g, ''),
    );
    expect(await live()).toEqual([]);
  }
  // The same case, with an agent again.
  expect((await cxone.say('and on')).body.consumerContact).toMatchObject({ id: 1001 });
  expect(await live()).toHaveLength(1);
  expect((await cxone.call('PUT', '/channels/hole-1/threads/thr-1', { canAddMoreMessages: false })).status).toBe(200);
  expect((await cxone.say('locked')).status).toBe(409);
  expect((await cxone.emulator('POST', '/snapshots/none/restore')).status).toBe(404);
});
