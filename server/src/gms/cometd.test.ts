import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../bayeux/testing/endpoint.js';
import { CometdClient, FayeLibraryClient, type RealClient } from '../bayeux/testing/real-clients.js';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';
import { RawCometd, type WireMessage } from './testing/raw-cometd.js';
import { RestClient } from './testing/rest-client.js';

const CHANNEL = '/service/chatV2/customer-support';
const CLIENTS: readonly [string, () => RealClient][] = [
  ['cometd over what it likes best', () => new CometdClient()],
  ['cometd over a WebSocket', () => new CometdClient('websocket')],
  ['cometd by long polling', () => new CometdClient('long-polling')],
  ['faye over a WebSocket', () => new FayeLibraryClient('websocket')],
  ['faye by long polling', () => new FayeLibraryClient('long-polling')],
];
const short = ({ messages, chatEnded }: Envelope) =>
  [...messages.map(({ index, from, type }) => `${index} ${from.type} ${type}`), ...(chatEnded ? ['ended'] : [])].join(
    ', ',
  );

describe('chats by CometD', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
  });
  afterEach(() => server.stop());

  const restart = async (gms: object, config: object = {}) => {
    await server.stop();
    server = await TestServer.start({ gms: config }, { chat: { defaults: { gms } } });
  };
  const ready = (agentId = '5001') => server.post(`/control/chat-agents/${agentId}/state`, { state: 'Ready' });
  const agent = async (chatId: string | undefined, deed: string, body: object = {}) => {
    const answer = await server.post(`/control/chats/${chatId ?? ''}/${deed}`, body);
    expect(answer.body).not.toHaveProperty('code');
  };

  it.each(CLIENTS)(
    'N-20 %s asks for a chat, talks and leaves, and hears everything once and in order',
    async (_name, make) => {
      await ready();
      const client = make();
      await client.start(`${server.url}/genesys/cometd`, CHANNEL);
      const heard = () => client.heard as Envelope[];
      await client.publish(CHANNEL, {
        operation: 'requestChat',
        firstName: 'Joan',
        lastName: 'Smith',
        userData: { a: '1' },
      });
      await until(() => heard().length === 1);
      const { secureKey, chatId } = heard()[0]!;
      await agent(chatId, 'accept');
      await until(() => heard().length === 2);
      await client.publish(CHANNEL, { operation: 'sendMessage', secureKey, message: 'Hello', messageType: 'text' });
      await agent(chatId, 'typing');
      await agent(chatId, 'say', { text: 'Good morning' });
      await until(() => heard().length === 5);
      await client.publish(CHANNEL, { operation: 'disconnect', secureKey });
      await until(() => heard().length === 6);
      expect(heard().map(short)).toEqual([
        '1 Client ParticipantJoined',
        '2 Agent ParticipantJoined',
        '3 Client Message',
        '4 Agent TypingStarted',
        '5 Agent Message',
        'ended',
      ]);
      await client.stop();
    },
  );

  it('N-21 A reply has no data, a notification neither id nor successful, and it rides behind the reply', async () => {
    const client = await RawCometd.to(server);
    const [reply, notification] = await client.post({
      channel: CHANNEL,
      id: '7',
      clientId: client.clientId,
      data: { operation: 'requestChat', nickname: 'Rita' },
    });
    expect(reply).toEqual({ channel: CHANNEL, id: '7', successful: true });
    expect(Object.keys(notification ?? {}).sort()).toEqual(['channel', 'data']);
    const answer = await fetch(`${server.url}/genesys/cometd/handshake`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:1' },
      body: '{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}',
    });
    expect(answer.headers.get('set-cookie')).toMatch(/^BAYEUX_BROWSER=.*HttpOnly; SameSite=Lax$/);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
  });

  it('N-21 Whole trace: each operation has its answer, and what others do comes one event at a time', async () => {
    await ready();
    const client = await (await RawCometd.to(server)).begin({ userData: '{"key":"value"}' });
    await agent(client.ids.chatId, 'accept');
    expect((await client.poll()).map(short)).toEqual(['2 Agent ParticipantJoined']);
    const answers: string[] = [];
    for (const [operation, fields] of [
      ['startTyping', { message: 'He' }],
      ['stopTyping', {}],
      ['sendMessage', { message: 'Hello' }],
      ['pushUrl', { pushUrl: 'http://example.com' }],
      ['updateNickname', { nickname: 'RM' }],
      ['customNotice', { message: 'ORDER' }],
      ['readReceipt', { transcriptPosition: '5' }],
      ['updateData', { userData: { key2: 'v' } }],
      ['disconnect', {}],
    ] as const) {
      answers.push(`${operation}: ${short(await client.does(operation, fields))}`);
    }
    expect(answers).toEqual([
      'startTyping: 3 Client TypingStarted',
      'stopTyping: 4 Client TypingStopped',
      'sendMessage: 5 Client Message',
      'pushUrl: 6 Client PushUrl',
      'updateNickname: 7 Client NicknameUpdated',
      'customNotice: 8 Client CustomNotice',
      'readReceipt: ',
      'updateData: ',
      'disconnect: ended',
    ]);
    expect(await client.poll()).toEqual([]);
    expect((await client.does('sendMessage', { message: 'late' })).errors?.[0]?.code).toBe(249);
    expect(await server.get(`/control/chats/${client.ids.chatId}`)).toMatchObject({
      chat: { state: 'Ended', userData: { key: 'value', key2: 'v' }, parties: [{ readUpTo: 5 }, {}] },
    });
  });

  it('N-22 A client that writes like the iOS library: bare objects without ids, and credentials everywhere', async () => {
    await ready();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/genesys/cometd`);
    const frames: WireMessage[][] = [];
    socket.on('message', (data: Buffer) => void frames.push(JSON.parse(data.toString()) as WireMessage[]));
    await new Promise((resolve) => socket.once('open', resolve));
    const send = (message: WireMessage) => socket.send(JSON.stringify(message));
    send({
      channel: '/meta/handshake',
      version: '1.0',
      minimumVersion: '1.0beta',
      supportedConnectionTypes: ['long-polling', 'callback-polling', 'iframe', 'websocket'],
    });
    await until(() => frames.length === 1);
    const clientId = frames[0]?.[0]?.clientId;
    expect(frames[0]?.[0]).not.toHaveProperty('id');
    send({ channel: '/meta/connect', clientId, connectionType: 'websocket', advice: { timeout: 20_000 } });
    send({ channel: '/meta/subscribe', clientId, subscription: CHANNEL });
    await until(() => frames.length === 2);
    expect(frames[1]).toMatchObject([{ channel: '/meta/subscribe', successful: true }]);
    const auth = { username: 'u', password: 'p' };
    send({ channel: CHANNEL, clientId, data: { operation: 'requestChat', nickname: 'iOS', auth, userData: {} } });
    await until(() => frames.length === 3);
    const [reply, notification] = frames[2] ?? [];
    expect(reply).toEqual({ channel: CHANNEL, successful: true });
    const { secureKey, chatId } = notification?.data as Envelope;
    await agent(chatId, 'accept');
    await until(() => frames.length === 4);
    expect(frames[3]?.map((message) => short(message.data as Envelope))).toEqual(['2 Agent ParticipantJoined']);
    send({ channel: CHANNEL, clientId, data: { operation: 'sendMessage', secureKey, auth, message: 'Hi' } });
    await until(() => frames.length === 5);
    expect(short(frames[4]?.[1]?.data as Envelope)).toBe('3 Client Message');
    send({ channel: '/meta/disconnect', clientId, ext: { transcriptPosition: '3' } });
    await until(() => socket.readyState === WebSocket.CLOSED);
    expect(await server.get(`/control/chats/${chatId ?? ''}`)).toMatchObject({ chat: { state: 'Served' } });
  });

  it('N-23 Whoever comes back asks for what was missed; who listened before hears nothing more', async () => {
    await ready();
    const first = await (await RawCometd.to(server)).begin();
    const { chatId } = first.ids;
    await agent(chatId, 'accept');
    await agent(chatId, 'say', { text: 'one' });
    expect((await first.poll()).map(short)).toEqual(['2 Agent ParticipantJoined', '3 Agent Message']);
    await agent(chatId, 'say', { text: 'two' });
    const second = await RawCometd.to(server);
    second.ids = first.ids;
    expect(short(await second.does('requestNotifications', { transcriptPosition: '3' }))).toBe(
      '3 Agent Message, 4 Agent Message',
    );
    await agent(chatId, 'say', { text: 'three' });
    expect((await first.poll()).map(short)).toEqual(['4 Agent Message']);
    expect((await second.poll()).map(short)).toEqual(['5 Agent Message']);
    for (const [fields, count] of [
      [{}, 5],
      [{ transcriptPosition: 0 }, 5],
      [{ transcriptPosition: 6 }, 0],
      [{ transcriptPosition: '5' }, 1],
    ] as const) {
      expect((await second.does('requestNotifications', fields)).messages).toHaveLength(count);
    }
    // What somebody does who does not listen is told to whoever does.
    expect(short(await first.does('sendMessage', { message: 'four' }))).toBe('6 Client Message');
    expect((await second.poll()).map(short)).toEqual(['6 Client Message']);
  });

  it('N-23 The chat outlives its CometD session, however that ends', async () => {
    await ready();
    const client = await (await RawCometd.to(server)).begin();
    const { chatId } = client.ids;
    await agent(chatId, 'accept');
    server.clock.advance(41_000);
    const [forgotten] = await client.post({ channel: CHANNEL, clientId: client.clientId, data: {} });
    expect(forgotten).toMatchObject({ successful: false, error: '402::Unknown client' });
    await agent(chatId, 'say', { text: 'Are you there?' });
    await client.handshake();
    expect(short(await client.does('requestNotifications', { transcriptPosition: 2 }))).toBe(
      '2 Agent ParticipantJoined, 3 Agent Message',
    );
    await client.post({ channel: '/meta/disconnect', clientId: client.clientId });
    server.clock.advance(60_000);
    expect(await server.get(`/control/chats/${chatId ?? ''}`)).toMatchObject({ chat: { state: 'Served' } });
  });

  it('N-23 Several clients may listen where the service allows it', async () => {
    await restart({ allowMultipleListeners: true });
    const first = await (await RawCometd.to(server)).begin();
    const second = await RawCometd.to(server);
    second.ids = first.ids;
    await second.does('requestNotifications', { transcriptPosition: 99 });
    await first.does('sendMessage', { message: 'Hello' });
    expect((await second.poll()).map(short)).toEqual(['2 Client Message']);
    expect(await first.poll()).toEqual([]);
  });

  it('N-24 The end by an agent is told by the last event, without a key', async () => {
    await ready();
    const client = await (await RawCometd.to(server)).begin();
    await agent(client.ids.chatId, 'accept');
    await agent(client.ids.chatId, 'end');
    const heard = await client.poll();
    expect(heard.map(short)).toEqual([
      '2 Agent ParticipantJoined',
      '3 Agent ParticipantLeft',
      '4 Client ParticipantLeft, ended',
    ]);
    expect(Object.keys(heard[2] ?? {}).sort()).toEqual([
      'alias',
      'chatEnded',
      'chatId',
      'messages',
      'nextPosition',
      'statusCode',
    ]);
    const after = await client.does('requestNotifications', { transcriptPosition: 4 });
    expect([short(after), after.statusCode]).toEqual(['4 Client ParticipantLeft, ended', 0]);
    expect((await client.does('sendMessage', { message: 'x' })).errors?.[0]?.code).toBe(249);
  });

  it('N-25 One client may have several chats of several services, and no chat is heard by another client', async () => {
    await ready();
    const client = await (await RawCometd.to(server)).begin();
    const stranger = await (await RawCometd.to(server)).begin({ nickname: 'Stranger' });
    const { heard } = await client.publish({ operation: 'requestChat', nickname: 'Again' }, '/service/chatV2/sales');
    await agent(heard[0]?.chatId, 'accept');
    await agent(client.ids.chatId, 'accept');
    expect((await client.poll()).map(({ chatId }) => chatId)).toEqual([heard[0]?.chatId, client.ids.chatId]);
    expect(await stranger.poll()).toEqual([]);
    // The key belongs to a service, as the channel does.
    const { secureKey } = client.ids;
    const wrong = await client.publish({ operation: 'sendMessage', secureKey, message: 'x' }, '/service/chatV2/sales');
    expect(wrong.heard[0]?.errors?.[0]?.code).toBe(249);
    const [refused] = await stranger.post({ channel: '/service/chatV2/**', clientId: stranger.clientId, data: {} });
    expect(refused).toMatchObject({ successful: false });
  });

  it('N-26 Errors come as notifications of the channel, behind a reply that says that it was taken', async () => {
    const client = await RawCometd.to(server);
    const codes = async (data: unknown) => {
      const { reply, heard } = await client.publish(data);
      expect(reply).toMatchObject({ successful: true });
      return heard.map(({ statusCode, errors }) => [statusCode, errors?.[0]?.code]);
    };
    expect(await codes({ operation: 'requestChat' })).toEqual([[2, 161]]);
    expect(await codes({ operation: 'dance' })).toEqual([[2, 903]]);
    expect(await codes({})).toEqual([[2, 903]]);
    for (const data of ['text', 7, null, [], { operation: {} }, { operation: 'requestChat', nickname: [] }]) {
      expect(await codes(data)).toEqual([[2, expect.any(Number)]]);
    }
    expect(await codes({ operation: 'sendMessage', message: 'x' })).toEqual([[2, 901]]);
    expect(await codes({ operation: 'sendMessage', message: 'x', secureKey: 'none' })).toEqual([[2, 249]]);
    await restart({}, { cometd: false });
    const late = await RawCometd.to(server);
    expect((await late.does('requestChat', { nickname: 'R' })).errors?.[0]?.code).toBe(240);
  });

  it('N-27 Credentials come in either form, and never come back', async () => {
    await restart({ auth: { username: 'user1', password: 'pass1' } });
    const client = await RawCometd.to(server);
    const encoded = Buffer.from('user1:pass1').toString('base64');
    const code = async (auth?: object) =>
      (await client.does('requestChat', { nickname: 'R', ...(auth && { auth }) })).errors?.[0]?.code;
    expect(await code({ username: 'user1', password: 'pass1' })).toBeUndefined();
    expect(await code({ encoded })).toBeUndefined();
    for (const wrong of [
      undefined,
      {},
      { username: 'user1' },
      { encoded: 'x' },
      { username: 'user1', password: 'pass2' },
    ]) {
      expect(await code(wrong)).toBe(904);
    }
    expect(JSON.stringify(await server.get('/control/journal'))).not.toMatch(/pass1|dXNlcjE/);
  });

  it('N-28 Keys may change with any answer, and old ones stay good unless they are revoked', async () => {
    await restart({ rotateKey: 'everyReply' });
    const client = await (await RawCometd.to(server)).begin();
    const before = client.ids;
    client.keep(await client.does('sendMessage', { message: '1' }));
    expect(client.ids.secureKey).not.toBe(before.secureKey);
    expect((await client.does('sendMessage', { message: '2', ...before })).statusCode).toBe(0);
    await restart({ rotateKey: 'everyReply', revokeOldKeys: true });
    const other = await (await RawCometd.to(server)).begin();
    const old = other.ids;
    other.keep(await other.does('sendMessage', { message: '1' }));
    expect((await other.does('sendMessage', { message: '2', ...old })).errors?.[0]?.code).toBe(249);
  });

  it('N-29 A modern service says nothing of its ids, and whoever sends back its words is understood', async () => {
    await restart({ compat: 'modern', strict: true });
    const client = await (await RawCometd.to(server)).begin();
    const answer = await client.does('sendMessage', { message: 'x' });
    expect(answer).toMatchObject({
      chatId: 'deprecated',
      userId: 'deprecated',
      alias: '0',
      monitored: false,
      channel: CHANNEL,
      secureKey: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) as string,
    });
    expect(await client.does('sendMessage')).toMatchObject({
      errors: [{ code: 901 }],
      chatId: 'deprecated',
      alias: '0',
    });
  });

  it('N-29 Times are true milliseconds, and requests have numbers, where the service says so', async () => {
    await restart({ wholeSeconds: false, echoRequestId: true });
    server.clock.advance(1);
    const client = await (await RawCometd.to(server)).begin();
    const answer = await client.does('sendMessage', { message: 'x', requestId: 'r1' });
    expect([answer.messages[0]?.utcTime, answer.requestId]).toEqual([server.clock.now(), 'r1']);
  });

  it('N-30 A REST client and a CometD client share the chat', async () => {
    const client = await (await RawCometd.to(server)).begin();
    const rest = new RestClient(server);
    rest.last = { ...client.ids } as Envelope;
    await rest.in('send', { message: 'by REST' });
    expect((await client.poll()).map(short)).toEqual(['2 Client Message']);
  });

  it('N-31 Whatever both sides write at once, indices come in order and none twice', async () => {
    await server.stop();
    server = await TestServer.start({ gms: { requestBurst: 1000 } }, {}, { wallClock: new SystemClock() });
    await ready();
    const client = new CometdClient('websocket');
    await client.start(`${server.url}/genesys/cometd`, CHANNEL);
    await client.publish(CHANNEL, { operation: 'requestChat', nickname: 'Rita' });
    await until(() => client.heard.length === 1);
    const { secureKey, chatId } = client.heard[0] as Envelope;
    await agent(chatId, 'accept');
    const rounds = 60;
    await Promise.all(
      Array.from({ length: rounds }, (_, n) => [
        client.publish(CHANNEL, { operation: 'sendMessage', secureKey, message: String(n) }),
        agent(chatId, 'say', { text: String(n) }),
      ]).flat(),
    );
    await until(() => client.heard.length === 2 * rounds + 2);
    const indices = (client.heard as Envelope[]).flatMap(({ messages }) => messages.map(({ index }) => index));
    expect(indices).toEqual(Array.from({ length: 2 * rounds + 2 }, (_, n) => n + 1));
    await client.stop();
  });
});
