import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AGENT, CHANNEL, CxoneServer } from '../testing/cxone-server.js';
import { TestMiddleware } from '../testing/test-middleware.js';

describe('callbacks to a middleware', () => {
  let middleware: TestMiddleware;
  let cxone: CxoneServer;
  let chatId: string;
  beforeEach(async () => {
    middleware = await TestMiddleware.start();
    cxone = await CxoneServer.start({}, { middleware });
    chatId = await cxone.served();
  });
  afterEach(async () => {
    await cxone.stop();
    await middleware.stop();
  });

  const say = (text: string) => cxone.control(`/chats/${chatId}/say`, { text });
  const replies = /posts|outbound/;
  const texts = () => middleware.calls(replies).map(({ body }) => body.messageContent.payload.text);
  const came = (count: number) => middleware.until(() => middleware.calls(replies).length >= count);
  const last = () => cxone.call('GET', '/messages').then(({ body }) => body.data.at(-1)!);
  const settled = (status: string) => cxone.until(({ messages }) => messages.at(-1)?.delivery.status === status);
  const useOutbound = () => cxone.emulator('PUT', '/integrations/hole', { outboundApiForReplies: true });
  const faults = (body: object) => cxone.emulator('POST', '/callback-faults', body);

  it('J-30 A reply is sent with the token there is, and with a new one after 401', async () => {
    await say('one');
    await settled('sent');
    await say('two');
    await came(3);
    expect(middleware.heard.map(({ path, token }) => [path, token])).toEqual([
      ['/box/1.0/posts/thr-1/messages', undefined],
      ['/box/1.0/token', undefined],
      ['/box/1.0/posts/thr-1/messages', 'token-1'],
      ['/box/1.0/posts/thr-1/messages', 'token-1'],
    ]);
    expect(middleware.heard[1]).toMatchObject({
      type: 'application/json',
      body: { grant_type: 'client_credentials', client_id: 'cxone', client_secret: 'pair one' },
    });
    middleware.token = 'another one';
    await say('three');
    await came(5);
    expect(middleware.heard.slice(4).map(({ path }) => path.split('/').at(-1))).toEqual([
      'messages',
      'token',
      'messages',
    ]);
  });

  it('J-31 A reply has the older body, or that of the outbound endpoint, as the integration’s switch says', async () => {
    await say('old');
    await settled('sent');
    const recipients = [{ idOnExternalPlatform: 'user-1', name: 'zed', isPrimary: true, isPrivate: true }];
    const brand = { id: 1234, tenantId: 'tenant-1', businessUnitId: 4567, friendlyName: 'The Jungle' };
    const messageContent = { type: 'TEXT', payload: { text: 'old' }, fallbackText: 'old', postback: null };
    expect(middleware.calls().at(-1)?.body).toMatchObject({
      brand,
      channel: { id: CHANNEL, idOnExternalPlatform: 'chat' },
      post: { idOnExternalPlatform: 'thr-1' },
      thread: { idOnExternalPlatform: 'thr-1' },
      messageContent,
      recipients,
      attachments: [],
    });
    expect((await last()).idOnExternalPlatform).toMatch(/^x-/);
    await useOutbound();
    await say('new');
    await came(4);
    expect(middleware.calls().at(-1)).toMatchObject({
      path: `/box/2.0/channel/${CHANNEL}/outbound`,
      body: {
        brand,
        thread: { idOnExternalPlatform: 'thr-1' },
        endUserRecipients: recipients,
        isReplyToSpecificMessage: false,
        replyToMessage: null,
        forward: null,
        authorUser: { id: 5001, firstName: 'Ava', surname: 'Martin', nickname: 'Ava Martin' },
      },
    });
  });

  it('J-32 An answer above half a second is marked as slow', async () => {
    await say('quick');
    await settled('sent');
    middleware.instead.push({ path: replies, answer: { afterMs: 501 } });
    await say('slow');
    await settled('sent');
    const calls = await cxone.callbacks();
    expect(calls.map(({ kind, slow, latencyMs, status }) => [kind, slow, latencyMs, status])).toEqual([
      ['reply', false, 0, 401],
      ['token', false, 0, 200],
      ['reply', false, 0, 200],
      ['reply', true, 501, 200],
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/pair one|token-1/);
  });

  it('J-33 After 5xx, or no answer, it is tried again twice; in their thread others wait for it', async () => {
    await say('first');
    await settled('sent');
    middleware.instead.push({ path: replies, answer: { status: 503 } }, { path: replies, answer: 'cut' });
    await say('second');
    await say('third');
    await cxone.timer('cxone retry: reply');
    cxone.server.clock.advance(1000);
    await came(4);
    await cxone.timer('cxone retry: reply');
    cxone.server.clock.advance(5000);
    await came(6);
    expect(texts().slice(2)).toEqual(['second', 'second', 'second', 'third']);
    await settled('sent');
    const tries = (await cxone.callbacks())
      .slice(3)
      .map(({ attempt, status, failure }) => [attempt, status ?? failure]);
    expect(tries).toEqual([
      [1, 503],
      [2, 'outbound-unreachable'],
      [3, 200],
      [1, 200],
    ]);
  });

  it('J-34 What the middleware refuses has failed, and the agent is told', async () => {
    await say('first');
    await settled('sent');
    middleware.instead.push({ path: replies, answer: { status: 409, body: { error: 'conversation_closed' } } });
    await say('second');
    await settled('failed');
    expect((await last()).delivery).toMatchObject({ status: 'failed', reason: '409 conversation_closed' });
    const notice = (await cxone.transcript(chatId)).at(-1);
    expect(notice).toMatchObject({ type: 'Notice', visibility: 'agents' });
    expect(notice?.text).toContain('409 conversation_closed');
    middleware.instead.push({ path: replies, answer: { status: 200, body: {} } });
    await say('third');
    await settled('failed');
    expect((await last()).delivery.reason).toBe('The answer has no idOnExternalPlatform.');
    expect(middleware.calls()).toHaveLength(4);
  });

  it('J-35 The agent’s typing is told of channels that can take it, and is never late', async () => {
    await say('first');
    await settled('sent');
    middleware.instead.push({ path: /sender-action/, answer: { status: 503 } });
    await cxone.control(`/chats/${chatId}/typing`);
    await cxone.control(`/chats/${chatId}/typing`, { stopped: true });
    await middleware.until(() => middleware.calls(/sender-action/).length === 2);
    expect(middleware.calls(/sender-action/).map(({ path, body }) => [path, body.senderAction.action])).toEqual([
      [`/box/1.0/channel/${CHANNEL}/thread/thr-1/sender-action`, 'isTypingOn'],
      [`/box/1.0/channel/${CHANNEL}/thread/thr-1/sender-action`, 'isTypingOff'],
    ]);
    await cxone.create(cxone.message('Hi'), 'hole-2');
    const typed = await cxone.emulator('POST', '/typing', {
      channelId: 'hole-2',
      threadIdOnExternalPlatform: 'thr-1',
      agentId: AGENT,
      started: true,
    });
    expect(typed.status).toBe(200);
    await say('last');
    await settled('sent');
    expect(middleware.calls(/sender-action/)).toHaveLength(2);
  });

  it('J-36 An agent begins a conversation: the recipient is checked, the middleware makes the thread, answers find it', async () => {
    const begin = () =>
      cxone.emulator('POST', '/outbound', {
        channelId: CHANNEL,
        agentId: AGENT,
        recipient: { idOnExternalPlatform: 'user-9', name: 'Gnu' },
        text: 'Good morning',
      });
    const { body } = await begin();
    expect(body).toMatchObject({
      consumerContact: {
        direction: 'outbound',
        status: 'open',
        threadIdOnExternalPlatform: 'thr-new',
        inboxAssigneeUser: { id: 5001 },
      },
      message: { delivery: { status: 'sent' } },
    });
    expect(middleware.calls().map(({ path }) => path)).toEqual([
      `/box/1.0/channel/${CHANNEL}/recipients/validation`,
      `/box/1.0/channel/${CHANNEL}/recipients/validation`,
      `/box/2.0/channel/${CHANNEL}/outbound`,
    ]);
    expect(middleware.calls()[1]?.body).toEqual({
      endUserRecipients: [{ idOnExternalPlatform: 'user-9', name: 'Gnu', isPrimary: true, isPrivate: true }],
    });
    expect(middleware.calls()[2]?.body).not.toHaveProperty('thread');
    const answer = await cxone.say('Good morning!', { thread: { idOnExternalPlatform: 'thr-new' } });
    expect(answer.body.consumerContact.id).toBe(body.consumerContact.id);
    expect((await cxone.chats()).at(-1)).toMatchObject({ userData: { CxoneOutboundText: 'Good morning' } });
    const refusal = { displayErrorMessage: 'Not a member', errorCode: 'outboundValidationFailed', errors: [] };
    middleware.instead.push({ path: /validation/, answer: { status: 400, body: refusal } });
    expect(await begin()).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'recipients', message: '400 Not a member' }] },
    });
    expect(middleware.calls(/outbound/)).toHaveLength(1);
  });

  it('J-37 What the API sends is kept, goes to the middleware, and is shown to the agent', async () => {
    const content = {
      type: 'QUICK_REPLIES',
      payload: { text: { content: 'Warm?' }, actions: [{ type: 'REPLY_BUTTON', text: 'Yes' }] },
    };
    const recipients = [{ idOnExternalPlatform: 'user-1' }];
    const sent = await cxone.call('POST', `/channels/${CHANNEL}/outbound`, {
      messageContent: content,
      thread: { idOnExternalPlatform: 'thr-1' },
      recipients,
    });
    expect(sent.body).toMatchObject({
      consumerContact: { id: 1001 },
      message: { direction: 'outbound', messageContent: content },
    });
    await settled('sent');
    expect(middleware.calls().at(-1)?.body.messageContent).toMatchObject(content);
    expect((await cxone.transcript(chatId)).at(-1)).toMatchObject({ text: 'Warm?' });
    const begun = await cxone.call('POST', `/channels/${CHANNEL}/outbound`, { messageContent: content, recipients });
    expect(begun.body.consumerContact).toMatchObject({ threadIdOnExternalPlatform: 'thr-new' });
  });

  it('J-38 The form can be changed and the connection tried; a middleware of another machine is not called', async () => {
    const test = async () => (await cxone.emulator('POST', '/integrations/hole/test')).body;
    const change = (body: object) => cxone.emulator('PUT', '/integrations/hole', body);
    expect(await test()).toEqual({ ok: true });
    await change({ tokenRequest: 'form' });
    expect(await test()).toEqual({ ok: false, reason: '400 unsupported_grant_type' });
    expect((await change({ tokenRequest: 'json', clientSecret: 'guess' })).body).not.toHaveProperty('clientSecret');
    expect(await test()).toEqual({ ok: false, reason: '401 invalid_client' });
    await say('nobody gives a token');
    await settled('failed');
    await change({ clientSecret: 'pair one', integrationBoxUrl: 'https://middleware.example/box' });
    await say('far away');
    await cxone.timer('cxone retry: reply');
    cxone.server.clock.advance(1000);
    await cxone.timer('cxone retry: reply');
    cxone.server.clock.advance(5000);
    await settled('failed');
    expect((await last()).delivery.reason).toBe('outbound-host-forbidden');
  });

  it('J-40 Messages go out twice, in another order, with bad tokens, and with what nobody knows, when a test says so', async () => {
    await useOutbound();
    await faults({ duplicate: 1 });
    await say('twice');
    await came(3);
    await settled('sent');
    expect(texts()).toEqual(['twice', 'twice', 'twice']);

    await faults({ reorder: 1 });
    await say('overtaken');
    await say('overtaking');
    await came(5);
    await settled('sent');
    expect(texts().slice(3)).toEqual(['overtaking', 'overtaken']);

    await faults({ staleToken: 1 });
    await say('stale');
    await came(7);
    await settled('sent');
    expect(middleware.calls(replies).at(-2)?.token).toBe('stale');
    await faults({ noToken: 1 });
    await say('bare');
    await came(9);
    await settled('sent');
    expect(middleware.calls(replies).at(-2)?.token).toBeUndefined();

    await faults({ unknownFields: 1, unknownType: 1, otherBrand: 1 });
    await say('strange');
    await came(10);
    expect(middleware.calls(replies).at(-1)?.body).toMatchObject({
      futureField: { nested: [1, 'two', null] },
      messageContent: { type: 'HOLOGRAM', fallbackText: 'strange' },
      brand: { id: 1235 },
    });
  });

  it('J-41 Attachments are too large, or their address is good no more, when a test says so', async () => {
    await cxone.stop();
    cxone = await CxoneServer.start({ attachmentBytes: 100_000 }, { middleware });
    chatId = await cxone.served();
    await faults({ oversizeAttachment: 1, expiredAttachment: 1 });
    await say('look');
    await came(2);
    const [large, expired] = middleware.calls(replies).at(-1)?.body.attachments ?? [];
    const bytes = (await (await fetch(large!.url)).arrayBuffer()).byteLength;
    expect(bytes).toBe(100_001);
    expect((await fetch(expired!.url)).status).toBe(403);
  });
});
