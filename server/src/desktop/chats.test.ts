import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ChatFrame,
  chatFrameOf,
  type ChatSnapshot,
  type ServerFrame,
  subprotocolsFor,
} from '@fusion-cti/protocol';
import { TestServer, type TestSocket } from '../testing/test-server.js';
import { Customer } from './testing/customer.js';

interface Agent {
  readonly socket: TestSocket;
  readonly session: string;
  readonly heard: ServerFrame[];
  /** `1 Client ParticipantJoined`, `ChatOffered`, ... of all that was heard since the last time. */
  readonly hears: (last: string) => Promise<readonly string[]>;
  readonly ask: (type: string, fields?: object) => ReturnType<TestServer['command']>;
  readonly does: (type: string, fields?: object) => Promise<void>;
}

/** Nobody but the agents of the world serves chats. */
const UNSCRIPTED = { gms: { profile: 'agent' } };

describe('chats in the toolbar', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
  });
  afterEach(() => server.stop());

  async function connect(request: object = {}): Promise<Agent> {
    const { body } = await server.post('/genesys/session', { agent: '5001', chats: true, ...request });
    const socket = server.open({}, subprotocolsFor(body.ticket as string));
    const heard: ServerFrame[] = [];
    const first = await socket.next();
    if (first.kind !== 'hello') throw new Error('No greeting');
    heard.push(first);
    const { session } = first.frame;
    const ask = (type: string, fields: object = {}) => server.command(type, { session, ...fields });
    return {
      socket,
      session,
      heard,
      ask,
      does: async (type, fields) => {
        expect((await ask(type, fields)).body).toEqual({ status: 'Success' });
      },
      hears: async (last) => {
        const names: string[] = [];
        while (names.at(-1) !== last) {
          const frame = await socket.next();
          if (frame.kind === 'ping') continue;
          heard.push(frame);
          names.push(nameOf(frame));
        }
        return names;
      },
    };
  }

  async function atWork(request: object = {}): Promise<Agent> {
    const agent = await connect(request);
    await agent.does('initialize');
    await agent.hears('ChatAgent Ready');
    return agent;
  }

  /** A customer whose chat the agent is in. */
  async function serving(agent: Agent, fields: Record<string, unknown> = {}): Promise<Customer> {
    const customer = await Customer.begin(server, fields);
    await agent.does('chatAccept', { chatId: customer.chatId });
    await agent.hears('ChatParties');
    return customer;
  }

  const journalOf = async (name: string) => {
    const { entries } = await server.get<{ entries: { name: string; payload: unknown }[] }>('/control/journal');
    return entries.filter((entry) => entry.name === name);
  };

  it('D-01 An agent who is available in the toolbar is offered chats of their services, and told of each line once and in order', async () => {
    const agent = await atWork();
    const customer = await Customer.begin(server, { emailAddress: 'rita@example.com', subject: 'Boiler' });
    const { chatId } = customer;
    expect(await agent.hears('ChatOffered')).toEqual(['ChatOffered']);
    expect(chatIn(agent)).toMatchObject({
      chatId,
      place: 'Offered',
      customer: { nickname: 'Rita', emailAddress: 'rita@example.com', subject: 'Boiler' },
      offer: { purpose: 'queue', expiresInMs: 30_000 },
      transcript: [],
    });
    await customer.does('send', { message: 'Is anybody there?' });
    await agent.does('chatAccept', { chatId });
    expect(await agent.hears('ChatParties')).toEqual([
      'ChatOfferOver accepted',
      'ChatJoined 1 ParticipantJoined, 2 Message',
      '3 Agent ParticipantJoined',
      'ChatParties',
    ]);
    await customer.does('startTyping');
    await customer.does('send', { message: 'Hello' });
    await agent.does('chatTyping', { chatId });
    await agent.does('chatSay', { chatId, text: 'Good morning' });
    await agent.does('chatPushUrl', { chatId, url: 'https://example.com/help' });
    await agent.does('chatRead', { chatId, index: 5 });
    await agent.does('chatData', { chatId, userData: { case: '7' } });
    await customer.does('readReceipt', { transcriptPosition: 7 });
    await agent.does('chatEnd', { chatId });
    expect(await agent.hears('ChatPlace Free')).toEqual([
      '4 Client TypingStarted',
      '5 Client Message',
      '6 Agent TypingStarted',
      '7 Agent Message',
      '8 Agent PushUrl',
      'ChatRead 2 5',
      'ChatData',
      'ChatRead 1 7',
      '9 Agent ParticipantLeft',
      '10 Client ParticipantLeft',
      'ChatEnded agent',
      'ChatParties',
      'ChatPlace Free',
    ]);
    expect(seqs(agent)).toEqual(Array.from(seqs(agent), (_, n) => (seqs(agent)[0] ?? 0) + n));
  });

  it('D-02 Going unavailable stops offers, chats that are served go on, and logging out sends them back', async () => {
    const agent = await atWork();
    const customer = await serving(agent);
    await agent.does('notReady', { reason: 'Lunch' });
    expect(await agent.hears('ChatAgent NotReady')).toEqual(['EventAgentNotReady', 'ChatAgent NotReady']);
    const second = await Customer.begin(server);
    await agent.does('chatSay', { chatId: customer.chatId, text: 'Still here' });
    expect(await agent.hears('3 Agent Message')).toEqual(['3 Agent Message']);
    await agent.does('ready');
    await agent.hears('ChatOffered');
    expect(chatIn(agent).chatId).toBe(second.chatId);
    await agent.does('logout');
    await agent.hears('ChatAgent LoggedOut');
    const { chats } = await server.get<{ chats: { state: string }[] }>('/control/chats');
    expect(chats.map(({ state }) => state)).toEqual(['Waiting', 'Waiting']);
  });

  it('D-03 A toolbar that does not say that it can show chats is offered none, and hears of none', async () => {
    const { socket, session } = await server.atWork('5001');
    await Customer.begin(server);
    await server.ring('7001');
    expect((await socket.until('EventRinging')).map(({ eventName }) => eventName)).toEqual(['EventRinging']);
    expect((await server.command('chatReady', { session })).body).toMatchObject({ code: 'not-permitted' });
    const hello = JSON.parse(socket.texts[0] ?? '') as { commands: string[] };
    expect(hello.commands.filter((name) => name.startsWith('chat'))).toEqual([]);
  });

  it('D-04 A client that comes back hears what it missed with its numbers, or everything anew', async () => {
    const agent = await atWork();
    const customer = await serving(agent);
    const { chatId } = customer;
    const lastSeq = seqs(agent).at(-1);
    agent.socket.webSocket.terminate();
    await customer.does('send', { message: 'One' });
    await customer.does('send', { message: 'Two' });
    const back = await connect({ session: agent.session, lastSeq });
    expect(await back.hears('4 Client Message')).toEqual(['3 Client Message', '4 Client Message']);
    expect(seqs(back)).toEqual([(lastSeq ?? 0) + 1, (lastSeq ?? 0) + 2]);
    back.socket.webSocket.terminate();
    const anew = await connect({ session: agent.session });
    await anew.hears('snapshot');
    const { frame } = anew.heard.at(-1) as Extract<ServerFrame, { kind: 'snapshot' }>;
    expect(frame).toMatchObject({
      chatAgent: 'Ready',
      chats: [{ chatId, eventId: `${chatId}-2`, place: 'Engaged', participantId: 2, transcriptFrom: 1 }],
    });
    expect(frame.chats?.[0]?.transcript.map(({ index, text }) => `${index} ${text ?? ''}`)).toEqual([
      '1 ',
      '2 ',
      '3 One',
      '4 Two',
    ]);
  });

  it('D-04 A toolbar that is gone for too long loses its chats to the next agent', async () => {
    const agent = await atWork();
    const customer = await serving(agent, { userData: { GCTI_Chat_AsyncMode: 'true' } });
    agent.socket.webSocket.terminate();
    await journalHas('disconnect');
    server.clock.advance(60_000);
    const { chat } = await server.get<{ chat: { state: string } }>(`/control/chats/${customer.chatId}`);
    expect(chat.state).toBe('Waiting');
  });

  async function journalHas(name: string): Promise<void> {
    while ((await journalOf(name)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  it('D-05 An offer is declined, missed or withdrawn, and each of these is told', async () => {
    await server.stop();
    server = await TestServer.start({}, { chat: { defaults: { offerMs: 5000, ...UNSCRIPTED } } });
    const agent = await atWork();
    const first = await Customer.begin(server);
    await agent.hears('ChatOffered');
    await agent.does('chatDecline', { chatId: first.chatId });
    await agent.hears('ChatOfferOver declined');
    const second = await Customer.begin(server);
    await agent.hears('ChatOffered');
    await second.does('disconnect');
    await agent.hears('ChatOfferOver withdrawn');
    await Customer.begin(server);
    await agent.hears('ChatOffered');
    server.clock.advance(5000);
    // Who does not answer is probably not there: no more chats, until the agent says otherwise.
    expect(await agent.hears('ChatAgent NotReady')).toEqual(['ChatOfferOver missed', 'ChatAgent NotReady']);
    await agent.does('chatReady');
    expect(await agent.hears('ChatOffered')).toEqual(['ChatAgent Ready', 'ChatOffered']);
  });

  it('D-06 A repeated command acts once, and one that makes no sense changes nothing', async () => {
    const agent = await atWork();
    const customer = await serving(agent);
    const { chatId } = customer;
    for (let n = 0; n < 2; n += 1) await agent.ask('chatSay', { chatId, text: 'Once', commandId: 'c1' });
    const codes = async (...asked: [string, object][]) => {
      const answers: string[] = [];
      for (const [type, fields] of asked) {
        const { status, body } = await agent.ask(type, fields);
        answers.push(`${status} ${body.code ?? ''}`);
      }
      return answers;
    };
    expect(
      await codes(
        ['chatSay', { chatId, text: 'Other', commandId: 'c1' }],
        ['chatEnd', { chatId, commandId: 'c1' }],
        ['chatSay', { chatId }],
        ['chatSay', { text: 'x' }],
        ['chatSay', { chatId, text: 'x'.repeat(20_000) }],
        ['chatSay', { chatId: 'none', text: 'x' }],
        ['chatAccept', { chatId }],
        ['chatDone', { chatId }],
        ['chatPushUrl', { chatId, url: 'javascript:alert(1)' }],
        ['chatTransfer', { chatId }],
        ['chatTransfer', { chatId, to: '5002', service: 'sales' }],
        ['chatTransfer', { chatId, to: 'nobody' }],
        ['chatTransfer', { chatId, to: '5002' }],
        ['chatRead', { chatId, index: 99 }],
        ['chat-say', { chatId, text: 'Two' }],
      ),
    ).toEqual([
      '200 ',
      '409 command-id-reused',
      '400 invalid-command',
      '400 invalid-command',
      '413 body-too-large',
      '404 no-such-chat',
      '409 wrong-state',
      '409 wrong-state',
      '400 invalid-command',
      '400 invalid-command',
      '400 invalid-command',
      '404 agent-unknown',
      '409 destination-unavailable',
      '409 wrong-state',
      '200 ',
    ]);
    expect(await agent.hears('4 Agent Message')).toEqual(['3 Agent Message', '4 Agent Message']);
  });

  it('D-07 A chat goes to a colleague, or to another service, or is shared; each toolbar hears its part', async () => {
    const ava = await atWork();
    const ben = await atWork({ agent: '5002' });
    const customer = await Customer.begin(server);
    const { chatId } = customer;
    await ava.does('chatAccept', { chatId });
    await ava.hears('ChatParties');
    await ava.does('chatConference', { chatId, to: '5002' });
    await ben.hears('ChatOffered');
    expect(chatIn(ben).offer).toMatchObject({ purpose: 'conference', from: '5001' });
    await ben.does('chatAccept', { chatId });
    await ben.hears('ChatParties');
    await ava.does('chatSay', { chatId, text: 'He is right', visibility: 'agents' });
    expect(await ben.hears('4 Agent Message')).toEqual(['4 Agent Message']);
    expect(await customer.does('refresh', { transcriptPosition: 4 })).toMatchObject({ messages: [] });
    await ben.does('chatLeave', { chatId });
    expect(await ben.hears('ChatPlace Free')).toEqual(['5 Agent ParticipantLeft', 'ChatParties', 'ChatPlace Free']);
    await ava.does('chatTransfer', { chatId, to: '5002' });
    await ben.hears('ChatOffered');
    await ben.does('chatAccept', { chatId });
    await ben.hears('ChatParties');
    expect((await ava.hears('ChatPlace Free')).slice(-4)).toEqual([
      '6 Agent ParticipantJoined',
      '7 Agent ParticipantLeft',
      'ChatParties',
      'ChatPlace Free',
    ]);
    await ben.does('chatTransfer', { chatId, service: 'sales' });
    await ben.hears('ChatPlace Free');
    await ava.hears('ChatOffered');
    expect(chatIn(ava)).toMatchObject({ service: 'sales', offer: { purpose: 'queue' } });
    expect(new Set(offers(ava).map(({ eventId }) => eventId)).size).toBe(2);
  });

  it('D-08 Files go both ways, and only a session whose agent is in the chat gets them', async () => {
    const ava = await atWork();
    const customer = await serving(ava);
    const { chatId } = customer;
    expect(await customer.sendFile('note.txt', 'from the customer')).toBe(200);
    await ava.hears('3 Client FileUploaded');
    const fileId = lineIn(ava).userData?.['file-id'] ?? '';
    const get = (session: string, file = fileId) =>
      fetch(`${server.url}/genesys/chats/${chatId}/files/${file}`, { headers: { authorization: `Bearer ${session}` } });
    const download = await get(ava.session);
    expect(await download.text()).toBe('from the customer');
    expect(Object.fromEntries(download.headers)).toMatchObject({
      'content-disposition': expect.stringContaining('attachment; filename="note.txt"') as string,
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
    });
    const ben = await atWork({ agent: '5002' });
    expect([
      (await get(ben.session)).status,
      (await get('nonsense')).status,
      (await get(ava.session, 'X')).status,
    ]).toEqual([409, 401, 404]);
    const bare = await fetch(`${server.url}/genesys/chats/${chatId}/files/${fileId}`);
    expect(bare.status).toBe(401);

    const send = (name: string, size = 4, commandId = 'f1') =>
      fetch(`${server.url}/genesys/chats/${chatId}/files?name=${encodeURIComponent(name)}&commandId=${commandId}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ava.session}`, 'content-type': 'application/octet-stream' },
        body: 'x'.repeat(size),
      });
    expect((await send('answer.pdf')).status).toBe(200);
    expect((await send('answer.pdf')).status).toBe(200);
    expect((await send('../', 4, 'f2')).status).toBe(400);
    expect((await send('big.pdf', 6_000_000, 'f3')).status).toBe(413);
    expect(await ava.hears('4 Agent FileUploaded')).toEqual(['4 Agent FileUploaded']);
    const sent = lineIn(ava).userData?.['file-id'] ?? '';
    expect(await customer.download(sent)).toBe('xxxx');
  });

  it('D-09 After-chat work is the agent’s to finish, also when the chat is forgotten', async () => {
    await server.stop();
    server = await TestServer.start(
      { gms: { retentionMs: 1000 } },
      {
        chat: {
          defaults: { afterWorkMs: 'untimed', ...UNSCRIPTED },
          cannedReplies: [{ id: 'a', title: 'A', text: 'Hello' }],
        },
      },
    );
    const agent = await atWork();
    const customer = await serving(agent);
    const { chatId } = customer;
    await customer.does('disconnect');
    expect((await agent.hears('ChatPlace AfterWork')).slice(-3)).toEqual([
      'ChatEnded customer',
      'ChatParties',
      'ChatPlace AfterWork',
    ]);
    server.clock.advance(1000);
    expect((await agent.ask('chatSay', { chatId, text: 'x' })).body.code).toBe('no-such-chat');
    agent.socket.webSocket.terminate();
    const back = await connect({ session: agent.session });
    await back.hears('snapshot');
    expect(back.heard.at(-1)?.frame).toMatchObject({ chats: [{ chatId, place: 'AfterWork', endReason: 'customer' }] });
    await back.does('chatDone', { chatId });
    await back.hears('ChatPlace Free');
    const help = await fetch(`${server.url}/genesys/chats/help`, {
      headers: { authorization: `Bearer ${back.session}` },
    });
    expect(await help.json()).toMatchObject({
      agents: [
        { agentId: '5002', name: 'Ben Okafor', available: false },
        { agentId: '5003', available: false },
      ],
      cannedReplies: [{ id: 'a', text: 'Hello' }],
    });
  });
});

function nameOf({ kind, frame }: ServerFrame): string {
  if (kind !== 'chat') return frame.eventName;
  const chat = chatFrameOf(frame);
  switch (chat?.eventName) {
    case undefined:
      return `not a frame: ${JSON.stringify(frame)}`;
    case 'ChatEvent':
      return `${chat.event.index} ${chat.event.from.type} ${chat.event.type}`;
    case 'ChatJoined':
      return `ChatJoined ${chat.chat.transcript.map(({ index, type }) => `${index} ${type}`).join(', ')}`;
    case 'ChatOfferOver':
      return `ChatOfferOver ${chat.outcome}`;
    case 'ChatRead':
      return `ChatRead ${chat.participantId} ${chat.index}`;
    case 'ChatEnded':
      return `ChatEnded ${chat.reason}`;
    case 'ChatPlace':
      return `ChatPlace ${chat.place}`;
    case 'ChatAgent':
      return `ChatAgent ${chat.state}`;
    case 'ChatOffered':
    case 'ChatData':
    case 'ChatParties':
      return chat.eventName;
  }
}

function chatFrames({ heard }: Agent): readonly ChatFrame[] {
  return heard.flatMap(({ kind, frame }) => (kind === 'chat' ? (chatFrameOf(frame) ?? []) : []));
}

function offers(agent: Agent): readonly ChatSnapshot[] {
  return chatFrames(agent).flatMap((frame) => (frame.eventName === 'ChatOffered' ? frame.chat : []));
}

function chatIn(agent: Agent): ChatSnapshot {
  const frame = chatFrames(agent).findLast((one) => 'chat' in one);
  if (frame === undefined || !('chat' in frame)) throw new Error('No chat was told');
  return frame.chat;
}

function lineIn(agent: Agent) {
  const frame = chatFrames(agent).findLast((one) => 'event' in one);
  if (frame === undefined || !('event' in frame)) throw new Error('No line was told');
  return frame.event;
}

function seqs({ heard }: Agent): readonly number[] {
  return heard.flatMap(({ kind, frame }) => (kind === 'chat' || kind === 'event' ? [frame.seq ?? 0] : []));
}
