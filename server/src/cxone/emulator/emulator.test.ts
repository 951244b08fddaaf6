import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AGENT, CHANNEL, CxoneServer } from '../testing/cxone-server.js';
import { TestMiddleware } from '../testing/test-middleware.js';

describe('the emulator’s own hand', () => {
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

  const fault = (body: object) => cxone.emulator('POST', '/faults', body);

  it('J-42 Requests are refused so many times, late, or carried out without an answer', async () => {
    await fault({ count: 2, refuse: { status: 401 } });
    expect([(await cxone.say('a')).status, (await cxone.say('b')).status, (await cxone.say('c')).status]).toEqual([
      401, 401, 200,
    ]);
    await fault({ operation: 'createMessage', refuse: { status: 429, retryAfterSeconds: 7, errorCode: 'busy' } });
    expect((await cxone.call('GET', '/channels')).status).toBe(200);
    const limited = await cxone.say('d');
    expect([limited.status, limited.headers.get('retry-after'), limited.body.errors[0]?.errorCode]).toEqual([
      429,
      '7',
      'busy',
    ]);
    await fault({ operation: 'token', refuse: { status: 503 } });
    expect((await cxone.grant()).status).toBe(503);

    const message = cxone.message('lost');
    await fault({ operation: 'createMessage', loseAnswer: true });
    await expect(cxone.create(message)).rejects.toThrow('fetch failed');
    const again = await cxone.create(message);
    expect(again.status).toBe(200);
    const { body } = await cxone.call(
      'GET',
      `/messages?idOnExternalPlatform[]=${String(message.idOnExternalPlatform)}`,
    );
    expect(body).toMatchObject({ totalRecords: 1, data: [{ id: again.body.message.id }] });

    await fault({ operation: 'getChannels', delayMs: 5000 });
    const late = cxone.call('GET', '/channels');
    await cxone.timer('cxone delay getChannels');
    cxone.server.clock.advance(5000);
    expect((await late).status).toBe(200);
    await fault({ refuse: { status: 500 } });
    await cxone.emulator('DELETE', '/faults');
    expect((await cxone.call('GET', '/channels')).status).toBe(200);
  });

  it('J-43 All tokens are good no more at once', async () => {
    await cxone.emulator('POST', '/expire-tokens');
    expect((await cxone.call('GET', '/channels')).body.errors).toMatchObject([{ errorCode: 'tokenExpired' }]);
  });

  it('J-44 An administrator’s page is opened with a token that is good once, for that user, for a minute', async () => {
    const open = async () => {
      const { body } = await cxone.emulator('POST', '/integrations/hole/page', {
        action: 'add',
        agentId: AGENT,
        backUrl: 'https://na1.niceincontact.com/acd',
      });
      return new URL(body.url);
    };
    const page = await open();
    const token = page.searchParams.get('token');
    expect(Object.fromEntries(page.searchParams)).toEqual({
      step: '1',
      userId: '5001',
      brandId: '1234',
      token,
      apiHost: cxone.url,
      backUrl: 'https://na1.niceincontact.com/acd',
    });
    const verify = (changes: object) =>
      cxone.request('POST', '/dfo/3.0/one-time-token/verification', {
        brandId: 1234,
        userId: 5001,
        token,
        purpose: 'channel-integration',
        ...changes,
      });
    const verified = await verify({});
    expect(verified.body).toMatchObject({
      brand: { id: 1234, tenantId: 'tenant-1' },
      user: { id: 5001, firstName: 'Ava' },
    });
    expect((await cxone.call('GET', '/channels', undefined, verified.body.accessToken)).status).toBe(200);
    expect((await verify({})).status).toBe(400);
    expect((await verify({ token: (await open()).searchParams.get('token'), userId: 5002 })).status).toBe(400);
    const late = (await open()).searchParams.get('token');
    cxone.server.clock.advance(60_000);
    expect((await verify({ token: late })).status).toBe(400);
    expect((await verify({ brandId: '1234' })).body.errors).toMatchObject([{ field: 'brandId', errorCode: 'type' }]);
    const none = { action: 'remove', agentId: AGENT, backUrl: 'https://na1.niceincontact.com/acd' };
    expect((await cxone.emulator('POST', '/integrations/hole/page', none)).status).toBe(404);
  });

  it('J-45 An agent sends more than text, and closes and reopens cases', async () => {
    await cxone.served();
    const messageContent = {
      type: 'RICH_LINK',
      payload: {
        media: { fileName: 'a.png', mimeType: 'image/png', url: 'https://example.com/a.png' },
        title: { content: 'Map' },
        url: 'https://example.com',
      },
    };
    const reply = (content: object) =>
      cxone.emulator('POST', '/reply', {
        channelId: CHANNEL,
        threadIdOnExternalPlatform: 'thr-1',
        agentId: AGENT,
        messageContent: content,
      });
    expect((await reply(messageContent)).status).toBe(200);
    await middleware.until(() => middleware.calls().length === 2);
    expect(middleware.calls()[1]?.body.messageContent).toMatchObject(messageContent);
    expect((await reply({ type: 'TEXT', payload: {} })).body.errors).toMatchObject([
      { field: 'messageContent.payload.text' },
    ]);
    const { body } = await cxone.emulator('PUT', '/contacts/1001/status', { status: 'closed' });
    expect(body).toMatchObject({ status: 'closed' });
    await cxone.emulator('PUT', '/contacts/1001/status', { status: 'open' });
    expect((await cxone.chats()).map(({ state }) => state)).toEqual(['Ended', 'Offered']);
  });

  it('J-46 A reset leaves nothing but what the world file says', async () => {
    await cxone.served();
    await cxone.emulator('PUT', '/integrations/hole', { name: 'Changed' });
    await fault({ refuse: { status: 500 } });
    await cxone.emulator('POST', '/reset');
    const { body } = await cxone.emulator('GET', '/state');
    expect(body).toMatchObject({
      brandId: 1234,
      threads: [],
      contacts: [],
      messages: [],
      integrations: [{ name: 'Watering Hole' }],
    });
    expect(body.channels).toHaveLength(2);
    expect(await cxone.chats()).toEqual([]);
    cxone.token = (await cxone.grant()).body.access_token;
    expect((await cxone.say('Hello')).body.consumerContact).toMatchObject({ id: 1001 });
  });

  it('J-47 The control plane asks for its token where the world file sets one', async () => {
    await cxone.stop();
    cxone = await CxoneServer.start({}, { middleware, settings: { controlToken: 'hand' } });
    expect((await cxone.emulator('GET', '/state')).status).toBe(401);
    expect((await cxone.request('GET', '/_emu/state', undefined, { token: 'hand' })).status).toBe(200);
    expect((await cxone.request('GET', '/_emu/nothing', undefined, { token: 'hand' })).body.errors).toMatchObject([
      { errorCode: 'notFound' },
    ]);
  });
});
