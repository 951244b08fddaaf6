import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import { readWorld } from '../world/world-file.js';
import { BotUser } from './testing/bot-user.js';
import { HOPS } from './trace.js';

const AGENT = '5001';

let server: TestServer;
let user: BotUser;
const atEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of atEnd.splice(0).toReversed()) await end();
});

async function start(aex: object = {}): Promise<void> {
  const clock = new SystemClock();
  server = await TestServer.start({ aex }, {}, { clock, wallClock: clock });
  atEnd.push(() => server.stop());
}

async function begin(): Promise<BotUser> {
  const begun = await BotUser.begin(server);
  atEnd.push(() => begun.goAway());
  return begun;
}

const control = (path: string, body: object) => server.post(`/control${path}`, body);

async function offeredChat(): Promise<string> {
  for (;;) {
    const { chats } = await server.get<{ chats: { chatId: string; state: string }[] }>('/control/chats');
    const offered = chats.find(({ state }) => state === 'Offered');
    if (offered !== undefined) return offered.chatId;
  }
}

/** Somebody at a phone instead of a toolbar. */
async function agentTakesIt(): Promise<string> {
  await control(`/chat-agents/${AGENT}/state`, { state: 'Ready' });
  const chatId = await offeredChat();
  expect(await control(`/chats/${chatId}/accept`, { agentId: AGENT })).toMatchObject({ status: 200 });
  return chatId;
}

/** What was said in it, when there is as much. */
async function transcriptOf(chatId: string, messages: number): Promise<string[]> {
  for (;;) {
    const { transcript } = await server.get<{ transcript: { type: string; text?: string }[] }>(
      `/control/chats/${chatId}`,
    );
    const said = transcript.flatMap(({ type, text = '' }) => (type === 'Message' ? [text] : []));
    if (said.length >= messages) return said;
  }
}

describe.each(['webchat', 'messaging'] as const)('by %s', (backend) => {
  beforeEach(async () => {
    await start({ backend });
    user = await begin();
  });

  it('E-04 The assistant answers by itself, hands over with what was said, and both sides read each other', async () => {
    await user.says('When are you open?');
    await user.hears('Monday to Friday');
    expect(user.phase).toBe('bot');
    await user.says('I want an agent');
    await user.until(() => user.phase === 'waiting');
    await user.says('Are you there?');
    const chatId = await agentTakesIt();
    await user.until(() => user.phase === 'agent' || backend === 'messaging');
    const [before = '', ...rest] = await transcriptOf(chatId, 2);
    await control(`/chats/${chatId}/say`, { agentId: AGENT, text: 'How can I help?' });
    await user.hears('How can I help?');
    expect(before).toContain('User: When are you open?\nAssistant: We are here Monday to Friday');
    expect(rest).toEqual(['Are you there?']);
    expect(user.story.at(-1)).toBe('Ava Martin: How can I help?');
  });

  it('E-08 The end is the same for both, whoever makes it', async () => {
    await user.do('person');
    await agentTakesIt();
    await user.until(() => user.rows.some(({ what }) => what === 'Message'));
    expect((await user.do('end')).status).toBe(202);
    await user.until(() => user.phase === 'ended');
    const { chats } = await server.get<{ chats: { state: string; endReason: string }[] }>('/control/chats');
    expect(chats).toMatchObject([{ state: 'Ended', endReason: 'customer' }]);
    expect((await user.do('messages', { text: 'Hello?' })).body.code).toBe('wrong-state');
    expect(user.lines.filter(({ text }) => text.includes('ended'))).toHaveLength(1);
  });
});

describe('the way of a conversation', () => {
  beforeEach(async () => {
    await start();
    user = await begin();
  });

  it('E-05 Every row from the user to the agent’s click and back has the one correlation id, and no text', async () => {
    const { body } = await server.post('/genesys/session', { agent: AGENT, chats: true });
    const socket = server.open({}, ['fusion-cti.v1', `ticket.${body.ticket as string}`]);
    const hello = await socket.next();
    const { session } = hello.frame as unknown as { session: string };
    await server.command('initialize', { session });
    await server.command('chatReady', { session });
    await user.says('secret one: agent please');
    const [offered] = (await socket.until('ChatOffered')).slice(-1);
    const chat = offered as unknown as { chatId: string; chat: { userData: Record<string, string> } };
    expect(chat.chat.userData.CorrelationId).toBe(user.id);
    await server.command('chatAccept', { session, chatId: chat.chatId });
    await user.until(() => user.phase === 'agent');
    await server.command('chatTyping', { session, chatId: chat.chatId });
    await user.until(() => user.typing !== '');
    await server.command('chatSay', { session, chatId: chat.chatId, text: 'secret two' });
    await user.hears('secret two');
    await user.until(() => user.rows.some(({ what }) => what === 'Shown to the user'));
    const rows = user.rows.toSorted((a, b) => a.n - b.n);
    expect(new Set(rows.map(({ hop }) => hop))).toEqual(new Set(HOPS));
    expect(new Set(rows.map(({ correlationId }) => correlationId))).toEqual(new Set([user.id]));
    expect(JSON.stringify(rows)).not.toContain('secret');
    const way = rows.filter(({ isTyping }) => !isTyping).map(({ hop, what }) => `${hop} ${what}`);
    const stations = [
      'assistant The user writes',
      'assistant The assistant answers',
      'cloud Create conversation',
      'centre The chat is queued',
      'toolbar ChatOffered',
      'toolbar Click on Accept',
      'bridge Publish agent-joined',
      'toolbar The agent writes',
      'cloud Event message',
      'bridge Publish message',
      'assistant Shown to the user',
    ];
    let from = 0;
    for (const station of stations) {
      const found = way.indexOf(station, from);
      expect(found, `${station} in ${way.slice(from).join('; ')}`).toBeGreaterThanOrEqual(from);
      from = found + 1;
    }
  });

  it('E-05 Somebody else’s conversation is not in it', async () => {
    const other = await begin();
    await other.do('person');
    await user.do('person');
    await other.until(() => other.rows.some(({ what }) => what === 'Create conversation'));
    await user.until(() => user.rows.some(({ what }) => what === 'Create conversation'));
    const numbers = new Set(other.rows.map(({ n }) => n));
    expect(user.rows.filter(({ n }) => numbers.has(n))).toEqual([]);
    expect(other.rows.filter(({ what }) => what === 'The chat is queued')).toHaveLength(1);
  });

  it('E-06 Only who has the token of the conversation publishes, and what comes twice is shown once', async () => {
    const publication = {
      ReturnContext: { ConversationId: user.id },
      type: 'message',
      message: 'Made up',
      messageId: 'm-1',
      agent: null,
    };
    const path = '/api/livechat/v1/agentmessage/publish';
    expect((await server.post(path, publication)).status).toBe(401);
    expect((await server.post(path, publication, { authorization: 'Bearer guessed' })).status).toBe(401);
    expect((await server.post(path, { ...publication, type: 'other' })).status).toBe(400);
    await user.do('person');
    const chatId = await agentTakesIt();
    await control(`/chats/${chatId}/say`, { agentId: AGENT, text: 'Real' });
    await user.hears('Real');
    expect(user.story.filter((line) => /Made up|Real/.test(line))).toEqual(['Ava Martin: Real']);
  });

  it('E-08 A reset of the contact centre ends it', async () => {
    await user.do('person');
    await agentTakesIt();
    await control('/reset', {});
    await user.until(() => user.phase === 'ended');
    expect((await user.do('messages', { text: 'x' })).status).toBe(404);
  });
});

test('E-09 When nobody can be reached, the user is told why, and the assistant goes on', async () => {
  await start({ userBurst: 1, userPerMinute: 1 });
  const first = await begin();
  await first.do('person');
  await first.until(() => first.rows.some(({ what }) => what === 'Create conversation'));
  user = await begin();
  await user.do('person');
  await user.hears('No person can be reached: rate_limited');
  expect(user.phase).toBe('bot');
  await user.says('opening hours');
  await user.hears('Monday to Friday');
});

test('E-07 The assistant is there in open mode only, which others cannot reach', async () => {
  const { data } = await readWorld('');
  const agents = data.agents.map((agent) => ({ ...agent, password: 'correct horse battery' }));
  const callers = [{ name: 'acme', keys: ['a-key-for-the-bridge'], returnTargets: [{ host: 'aex.example.com' }] }];
  const closed = await TestServer.start({ open: false, aex: { callers } }, { agents });
  expect((await closed.post('/genesys_wrapper/typing', { id: 'x' })).status).toBe(401);
  expect((await closed.post('/bot/conversations', { name: 'Maria' })).status).toBe(404);
  expect((await closed.post('/api/livechat/v1/agentmessage/publish', {})).status).toBe(404);
  await closed.stop();
});
