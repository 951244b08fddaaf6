import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CloudServer, DEPLOYMENTS, StreamSocket } from '../testing/cloud-server.js';
import { Messenger } from '../testing/messenger.js';

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
const ISO = expect.stringMatching(/^2026-.*Z$/) as string;

describe('Web Messaging', () => {
  let cloud: CloudServer;
  let pages: Messenger[];
  beforeEach(async () => {
    pages = [];
    cloud = await CloudServer.start({ messagingPerSecond: 100 });
  });
  afterEach(async () => {
    for (const { socket } of pages) socket.webSocket.terminate();
    await cloud.stop();
  });

  const open = (...parameters: [token?: string, headers?: Record<string, string>]) => {
    const page = new Messenger(cloud, ...parameters);
    pages.push(page);
    return page;
  };
  const begin = async (options: Parameters<typeof CloudServer.start>[0]) => {
    await cloud.stop();
    cloud = await CloudServer.start({ messagingPerSecond: 100, ...options });
  };
  const configured = async () => {
    const page = open();
    await page.configure();
    return page;
  };

  it('Y-70 A session is new, or the one that the token stands for; its answer says what is allowed', async () => {
    const page = open();
    const expirationDate = cloud.server.clock.now() / 1000 + 259_200;
    const response = {
      type: 'response',
      class: 'SessionResponse',
      code: 200,
      body: {
        connected: true,
        newSession: true,
        readOnly: false,
        maxCustomDataBytes: 2048,
        allowedMedia: { inbound: { fileTypes: [], maxFileSizeKB: 0 } },
        blockedExtensions: [],
        clearedExistingSession: false,
        durationSeconds: 259_200,
        expirationDate,
      },
    };
    expect(await page.configure({ tracingId: 'a' })).toEqual({ ...response, tracingId: 'a' });
    const again = open(page.token);
    expect(await again.configure()).toEqual({ ...response, body: { ...response.body, newSession: false } });
    expect((await page.view())?.connections).toBe(2);
    const anew = await again.configure({ startNew: true });
    expect(anew.body).toMatchObject({ newSession: true, clearedExistingSession: true });
    await page.socket.when(() => page.socket.closed !== undefined);
  });

  it('Y-71 Whole trace: the guest joins, talks with an agent, and the agent ends it', async () => {
    await cloud.ready('5001');
    const page = await configured();
    await page.presence('Join');
    expect(await page.lines(1)).toEqual(['Inbound Join']);
    await page.say('Hello & ü', { tracingId: 't-1' });
    expect(await page.next()).toEqual({
      type: 'message',
      class: 'StructuredMessage',
      code: 200,
      tracingId: 't-1',
      body: {
        id: UUID,
        type: 'Text',
        text: 'Hello & ü',
        direction: 'Inbound',
        channel: { time: ISO, messageId: UUID, type: 'Private', from: {}, to: {} },
        content: [],
        originatingEntity: 'Human',
      },
    });
    await page.agent('accept');
    await page.agent('typing');
    await page.agent('say', { text: 'Good morning' });
    await page.agent('say', { text: 'between agents', visibility: 'agents' });
    await page.agent('end');
    expect(await page.lines(4)).toEqual([
      'Outbound Ava Martin Join',
      'Outbound Ava Martin types',
      'Outbound Ava Martin Good morning',
      'Outbound Disconnect',
    ]);
    // The session stays: what is said next is another conversation.
    await page.say('One more thing');
    expect(await page.lines(1)).toEqual(['Inbound One more thing']);
    const { chats } = await cloud.server.get<{ chats: { state: string; service: string }[] }>('/control/chats');
    expect(chats).toMatchObject([
      { state: 'Ended', service: 'cloud-support' },
      { state: 'Offered', service: 'cloud-support' },
    ]);
  });

  it('Y-72 After a lost connection the session goes on; what was missed is in the history', async () => {
    await cloud.ready('5001');
    const page = open(undefined, { origin: 'http://localhost:4000' });
    await page.configure();
    await page.say('one');
    await page.lines(1);
    await page.agent('accept');
    await page.lines(1);
    page.socket.webSocket.terminate();
    while ((await page.view())?.connections !== 0);
    await page.agent('say', { text: 'missed' });
    const back = open(page.token, { origin: 'http://localhost:4000' });
    expect((await back.configure()).body).toMatchObject({ newSession: false });
    await page.agent('say', { text: 'heard' });
    expect(await back.lines(1)).toEqual(['Outbound Ava Martin heard']);

    const { body } = await back.ask('getJwt');
    const { jwt, exp } = body as { jwt: string; exp: number };
    expect(exp).toBe(cloud.server.clock.now() / 1000 + 3600);
    const history = (query: string, origin = 'http://localhost:4000', token = jwt) =>
      cloud.request('GET', `/api/v2/webmessaging/messages?${query}`, undefined, {
        authorization: `Bearer ${token}`,
        origin,
      });
    const first = await history('pageSize=3&pageNumber=');
    expect(first.body).toMatchObject({
      entities: [{ text: 'heard' }, { text: 'missed' }, { events: [{ presence: { type: 'Join' } }] }],
      pageSize: 3,
      pageNumber: 1,
      total: 4,
      pageCount: 2,
    });
    expect((await history('pageSize=3&pageNumber=2')).body.entities).toMatchObject([
      { text: 'one', direction: 'Inbound' },
    ]);
    expect(await history('', 'http://localhost:4001')).toMatchObject({ status: 403, body: { code: 'not.authorized' } });
    expect((await history('', undefined, 'made.up.token')).status).toBe(401);
    cloud.server.clock.advance(3_600_000);
    expect(await history('')).toMatchObject({ status: 401, body: { code: 'credentials.expired' } });
  });

  it('Y-73 What cannot be done is answered with a code and a sentence, and the socket stays', async () => {
    const page = open();
    const codes = async (...asked: [string, object?][]) => {
      const found: number[] = [];
      for (const [action, fields] of asked) found.push((await page.ask(action, fields)).code);
      return found;
    };
    const text = { message: { type: 'Text', text: 'hello' } };
    expect(
      await codes(
        ['onMessage', text],
        ['getJwt'],
        ['configureSession'],
        ['configureSession', { deploymentId: '00000000-0000-4000-8000-00000000ffff' }],
        ['configureSession', { deploymentId: DEPLOYMENTS.disabled }],
        ['configureSession', { deploymentId: DEPLOYMENTS.signed }],
        ['configureAuthenticatedSession', { deploymentId: DEPLOYMENTS.open, data: { code: 'x' } }],
        ['dance'],
        ['toString'],
      ),
    ).toEqual([4007, 4007, 4020, 400, 400, 400, 401, 400, 400]);
    await page.configure();
    // The token is not enough: each socket says first that it belongs to the session.
    expect((await open(page.token).ask('getJwt')).code).toBe(4007);
    const attributes = (value: string) => ({ channel: { metadata: { customAttributes: { value } } } });
    expect(
      await codes(
        ['onMessage', { message: { type: 'Text', text: 'x'.repeat(4097) } }],
        ['onMessage', { message: { type: 'Text', text: 'x', ...attributes('x'.repeat(2048)) } }],
        ['onMessage', { message: { type: 'Text', text: '' } }],
        ['onMessage', { message: { type: 'Text', text: 5 } }],
        ['configureSession', { deploymentId: DEPLOYMENTS.pages }],
      ),
    ).toEqual([4011, 4013, 4020, 400, 4007]);
    expect(await page.ask('onAttachment', { attachmentId: 'a', tracingId: 't' })).toEqual({
      type: 'response',
      class: 'GenerateUrlError',
      code: 200,
      tracingId: 't',
      body: { attachmentId: 'a', errorCode: 4000, errorMessage: 'Attachments are not taken here.' },
    });
    for (const nonsense of ['not json', '[]', 'null', Buffer.from('{}')]) {
      page.socket.webSocket.send(nonsense);
      expect(await page.next()).toMatchObject({ class: 'string', code: 400, body: expect.any(String) as string });
    }
    expect(await page.ask('echo', { message: { type: 'Text', text: 'ping' }, tracingId: 'p' })).toMatchObject({
      type: 'response',
      class: 'StructuredMessage',
      tracingId: 'p',
      body: { type: 'Text', text: 'ping', direction: 'Inbound' },
    });
  });

  it('Y-74 Two messages a second, and the third is told when to come again', async () => {
    await begin({ messagingPerSecond: 2 });
    const page = await configured();
    for (const word of ['one', 'two', 'three']) await page.say(word);
    expect(await page.lines(2)).toEqual(['Inbound one', 'Inbound two']);
    expect(await page.next()).toEqual({
      type: 'response',
      class: 'TooManyRequestsErrorMessage',
      code: 4029,
      body: { retryAfter: 1, errorCode: 4029, errorMessage: 'Too many messages.' },
    });
    cloud.server.clock.advance(500);
    await page.say('four');
    expect(await page.lines(1)).toEqual(['Inbound four']);
  });

  it('Y-75 What a guest says of itself reaches the agent', async () => {
    const page = await configured();
    await page.presence('Join');
    await page.lines(1);
    await page.say('Hello', {
      message: {
        type: 'Text',
        text: 'Hello',
        channel: { metadata: { customAttributes: { queue: 'Support', cart: { items: 3 } } } },
      },
    });
    await page.lines(1);
    const { id, chatId } = (await page.view()) ?? {};
    const { chat } = await cloud.server.get<{ chat: object }>(`/control/chats/${chatId}`);
    expect(chat).toMatchObject({ userData: { queue: 'Support', cart: '{"items":3}', MessagingSessionId: id } });
  });

  it('Y-76 The guest disconnects, or clears: with `readOnly` only a new session goes on', async () => {
    await begin({ messagingEnd: 'readOnly', messagingAutoStart: false });
    const page = await configured();
    await page.presence('Join');
    await page.lines(1);
    expect((await page.view())?.chatId).toBeUndefined();
    await page.say('Hello');
    await page.presence('Disconnect');
    expect(await page.lines(2)).toEqual(['Inbound Hello', 'Inbound Disconnect']);
    expect((await page.ask('onMessage', { message: { type: 'Text', text: 'still there?' } })).code).toBe(400);
    expect((await page.configure()).body).toMatchObject({ newSession: false, readOnly: true });
    expect((await page.configure({ startNew: true })).body).toMatchObject({ newSession: true, readOnly: false });
    await page.say('Anew');
    await page.presence('Clear');
    expect(await page.lines(3)).toEqual(['Inbound Anew', 'Inbound Clear', 'SessionClearedEvent 200']);
    await page.socket.when(() => page.socket.closed !== undefined);
    expect(await page.view()).toBeUndefined();
    const { chats } = await cloud.server.get<{ chats: { state: string }[] }>('/control/chats');
    expect(chats.map(({ state }) => state)).toEqual(['Ended', 'Ended']);
  });

  it('Y-77 A session ends when its time does; talking prolongs it', async () => {
    await begin({ messagingSessionSeconds: 10 });
    const page = await configured();
    cloud.server.clock.advance(9_999);
    await page.say('still here');
    await page.lines(1);
    cloud.server.clock.advance(9_999);
    expect((await page.view())?.connections).toBe(1);
    cloud.server.clock.advance(1);
    expect(await page.lines(1)).toEqual(['SessionExpiredEvent 200']);
    const back = open(page.token);
    expect((await back.configure()).body).toMatchObject({ newSession: true });
  });

  it('Y-78 A client closes one connection, or all of a session', async () => {
    const page = await configured();
    const other = open(page.token);
    await other.configure();
    expect(await page.ask('closeSession')).toMatchObject({ class: 'ConnectionClosedEvent' });
    await page.socket.when(() => page.socket.closed !== undefined);
    expect((await page.view())?.connections).toBe(1);
    const third = open(page.token);
    await third.configure();
    await third.send('closeSession', { closeAllConnections: true });
    expect(await other.lines(1)).toEqual(['ConnectionClosedEvent 200']);
    await other.socket.when(() => other.socket.closed !== undefined);
  });

  it('Y-79 A deployment says how it is configured, and takes its own pages only', async () => {
    const path = (id: string) => `/webdeployments/v1/deployments/${id}/config.json`;
    expect((await cloud.request('GET', path(DEPLOYMENTS.open))).body).toMatchObject({
      id: DEPLOYMENTS.open,
      status: 'Active',
      messenger: {
        enabled: true,
        apps: {
          conversations: {
            messagingEndpoint: `ws://127.0.0.1:${cloud.server.port}/genesys-cloud/webmessaging/v1`,
            conversationDisconnect: { enabled: true, type: 'Send' },
          },
        },
      },
    });
    expect((await cloud.request('GET', path(DEPLOYMENTS.disabled))).body).toMatchObject({ status: 'Inactive' });
    expect((await cloud.request('GET', path(DEPLOYMENTS.signed))).status).toBe(404);
    const uri = `ws://127.0.0.1:${cloud.server.port}/genesys-cloud/webmessaging/v1?deploymentId=${DEPLOYMENTS.pages}`;
    const strange = new StreamSocket(uri, { origin: 'http://localhost:4001' });
    await strange.opened();
    expect(strange.refusedWith).toBe(403);
  });

  it('Y-80 Connections break, frames come twice, and the time of a session is over, when a test says so', async () => {
    const page = await configured();
    const fault = async (faults: object) =>
      cloud.control(`/genesys-cloud/sessions/${(await page.view())?.id}/faults`, faults);
    await fault({ duplicate: 1 });
    await page.say('twice');
    expect(await page.lines(2)).toEqual(['Inbound twice', 'Inbound twice']);
    await fault({ cut: true });
    await page.socket.when(() => page.socket.closed !== undefined);
    expect(page.socket.closed).toBe(1006);
    const back = open(page.token);
    await back.configure();
    await fault({ expire: true });
    expect(await back.lines(1)).toEqual(['SessionExpiredEvent 200']);
  });
});
