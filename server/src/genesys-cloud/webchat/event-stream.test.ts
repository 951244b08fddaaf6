import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CloudServer, type Guest, StreamSocket } from '../testing/cloud-server.js';

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
const ISO = expect.stringMatching(/^2026-.*Z$/) as string;

describe('the event stream of a web chat', () => {
  let cloud: CloudServer;
  let guest: Guest;
  beforeEach(async () => {
    cloud = await CloudServer.start();
    guest = await cloud.guest();
  });
  afterEach(() => cloud.stop());

  const begin = async (...parameters: Parameters<typeof CloudServer.start>) => {
    await cloud.stop();
    cloud = await CloudServer.start(...parameters);
    guest = await cloud.guest();
  };

  it('Y-30 Routing begins with the stream: not before', async () => {
    await cloud.ready('5001');
    expect((await guest.request('GET', guest.own)).body).toMatchObject({ state: 'DISCONNECTED' });
    expect((await cloud.server.get<{ chats: unknown[] }>('/control/chats')).chats).toEqual([]);
    const stream = await guest.attach();
    await stream.count(4);
    expect(await guest.heard()).toEqual(['guest CONNECTED', 'guest member-join', 'acd CONNECTED', 'Ava ALERTING']);
  });

  it('Y-31 Frames are as documented, field by field', async () => {
    const stream = await guest.served();
    const { id } = guest.created;
    await guest.agent('typing', { text: 'He' });
    await guest.agent('say', { text: 'Hello' });
    await stream.when(() => stream.frames.at(-1)?.eventBody.body === 'Hello');
    const agent = [...(await guest.names())].find(([, name]) => name === 'Ava')?.[0];
    const [first] = stream.frames;
    expect(first).toEqual({
      topicName: `v2.conversations.chats.${id}.members`,
      version: '2',
      eventBody: {
        conversation: { id },
        member: { id: guest.created.member.id, state: 'CONNECTED' },
        timestamp: ISO,
      },
      metadata: { CorrelationId: UUID, type: 'member-change' },
    });
    expect(stream.frames.slice(-2)).toEqual([
      {
        topicName: `v2.conversations.chats.${id}.messages`,
        version: '2',
        eventBody: { id: UUID, conversation: { id }, sender: { id: agent }, timestamp: ISO },
        metadata: { CorrelationId: UUID, type: 'typing-indicator' },
      },
      {
        topicName: `v2.conversations.chats.${id}.messages`,
        version: '2',
        eventBody: {
          id: UUID,
          conversation: { id },
          sender: { id: agent },
          body: 'Hello',
          bodyType: 'standard',
          timestamp: ISO,
        },
        metadata: { CorrelationId: UUID, type: 'message' },
      },
    ]);
  });

  it('Y-32 Whole trace: from the guest’s coming to the agent’s end', async () => {
    const stream = await guest.served();
    await guest.say('Hello');
    await guest.request('POST', `${guest.own}/typing`);
    await guest.agent('typing');
    await guest.agent('say', { text: 'Good morning' });
    await guest.agent('say', { text: 'between agents', visibility: 'agents' });
    await guest.agent('notice', { text: 'ORDER' });
    await guest.agent('push-url', { url: 'http://example.com' });
    await guest.agent('end');
    await stream.when(() => stream.frames.at(-1)?.eventBody.member?.id === guest.created.member.id);
    const trace = [
      'guest CONNECTED',
      'guest member-join',
      'acd CONNECTED',
      'Ava ALERTING',
      'Ava CONNECTED',
      'Ava member-join',
      'acd DISCONNECTED',
      'guest standard Hello',
      'guest types',
      'Ava types',
      'Ava standard Good morning',
      'Ava notice ORDER',
      'Ava standard http://example.com',
      'Ava member-leave',
      'Ava DISCONNECTED',
      'guest member-leave',
      'guest DISCONNECTED',
    ];
    expect(await guest.heard()).toEqual(trace);
    // What was said is read back in the same order, without what is over at once.
    const { body } = await guest.request('GET', `${guest.path}/messages`);
    const said = (body.entities as { id: string }[]).map(({ id }) => id);
    expect(said).toEqual(
      stream.frames.filter(({ metadata }) => metadata?.type === 'message').map(({ eventBody: { id: own } }) => own),
    );
  });

  it('Y-33 A guest who goes is told to be gone, and an unanswered chat ends without an agent', async () => {
    const stream = await guest.attach();
    await guest.request('DELETE', guest.own);
    await stream.count(5);
    expect(await guest.heard()).toEqual(
      ['guest CONNECTED', 'guest member-join', 'acd CONNECTED', 'acd DISCONNECTED', 'guest member-leave'].concat(
        (await guest.heard()).slice(5),
      ),
    );
    await stream.when(() => stream.frames.at(-1)?.eventBody.member?.state === 'DISCONNECTED');
    // The stream stays open for a while, and then it closes.
    cloud.server.clock.advance(29_999);
    expect((await guest.heard()).at(-1)).toBe('guest DISCONNECTED');
    cloud.server.clock.advance(1);
    await stream.when(() => stream.closed !== undefined);
    expect(stream.closed).toBe(1000);
    const again = await guest.attach();
    expect(again.refusedWith).toBe(404);
  });

  it('Y-34 Declined and missed offers are over, and the next agent is another member', async () => {
    await cloud.ready('5001');
    const stream = await guest.attach();
    await stream.until((heard) => heard.some((line) => line.endsWith('ALERTING')));
    await guest.agent('decline');
    await cloud.ready('5002');
    await stream.when(
      () => stream.frames.filter(({ eventBody }) => eventBody.member?.state === 'ALERTING').length === 2,
    );
    cloud.server.clock.advance(30_000);
    await stream.when(() => stream.frames.at(-1)?.eventBody.member?.state === 'DISCONNECTED');
    expect((await guest.heard()).slice(2)).toEqual([
      'acd CONNECTED',
      'Ava ALERTING',
      'Ava DISCONNECTED',
      'Ben ALERTING',
      'Ben DISCONNECTED',
    ]);
  });

  it('Y-35 A transfer to a colleague, and one to a queue', async () => {
    const stream = await guest.served();
    await cloud.ready('5002', '5003');
    await guest.agent('transfer', { to: '5002' });
    await guest.agent('accept');
    await guest.agent('transfer', { service: 'cloud-support' });
    await guest.agent('accept');
    await stream.until((heard) => heard.filter((line) => line === 'acd DISCONNECTED').length === 2, guest);
    expect((await guest.heard()).slice(7)).toEqual([
      'Ben ALERTING',
      'Ben CONNECTED',
      'Ben member-join',
      'Ava member-leave',
      'Ava DISCONNECTED',
      'Ben member-leave',
      'Ben DISCONNECTED',
      'acd CONNECTED',
      'Ava ALERTING',
      'Ava CONNECTED',
      'Ava member-join',
      'acd DISCONNECTED',
    ]);
  });

  it('Y-36 CONNECTED may be told again; a lost agent is DISCONNECTED and not gone, and has left after 15 minutes', async () => {
    await begin({ heartbeatMs: 3_600_000 });
    const stream = await guest.served();
    const deed = (name: string) =>
      cloud.control(`/genesys-cloud/conversations/${guest.created.id}/agent`, { deed: name });
    await deed('hold');
    await deed('lost');
    await deed('back');
    await deed('lost');
    cloud.server.clock.advance(899_999);
    expect((await guest.request('GET', `${guest.path}/messages`)).body.entities).toHaveLength(2);
    cloud.server.clock.advance(1);
    await stream.until((heard) => heard.at(-1) === 'guest DISCONNECTED', guest);
    expect((await guest.heard()).slice(7)).toEqual([
      'Ava CONNECTED',
      'Ava DISCONNECTED',
      'Ava CONNECTED',
      'Ava DISCONNECTED',
      'Ava member-leave',
      'guest member-leave',
      'guest DISCONNECTED',
    ]);
  });

  it('Y-37 Nothing is told twice: whoever comes back reads what was missed', async () => {
    const stream = await guest.served();
    const last = stream.frames.findLast(({ metadata }) => metadata?.type === 'message')?.eventBody.id;
    stream.webSocket.terminate();
    await stream.when(() => stream.closed !== undefined);
    await guest.agent('say', { text: 'missed' });
    const again = await guest.attach();
    await guest.agent('say', { text: 'heard' });
    await again.count(1);
    expect(await guest.heard()).toEqual(['Ava standard heard']);
    const { body } = await guest.request('GET', `${guest.path}/messages?after=${last}`);
    expect((body.entities as { body: string }[]).map((message) => message.body)).toEqual(['missed', 'heard']);
  });

  it('Y-38 The newest stream of a conversation replaces the older, unless several may be there', async () => {
    const first = await guest.attach();
    const second = await guest.attach();
    await first.when(() => first.closed !== undefined);
    expect(first.closed).toBe(1000);
    await guest.say('to one');
    await second.count(1);

    await begin({ secondStream: 'joins' });
    const both = [await guest.attach(), await guest.attach()];
    await guest.say('to both');
    for (const stream of both) await stream.when(() => stream.frames.at(-1)?.eventBody.body === 'to both');
  });

  it('Y-39 A heartbeat comes every 30 seconds, without metadata; who answers no ping is cut', async () => {
    const stream = await guest.attach();
    await stream.count(3);
    cloud.server.clock.advance(29_999);
    await guest.say('still nothing');
    await stream.count(4);
    cloud.server.clock.advance(1);
    await stream.count(5);
    expect(stream.frames[4]).toEqual({
      topicName: 'channel.metadata',
      eventBody: { message: 'WebSocket Heartbeat' },
    });
    // Two beats at once: nobody can have answered the first.
    cloud.server.clock.advance(60_000);
    await stream.when(() => stream.closed !== undefined);
  });

  it('Y-40 A conversation that nobody attaches to is over after five minutes', async () => {
    cloud.server.clock.advance(299_999);
    expect((await cloud.server.get<{ timers: { name: string }[] }>('/control/timers')).timers).toContainEqual({
      name: `genesys-cloud attach ${guest.created.id}`,
      inMs: 1,
    });
    cloud.server.clock.advance(1);
    const late = await guest.attach();
    expect(late.refusedWith).toBe(404);
    cloud.server.clock.advance(3_600_000);
    expect((await guest.request('GET', guest.own)).status).toBe(404);
  });

  it('Y-41 Only whoever has a good token gets a stream, and who talks too much there loses it', async () => {
    const uri = guest.created.eventStreamUri;
    for (const [path, status] of [
      [uri.slice(0, -8) + 'AAAAAAAA', 401],
      [uri.slice(0, uri.lastIndexOf('/') + 1), 401],
      [uri.replace('/v1/token/', '/v2/token/'), 404],
    ] as const) {
      const stranger = new StreamSocket(path);
      await stranger.opened();
      expect(stranger.refusedWith, path).toBe(status);
    }
    const page = new StreamSocket(uri, { origin: 'https://evil.example' });
    await page.opened();
    expect(page.refusedWith).toBe(403);
    const stream = await guest.attach();
    for (let n = 0; n < 61; n += 1) stream.webSocket.send('hello?');
    await stream.when(() => stream.closed !== undefined);
    expect(stream.closed).toBe(4429);
  });

  it('Y-42 Coming and going may be told of agents only', async () => {
    await begin({ joinMessages: 'agents' });
    await guest.served();
    expect((await guest.heard()).filter((line) => line.includes('member-'))).toEqual(['Ava member-join']);
  });
});
