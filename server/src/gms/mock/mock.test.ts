import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../../testing/test-server.js';
import type { Envelope } from '../envelope.js';
import { RawCometd } from '../testing/raw-cometd.js';
import { RestClient } from '../testing/rest-client.js';

const MOCK = '/genesys/2/mock';
type Answered = Record<string, unknown>;

describe('mock control', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
  });
  afterEach(() => server.stop());

  const get = <T = Answered>(path: string) => server.get<T>(MOCK + path);
  const post = (path: string, body: unknown) => server.post(MOCK + path, body);
  const begin = (fields: Answered = {}) => new RestClient(server, 'form', 'bank').begin(fields);
  const lines = async (client: RestClient) =>
    (await client.in('refresh')).body.messages.map(({ from, type, text }) =>
      [from.nickname, type, text].filter(Boolean).join(' '),
    );
  const send = (client: RestClient, body: unknown) => post(`/chat/bank/${client.ids.chatId}/send`, body);

  it('N-40 The default profile: five things, a second apart', async () => {
    const client = await begin();
    const script = [
      'system ParticipantJoined',
      'system Message You have approximately 15 minutes to be attended',
      'system Message Soon one of our agents will attend you personally',
      'agent1 ParticipantJoined',
      'agent1 Message Hello, I am an Agent, how can I help you?',
    ];
    for (let n = 0; n < script.length; n += 1) {
      expect(await get(`/sessions/${client.ids.chatId}`)).toMatchObject({ pendingAutoMessages: script.length - n });
      server.clock.advance(999);
      expect(await lines(client)).toEqual(['Rita ParticipantJoined', ...script.slice(0, n)]);
      server.clock.advance(1);
      expect(await lines(client)).toEqual(['Rita ParticipantJoined', ...script.slice(0, n + 1)]);
    }
    expect(await get(`/sessions/${client.ids.chatId}`)).toMatchObject({ state: 'active', pendingAutoMessages: 0 });
    expect(await get('/profiles/default')).toMatchObject({
      profile: 'default',
      settings: { chat: { pushUrl: '', autoMessages: [{ timeout: 1, from: { nickname: 'system' } }, {}, {}, {}, {}] } },
    });
  });

  it('N-40 A profile is chosen by parameter or user data, and copied: later changes reach later chats only', async () => {
    const own = (text: string) => ({
      settings: { chat: { autoMessages: [{ from: { type: 'External' }, type: 'Message', text, timeout: 0.5 }] } },
    });
    expect((await post('/profiles/mine', own('one'))).body).toMatchObject({ profile: 'mine' });
    const first = await begin({ profile: 'mine' });
    expect((await post('/profiles', [{ profile: 'mine', ...own('two') }])).status).toBe(200);
    const second = await begin({ userData: { profile: 'mine' } });
    server.clock.advance(500);
    expect([(await lines(first)).at(-1), (await lines(second)).at(-1)]).toEqual([
      'External Message one',
      'External Message two',
    ]);
    expect(await get<Answered[]>('/profiles/reset')).toHaveLength(6);
    expect(await get('/profiles/mine')).toMatchObject({ error: 'not_found' });
    const unknown = await begin({ profile: 'mine' });
    expect(await get(`/sessions/${unknown.ids.chatId}`)).toMatchObject({ profile: 'default' });
  });

  it('N-40 The other profiles: fast, typing, busy, silent, agent', async () => {
    const chats = new Map<string, RestClient>();
    for (const profile of ['fast', 'typing', 'busy', 'silent', 'agent']) chats.set(profile, await begin({ profile }));
    server.clock.advance(0);
    const of = async (profile: string) => (await lines(chats.get(profile)!)).length;
    expect([await of('fast'), await of('typing')]).toEqual([6, 1]);
    server.clock.advance(10_000);
    expect([await of('silent'), await of('agent'), await of('fast')]).toEqual([1, 1, 6]);
    // Typing before a message is old news once the message is there.
    expect(await of('typing')).toBe(6);
    expect((await chats.get('typing')!.in('refresh')).body.nextPosition).toBe(8);
    expect((await chats.get('busy')!.in('refresh')).body).toMatchObject({ chatEnded: true });
  });

  it('N-41 A script ends with its chat, and its agent stays away when one of the world has come', async () => {
    const [ended, served] = [await begin(), await begin()];
    await server.post('/control/chat-agents/5001/state', { state: 'Ready' });
    await server.post(`/control/chats/${served.ids.chatId}/accept`, {});
    await ended.in('disconnect');
    server.clock.advance(10_000);
    expect(server.clock.pending().filter(({ name }) => name.startsWith('mock script'))).toEqual([]);
    expect((await get<{ messages: unknown[] }>(`/sessions/${ended.ids.chatId}`)).messages).toHaveLength(2);
    expect((await lines(served)).filter((line) => /agent/i.test(line))).toEqual([
      'system Message Soon one of our agents will attend you personally',
    ]);
    expect((await lines(served)).filter((line) => line.startsWith('Ava'))).toEqual(['Ava Martin ParticipantJoined']);
  });

  it('N-42 Chats can be listed, counted, looked at and removed', async () => {
    const [one, two] = [await begin({ subject: 'Loan', userData: { a: '1' } }), await begin({ profile: 'silent' })];
    const cometd = await (await RawCometd.to(server, 'bank')).begin({ profile: 'silent' });
    server.clock.advance(5000);
    await one.in('send', { message: 'Hello' });
    expect(await get('/sessions/keys')).toEqual([one.ids.chatId, two.ids.chatId, cometd.ids.chatId]);
    expect(await get(`/sessions/${one.ids.chatId}`)).toMatchObject({
      chatId: one.ids.chatId,
      serviceName: 'bank',
      profile: 'default',
      state: 'active',
      endedAt: null,
      transport: 'rest',
      connected: true,
      ...{ userId: one.ids.userId, alias: one.ids.alias, secureKey: one.ids.secureKey },
      client: { nickname: 'Rita', subject: 'Loan' },
      userData: { a: '1' },
      participants: [{ participantId: 1 }, { nickname: 'system' }, { nickname: 'agent1', type: 'Agent', active: true }],
      nextPosition: 8,
      messages: Array.from({ length: 7 }, () => ({})),
    });
    expect(await get('/sessions/stats')).toMatchObject({
      ...{ total: 3, waiting: 2, active: 1, ended: 0 },
      ...{ byService: { bank: 3 }, byProfile: { default: 1, silent: 2 } },
      ...{
        messages: 4,
        messagesFromClient: 1,
        messagesFromAgent: 1,
        cometdSessions: 1,
        restSessions: 2,
        uptimeSeconds: 5,
      },
    });
    expect(await get<Answered[]>('/sessions?state=waiting&limit=1&offset=1')).toMatchObject([
      { chatId: cometd.ids.chatId },
    ]);
    expect((await get<Answered[]>('/sessions'))[0]).not.toHaveProperty('messages');
    expect((await get<Answered[]>('/sessions?messages=true'))[0]).toHaveProperty('messages');
    expect(await get<Answered[]>('/sessions?service=other')).toEqual([]);
    expect((await server.delete(`${MOCK}/sessions?chatId=${one.ids.chatId}`)).body).toEqual({ removed: 1 });
    expect((await one.in('refresh')).body).toMatchObject({ chatEnded: true, errors: [{ code: 249 }] });
    expect(await get(`/sessions/${one.ids.chatId}`)).toMatchObject({ error: 'not_found' });
    expect((await server.delete(`${MOCK}/sessions`)).body).toEqual({ removed: 2 });
    expect((await cometd.poll()).at(-1)).toMatchObject({ chatEnded: true });
    expect(await get('/sessions/keys')).toEqual([]);
  });

  it('N-43 Every kind of event can be made to happen, now or later, and comes to the customer as such', async () => {
    const client = await (await RawCometd.to(server, 'bank')).begin({ profile: 'silent' });
    const inject = (body: unknown) => post(`/chat/bank/${client.ids.chatId ?? ''}/send`, body);
    const from = { nickname: 'boss', type: 'Supervisor' };
    const entries = [
      ...['ParticipantJoined', 'Message', 'PushUrl', 'TypingStarted', 'TypingStopped', 'NicknameUpdated'],
      ...['FileUploaded', 'FileDeleted', 'CustomNotice', 'Notice', 'IdleAlert', 'IdleClose'],
    ].map((type) => ({
      from: type === 'NicknameUpdated' ? from : { ...from, nickname: undefined },
      type,
      text: 't',
      userData: { k: 'v' },
    }));
    const joined = await inject([{ ...entries[0], from }, ...entries.slice(1, 5)]);
    expect(joined.body).toMatchObject({ statusCode: 0, scheduled: 5, nextPosition: 7 });
    expect(joined.body.messages).toHaveLength(5);
    for (const entry of entries.slice(5)) await inject(entry);
    await inject({ from: { nickname: 't', type: 'Supervisor' }, type: 'ParticipantLeft' });
    const heard = (await client.poll()).map(({ messages }) => messages[0]!);
    expect(heard.map(({ type }) => type)).toEqual([...entries.map(({ type }) => type), 'ParticipantLeft']);
    expect(heard[1]).toMatchObject({ from: { nickname: 'boss', participantId: 2 }, text: 't', userData: { k: 'v' } });
    const later = await inject([
      { type: 'Message', text: 'soon', timeout: 2 },
      { type: 'chatEnded', timeout: 1 },
    ]);
    expect(later.body).toMatchObject({ scheduled: 2, messages: [] });
    server.clock.advance(2000);
    expect((await client.poll()).map(({ messages }) => messages[0]?.text)).toEqual(['soon']);
    server.clock.advance(1000);
    expect((await client.poll()).at(-1)).toMatchObject({ chatEnded: true });
    expect((await inject({ type: 'Message' })).status).toBe(409);
  });

  it('N-43 Somebody may come and go at once; behind the end there is nothing more', async () => {
    const client = await begin({ profile: 'silent' });
    const from = { nickname: 'bob', type: 'Agent' };
    const there = await send(client, [
      { from, type: 'ParticipantJoined' },
      { from: { nickname: 'ann', type: 'Agent' }, type: 'ParticipantJoined' },
      { from, type: 'ParticipantLeft' },
    ]);
    expect([there.status, there.body.scheduled, there.body.nextPosition]).toEqual([200, 3, 5]);
    await send(client, [{ type: 'chatEnded' }, { type: 'Message', text: 'x', timeout: 1 }]);
    expect(await get(`/sessions/${client.ids.chatId}`)).toMatchObject({ state: 'ended', pendingAutoMessages: 0 });
    expect(server.clock.pending().filter(({ name }) => name.startsWith('mock script'))).toEqual([]);
  });

  it('N-44 A text that a chat does not take is refused together with what stands before it', async () => {
    await server.stop();
    server = await TestServer.start({}, { chat: { defaults: { textCharacters: 1000, gms: { profile: 'silent' } } } });
    const client = await begin();
    const { status } = await send(client, [
      { type: 'Message', text: 'x' },
      { type: 'Message', text: 'x'.repeat(1001) },
    ]);
    expect([status, await lines(client)]).toEqual([400, ['Rita ParticipantJoined']]);
  });

  it('N-44 What cannot be done is refused, and nothing of it is done', async () => {
    const client = await begin({ profile: 'silent' });
    const statuses = await Promise.all([
      send(client, { type: 'Dance' }),
      send(client, { type: 'Message', timeout: -1 }),
      send(client, { type: 'Message', userData: { n: 1 } }),
      send(client, [
        { type: 'Message', text: 'x' },
        { from: { nickname: 'nobody', type: 'Agent' }, type: 'ParticipantLeft' },
      ]),
      post(`/chat/other/${client.ids.chatId}/send`, { type: 'Message' }),
      post('/chat/bank/none/send', { type: 'Message' }),
      post('/profiles/stats', { settings: { chat: {} } }),
      post('/profiles', [{ profile: 'a b', settings: { chat: {} } }]),
      post('/profiles/x', { settings: { chat: { pushUrl: 'ftp://x' } } }),
      post(`/sessions/${client.ids.chatId}/fault`, {}),
      post('/sessions/none/fault', { move: true }),
      post('/nothing', {}),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400, 400, 404, 404, 409, 400, 400, 400, 404, 404]);
    for (const { body } of statuses)
      expect(body).toMatchObject({ error: expect.any(String) as string, message: expect.any(String) as string });
    expect(await lines(client)).toEqual(['Rita ParticipantJoined']);
  });

  it('N-45 pushUrl means what the profile says', async () => {
    for (const mode of ['gms', 'aura', 'both'] as const) {
      await post(`/profiles/${mode}`, { settings: { chat: { pushUrl: 'http://a.example/', pushUrlMode: mode } } });
      const client = await begin({ profile: mode });
      expect((await client.in('pushUrl', { pushUrl: 'http://b.example/' })).body.statusCode).toBe(0);
      const { pushUrl } = await get<{ pushUrl: string }>(`/sessions/${client.ids.chatId}`);
      expect(pushUrl).toBe(mode === 'gms' ? 'http://a.example/' : 'http://b.example/');
      expect(await lines(client)).toHaveLength(mode === 'aura' ? 1 : 2);
      const put = await fetch(`${server.url}${MOCK}/sessions/${client.ids.chatId}/pushUrl`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{"pushUrl":"http://c.example/"}',
      });
      expect(await put.json()).toMatchObject({ pushUrl: 'http://c.example/' });
    }
  });

  it('N-46 Faults: a move, failures, gaps, silence, lost CometD clients', async () => {
    const client = await (await RawCometd.to(server, 'bank')).begin({ profile: 'silent' });
    const before = client.ids;
    const fault = async (body: unknown) =>
      expect((await post(`/sessions/${before.chatId ?? ''}/fault`, body)).status).toBe(200);
    await fault({ move: true });
    client.keep(await client.does('sendMessage', { message: 'moved' }));
    expect(client.ids).toMatchObject({ chatId: before.chatId, userId: before.userId });
    expect(client.ids.alias).not.toBe(before.alias);
    expect(client.ids.secureKey).not.toBe(before.secureKey);
    expect((await client.does('sendMessage', { message: 'old key', ...before })).statusCode).toBe(0);
    await fault({ failNext: { count: 2, statusCode: 1, code: 777 } });
    for (let n = 0; n < 2; n += 1) {
      expect(await client.does('sendMessage', { message: 'x' })).toMatchObject({
        statusCode: 1,
        errors: [{ code: 777 }],
      });
    }
    await fault({ gap: 2 });
    expect((await client.does('sendMessage', { message: 'after' })).messages[0]?.index).toBe(6);
    await fault({ idle: 'alert' });
    expect((await client.poll()).at(-1)?.messages[0]).toMatchObject({ type: 'Notice', index: 7 });
    await fault({ expireCometd: true });
    const [lost] = await client.post({ channel: client.channel, clientId: client.clientId, data: {} });
    expect(lost).toMatchObject({ successful: false, error: '402::Unknown client' });
    await client.handshake();
    expect((await client.does('requestNotifications', { transcriptPosition: 7 })).messages).toHaveLength(1);
    await fault({ idle: 'close' });
    expect((await client.poll()).at(-1)).toMatchObject({ chatEnded: true });
  });

  it('N-46 A fault that delays: the answer comes later, by REST and by CometD', async () => {
    const rest = await begin({ profile: 'silent' });
    const cometd = await (await RawCometd.to(server, 'bank')).begin({ profile: 'silent' });
    const message = { message: 'slow' };
    for (const [chatId, ask] of [
      [rest.ids.chatId, async () => (await rest.in('send', { ...message, transcriptPosition: 2 })).body],
      [cometd.ids.chatId, () => cometd.does('sendMessage', message)],
    ] as const) {
      await post(`/sessions/${chatId ?? ''}/fault`, { delayMs: 1500 });
      let answer: Envelope | undefined;
      const asked = ask().then((one) => (answer = one));
      const isDelayed = () => server.clock.pending().some(({ name }) => name.startsWith('gms delay'));
      while (!isDelayed()) await new Promise(setImmediate);
      server.clock.advance(1499);
      await new Promise(setImmediate);
      expect([answer, isDelayed()]).toEqual([undefined, true]);
      server.clock.advance(1);
      expect((await asked).messages).toMatchObject([{ text: 'slow', index: 2 }]);
    }
  });

  it('N-46 The line of a CometD client breaks, and what happens meanwhile comes when it is back', async () => {
    const client = await (await RawCometd.to(server, 'bank')).begin({ profile: 'silent' });
    const { clientId } = client;
    const connect = { channel: '/meta/connect', clientId, connectionType: 'long-polling' };
    const isHeld = () => server.clock.pending().some(({ name }) => name.startsWith('bayeux connect'));
    const held = client.post(connect).catch(() => 'cut');
    while (!isHeld()) await new Promise(setImmediate);
    await post(`/sessions/${client.ids.chatId ?? ''}/fault`, { dropCometd: true });
    expect(await held).toBe('cut');
    await post(`/chat/bank/${client.ids.chatId ?? ''}/send`, { type: 'Message', text: 'meanwhile' });
    expect((await client.poll()).map(({ messages }) => messages[0]?.text)).toEqual(['meanwhile']);
  });

  it('N-47 Mock control asks for its token, and is not there when it is off, or outside open mode without one', async () => {
    await server.stop();
    server = await TestServer.start({ gms: { mockToken: 'secret' } });
    expect((await fetch(`${server.url}${MOCK}/sessions`)).status).toBe(401);
    expect((await fetch(`${server.url}${MOCK}/sessions`, { headers: { authorization: 'Bearer wrong' } })).status).toBe(
      401,
    );
    expect((await fetch(`${server.url}${MOCK}/sessions`, { headers: { authorization: 'Bearer secret' } })).status).toBe(
      200,
    );
    await server.stop();
    server = await TestServer.start({ gms: { mock: false } });
    expect((await fetch(`${server.url}${MOCK}/sessions`)).status).toBe(404);
    const client = await begin();
    server.clock.advance(5000);
    expect(await lines(client)).toHaveLength(1);
  });
});
