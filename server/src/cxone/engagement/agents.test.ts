import { subprotocolsFor } from '@fusion-cti/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AGENT, CHANNEL, CxoneServer } from '../testing/cxone-server.js';
import { TestMiddleware } from '../testing/test-middleware.js';

describe('cases and agents', () => {
  let middleware: TestMiddleware;
  let cxone: CxoneServer;
  beforeEach(async () => {
    middleware = await TestMiddleware.start();
    cxone = await CxoneServer.start({}, { middleware });
  });
  afterEach(async () => {
    await cxone.stop();
    await middleware.stop();
  });

  const contact = async (number = 1001) => (await cxone.call('GET', `/contacts/${number}`)).body;
  const setStatus = (status: string) => cxone.call('PUT', '/contacts/1001/status', { status });

  it('J-20 A user’s message is offered to an agent in the toolbar, who reads it and answers from there', async () => {
    const { server } = cxone;
    const { body: grant } = await server.post('/genesys/session', { agent: AGENT, chats: true });
    const toolbar = server.open({}, subprotocolsFor(grant.ticket as string));
    const hello = await toolbar.next();
    if (hello.kind !== 'hello') throw new Error('No greeting');
    const { session } = hello.frame;
    const heard = async (text: string) => {
      while (!toolbar.texts.some((frame) => frame.includes(text))) await toolbar.next();
    };
    await server.command('initialize', { session });
    await heard('"Ready"');

    await cxone.say('Is the water warm?', {
      attachments: [{ friendlyName: 'pond.png', url: 'https://example.com/pond.png' }],
    });
    await heard('ChatOffered');
    const [chat] = await cxone.chats();
    const chatId = chat!.chatId;
    expect(chat).toMatchObject({
      service: 'cxone-support',
      userData: { CxoneContactId: '1001', CxoneChannel: 'Chat widget', CxoneThread: 'thr-1' },
    });
    expect(await contact()).toMatchObject({ status: 'new', inboxAssigneeUser: null });
    expect((await server.command('chatAccept', { session, chatId })).status).toBe(200);
    await heard('Is the water warm?');
    await heard('pond.png: https://example.com/pond.png');
    const assignee = { id: 5001, firstName: 'Ava', surname: 'Martin' };
    expect(await contact()).toMatchObject({ status: 'open', inboxAssigneeUser: assignee });
    await server.command('chatSay', { session, chatId, text: 'It is.' });
    await server.command('chatSay', { session, chatId, text: 'A note of mine', visibility: 'agents' });
    await middleware.until(() => middleware.calls().length === 2);
    expect(middleware.calls()[1]?.body).toMatchObject({
      messageContent: { payload: { text: 'It is.' } },
      author: { id: 5001 },
    });
    await server.command('chatEnd', { session, chatId });
    expect(await contact()).toMatchObject({ status: 'closed', inboxAssigneeUser: null });
    expect(middleware.calls()).toHaveLength(2);
  });

  it('J-21 When the agent ends the conversation the case is closed, and the next message begins another one', async () => {
    const chatId = await cxone.served();
    await cxone.control(`/chats/${chatId}/end`);
    expect(await contact()).toMatchObject({ status: 'closed' });
    const { body } = await cxone.say('Wait!');
    expect(body.consumerContact).toMatchObject({ id: 1002, threadIdOnExternalPlatform: 'thr-1', status: 'new' });
    expect((await cxone.chats()).map(({ state }) => state)).toEqual(['Ended', 'Offered']);
  });

  it('J-21 Or nothing may follow: the thread is locked, or the message refused', async () => {
    await cxone.stop();
    cxone = await CxoneServer.start({ lockOnClose: true }, { middleware });
    await cxone.control(`/chats/${await cxone.served()}/end`);
    expect((await cxone.call('GET', '/threads?query=thr-1')).body.data).toMatchObject([{ canAddMoreMessages: false }]);
    expect((await cxone.say('Wait!')).body.errors).toMatchObject([{ errorCode: 'threadLocked' }]);
    await cxone.stop();
    cxone = await CxoneServer.start(
      { onClosed: 'refuse', agentEnds: 'resolved', onResolved: 'refuse' },
      { middleware },
    );
    await cxone.control(`/chats/${await cxone.served()}/end`);
    expect(await contact()).toMatchObject({ status: 'resolved' });
    expect(await cxone.say('Wait!')).toMatchObject({
      status: 409,
      body: { errors: [{ errorCode: 'contactFinished' }] },
    });
  });

  it('J-21 A message that no agent can be given is not taken, and may come again', async () => {
    const long = cxone.message('Hello', {
      authorEndUserIdentity: { idOnExternalPlatform: 'user-1', customFields: [] },
      thread: { idOnExternalPlatform: 'x'.repeat(255) },
    });
    await cxone.stop();
    const rules = { name: 'cxone-support', options: { userData: { valueCharacters: 200 } } };
    cxone = await CxoneServer.start({}, { middleware, world: { chat: { services: [rules] } } });
    expect((await cxone.create(long)).status).toBe(400);
    expect((await cxone.create(long)).body.errors).toMatchObject([{ errorCode: 'invalidValue' }]);
    expect((await cxone.emulator('GET', '/state')).body.messages).toEqual([]);
  });

  it('J-22 A middleware that resolves a case ends the conversation; a message takes it up again', async () => {
    await cxone.served();
    expect((await setStatus('pending')).body).toMatchObject({ status: 'pending' });
    expect((await cxone.chats()).map(({ state }) => state)).toEqual(['Served']);
    await setStatus('resolved');
    expect((await cxone.chats()).map(({ state }) => state)).toEqual(['Ended']);
    expect(await contact()).toMatchObject({ status: 'resolved', inboxAssigneeUser: null });
    const { body } = await cxone.say('One more thing');
    expect(body.consumerContact).toMatchObject({ id: 1001, status: 'new' });
    expect((await cxone.chats()).map(({ state }) => state)).toEqual(['Ended', 'Offered']);
    await setStatus('closed');
    await setStatus('open');
    expect((await cxone.chats()).map(({ state }) => state)).toEqual(['Ended', 'Ended', 'Offered']);
  });

  it('J-23 A user who goes before an agent has accepted abandons the case, and later cannot', async () => {
    await cxone.say('Hello');
    expect((await cxone.call('POST', '/contacts/1001/abandon', { type: 'abandon' })).status).toBe(204);
    expect(await contact()).toMatchObject({ status: 'closed' });
    expect((await cxone.chats()).map(({ state }) => state)).toEqual(['Ended']);
    await cxone.served('Again');
    expect((await cxone.call('POST', '/contacts/1002/abandon', { type: 'abandon' })).body.errors).toMatchObject([
      { errorCode: 'contactAccepted' },
    ]);
  });

  it('J-24 The user’s typing, and what was delivered and seen, reach the agent', async () => {
    const chatId = await cxone.served();
    const action = (name: string) =>
      cxone.call('POST', `/channels/${CHANNEL}/threads/thr-1/sender-actions`, { action: name });
    expect((await action('isTypingOn')).status).toBe(204);
    expect((await action('isTypingOff')).status).toBe(204);
    expect((await cxone.transcript(chatId)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['TypingStarted', 'TypingStopped']),
    );
    await cxone.control(`/chats/${chatId}/say`, { text: 'Hello' });
    await cxone.until(({ messages }) => messages.at(-1)?.delivery.status === 'sent');
    const { body: list } = await cxone.call('GET', '/messages');
    const { idOnExternalPlatform } = list.data.at(-1)!;
    const tell = (status: string, reason?: string) =>
      cxone.call('PUT', `/channels/${CHANNEL}/messages/${idOnExternalPlatform}/status`, { status, reason });
    expect((await tell('seen')).status).toBe(204);
    await tell('delivered');
    expect((await cxone.call('GET', '/messages')).body.data.at(-1)!.delivery).toMatchObject({ status: 'seen' });
    const { chat } = await cxone.server.get<{ chat: { parties: { readUpTo: number; type: string }[] } }>(
      `/control/chats/${chatId}`,
    );
    expect(chat.parties.find(({ type }) => type === 'Client')?.readUpTo).toBeGreaterThan(0);
  });

  it('J-25 What a bot writes through the API is shown to the agent, and is not sent back', async () => {
    const chatId = await cxone.served();
    await cxone.say('I am the bot.', { direction: 'outbound' });
    expect((await cxone.transcript(chatId)).map(({ text }) => text)).toContain('I am the bot.');
    await cxone.control(`/chats/${chatId}/say`, { text: 'And I am not.' });
    await middleware.until(() => middleware.calls().length === 2);
    expect(middleware.calls().map(({ body }) => body.messageContent.payload.text)).toEqual([
      'And I am not.',
      'And I am not.',
    ]);
  });
});
