import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../../runtime/clock.js';
import { CloudServer, type Guest, type StreamSocket } from '../testing/cloud-server.js';

describe('faults of Genesys Cloud', () => {
  let cloud: CloudServer;
  let guest: Guest;
  let stream: StreamSocket;
  beforeEach(async () => {
    cloud = await CloudServer.start();
    guest = await cloud.guest();
    stream = await guest.attach();
    await stream.count(3);
  });
  afterEach(() => cloud.stop());

  const fault = (body: object) => cloud.control('/genesys-cloud/faults', body);
  const bodies = () =>
    stream.texts
      .slice(3)
      .map((text) =>
        text.endsWith('}') ? (JSON.parse(text) as { eventBody: { body?: string } }).eventBody.body : 'broken',
      );

  it('Y-50 Requests are refused, late, or carried out without an answer: so many, of one operation or conversation', async () => {
    await fault({ operation: 'send', count: 2, refuse: { status: 429, retryAfterSeconds: 7 } });
    await fault({ conversationId: guest.created.id, refuse: { status: 503 } });
    const other = await cloud.guest();
    expect((await other.request('GET', other.own)).status).toBe(200);
    expect((await guest.request('GET', guest.own)).status).toBe(503);
    const limited = await guest.say('one');
    expect([limited.status, limited.headers.get('retry-after'), limited.body.code]).toEqual([
      429,
      '7',
      'too.many.requests.retry.after',
    ]);
    expect((await guest.say('two')).status).toBe(429);
    expect((await guest.say('three')).status).toBe(200);

    await fault({ operation: 'create', refuse: { status: 500, code: 'chat.error' } });
    expect((await cloud.create()).body).toMatchObject({ status: 500, code: 'chat.error' });

    await fault({ operation: 'send', loseAnswer: true });
    await expect(guest.say('four')).rejects.toThrow('fetch failed');
    expect((await guest.request('GET', `${guest.path}/messages?sortOrder=descending&maxResults=1`)).body).toMatchObject(
      {
        entities: [{ body: 'four' }],
      },
    );
  });

  it('Y-51 A late answer waits for the world’s time', async () => {
    await fault({ operation: 'getMember', delayMs: 5000 });
    const answer = guest.request('GET', guest.own);
    let timers: { name: string }[] = [];
    while (!timers.some(({ name }) => name === 'genesys-cloud delay getMember')) {
      ({ timers } = await cloud.server.get<{ timers: { name: string }[] }>('/control/timers'));
    }
    cloud.server.clock.advance(5000);
    expect((await answer).status).toBe(200);
  });

  it('Y-52 Frames come twice, never, late, in another order, broken, or too large', async () => {
    await guest.fault({ duplicate: 1 });
    await guest.say('twice');
    await guest.fault({ lose: 1 });
    await guest.say('never');
    await guest.fault({ swap: 1 });
    await guest.say('second');
    await guest.say('first');
    await guest.fault({ malformed: 1 });
    await guest.say('behind nonsense');
    await stream.when(() => bodies().at(-1) === 'behind nonsense');
    expect(bodies()).toEqual(['twice', 'twice', 'first', 'second', 'broken', 'behind nonsense']);
    await guest.fault({ oversized: 1 });
    await guest.say('behind much');
    await stream.when(() => bodies().at(-1) === 'behind much');
    expect(stream.texts.at(-2)?.length).toBeGreaterThan(131_072);
    await guest.fault({ delayMs: 1000 });
    await guest.say('late');
    await guest.fault({ delayMs: 0 });
    await guest.say('at once');
    await stream.when(() => bodies().at(-1) === 'at once');
    cloud.server.clock.advance(1000);
    await stream.when(() => bodies().at(-1) === 'late');
  });

  it('Y-53 A stream breaks, is closed, or falls silent; a token is over before its time', async () => {
    await guest.fault({ cut: true });
    await stream.when(() => stream.closed !== undefined);
    expect(stream.closed).toBe(1006);
    stream = await guest.attach();
    await guest.fault({ close: true });
    await stream.when(() => stream.closed !== undefined);
    expect(stream.closed).toBe(1000);
    stream = await guest.attach();
    await guest.fault({ heartbeats: false });
    cloud.server.clock.advance(30_000);
    await guest.say('no beat');
    await stream.count(1);
    expect(stream.frames[0]?.eventBody.body).toBe('no beat');
    await guest.fault({ expireToken: true });
    expect(await guest.say('x')).toMatchObject({ status: 401, body: { code: 'credentials.expired' } });
  });

  it('Y-54 The harness sees the conversations, their chats and streams, and what was asked', async () => {
    const { conversations } = await cloud.server.get<{ conversations: object[] }>(
      '/control/genesys-cloud/conversations',
    );
    expect(conversations).toMatchObject([
      {
        id: guest.created.id,
        chatId: await guest.chatId(),
        queue: 'Support',
        ended: false,
        streams: 1,
        members: [{ role: 'CUSTOMER' }, { role: 'ACD' }],
      },
    ]);
    await guest.say('seen');
    const { entries } = await cloud.server.get<{ entries: { seam: string; name: string; who?: string }[] }>(
      '/control/journal',
    );
    const own = entries.filter(({ seam }) => seam === 'genesys-cloud');
    expect(own.map(({ name }) => name)).toEqual([
      'create',
      'member-change',
      'message',
      'member-change',
      'message',
      'send',
    ]);
    expect(JSON.stringify(entries)).not.toContain(guest.created.jwt);
    const unknown = await cloud.server.post('/control/genesys-cloud/conversations/nobody/faults', { cut: true });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'no-such-chat' } });
  });

  it('Y-55 A reset forgets guests, tokens and faults; outside open mode nobody has a hand in it', async () => {
    await fault({ refuse: { status: 500 } });
    const before = guest;
    await cloud.control('/reset');
    await stream.when(() => stream.closed !== undefined);
    expect((await before.request('GET', before.own)).status).toBe(404);
    expect((await cloud.create()).status).toBe(200);
    await cloud.stop();
    cloud = await CloudServer.start(
      {},
      { open: false },
      {},
      {
        agents: [{ agentId: '5001', name: 'Ava', dn: '7001', password: 'hush', queues: [] }],
      },
    );
    expect((await cloud.create()).status).toBe(200);
    const shut = await fetch(`${cloud.server.url}/control/genesys-cloud/conversations`);
    expect(shut.status).toBe(404);
  });

  it('Y-56 In virtual time the world waits, and the network does not', async () => {
    await cloud.stop();
    cloud = await CloudServer.start({ heartbeatMs: 20 }, {}, {}, {}, { wallClock: new SystemClock() });
    const waiting = await cloud.guest();
    const heard = await waiting.attach();
    await heard.when(() => heard.frames.some(({ topicName }) => topicName === 'channel.metadata'));
    const { timers } = await cloud.server.get<{ timers: { name: string }[] }>('/control/timers');
    expect(timers.filter(({ name }) => name.includes('heartbeat'))).toEqual([]);
    await waiting.request('DELETE', waiting.own);
    cloud.server.clock.advance(30_000);
    await heard.when(() => heard.closed !== undefined);
  });
});
