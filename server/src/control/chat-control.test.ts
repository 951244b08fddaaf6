import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';

describe('agents of chats, by the control API', () => {
  let server: TestServer;
  let chatId: string;
  beforeEach(async () => {
    server = await TestServer.start();
    const { body } = await server.post('/genesys/2/chat/customer-support', { nickname: 'Rita' });
    chatId = body.chatId as string;
  });
  afterEach(() => server.stop());

  const state = (agentId: string, to: string) => server.post(`/control/chat-agents/${agentId}/state`, { state: to });
  const does = (deed: string, body: object = {}) => server.post(`/control/chats/${chatId}/${deed}`, body);
  const look = async () => {
    const { chat, transcript } = await server.get<{
      chat: { state: string; userData: object };
      transcript: { from: { nickname: string }; type: string; text?: string }[];
    }>(`/control/chats/${chatId}`);
    return {
      ...chat,
      lines: transcript.map(({ from, type, text }) => [from.nickname, type, text].filter(Boolean).join(' ')),
    };
  };

  it('W-40 An agent accepts, does all that agents do, transfers and ends', async () => {
    await state('5001', 'Ready');
    expect((await does('decline')).status).toBe(200);
    await state('5001', 'Ready');
    for (const [deed, body] of [
      ['accept', {}],
      ['typing', { text: 'He' }],
      ['typing', { stopped: true }],
      ['say', { text: 'Hello', messageType: 'text' }],
      ['say', { cannedReply: 'moment' }],
      ['push-url', { url: 'http://example.com' }],
      ['notice', { text: 'N', userData: { a: 'b' } }],
      ['data', { userData: { case: '1' } }],
    ] as const) {
      expect([deed, (await does(deed, body)).status]).toEqual([deed, 200]);
    }
    await state('5002', 'Ready');
    await state('5003', 'Ready');
    expect((await does('transfer', { to: '5002' })).status).toBe(200);
    expect((await does('accept')).status).toBe(200);
    expect((await does('conference', { to: '5003' })).status).toBe(200);
    expect((await does('accept')).status).toBe(200);
    expect((await does('leave', { agentId: '5002' })).status).toBe(200);
    expect((await does('supervise', { agentId: '5001' })).status).toBe(200);
    expect((await does('transfer', { service: 'sales' })).status).toBe(200);
    expect((await does('accept', { agentId: '5001' })).status).toBe(409);
    expect((await does('accept')).status).toBe(200);
    expect((await does('end')).status).toBe(200);
    expect(await look()).toMatchObject({
      state: 'Ended',
      userData: { case: '1' },
      lines: [
        'Rita ParticipantJoined',
        'Ava Martin ParticipantJoined',
        'Ava Martin TypingStarted He',
        'Ava Martin TypingStopped',
        'Ava Martin Message Hello',
        'Ava Martin Message One moment please, I am looking into it.',
        'Ava Martin PushUrl http://example.com',
        'Ava Martin CustomNotice N',
        'Ben Okafor ParticipantJoined',
        'Ava Martin ParticipantLeft',
        'Chiara Rossi ParticipantJoined',
        'Ben Okafor ParticipantLeft',
        'Ava Martin ParticipantJoined',
        'Chiara Rossi ParticipantLeft',
        ...[
          'Ben Okafor ParticipantJoined',
          'Ben Okafor ParticipantLeft',
          'Ava Martin ParticipantLeft',
          'Rita ParticipantLeft',
        ],
      ],
    });
  });

  it('W-40 What cannot be done is refused with a code of the catalogue', async () => {
    const codes = async (...answers: Promise<{ status: number; body: { code?: string } }>[]) =>
      (await Promise.all(answers)).map(({ status, body }) => `${status} ${body.code ?? ''}`);
    expect(
      await codes(
        does('accept'),
        does('say', { text: 'x' }),
        does('say', { text: 'x', agentId: '5001' }),
        does('transfer', {}),
        does('accept', { agentId: 'nobody' }),
        does('supervise', {}),
        state('nobody', 'Ready'),
        server.post('/control/chats/none/say', { text: 'x' }),
        server.post('/control/chats/none/accept', { agentId: '5001' }),
      ),
    ).toEqual([
      '409 wrong-state',
      '409 wrong-state',
      '409 wrong-state',
      '409 wrong-state',
      '404 agent-unknown',
      '400 invalid-request',
      '404 agent-unknown',
      '404 no-such-chat',
      '404 no-such-chat',
    ]);
    expect((await look()).lines).toEqual(['Rita ParticipantJoined']);
  });

  it('W-41 A reset forgets chats, readiness and timers', async () => {
    await state('5001', 'Ready');
    await does('accept');
    await server.post('/control/reset', {});
    expect(await server.get('/control/chats')).toEqual({ chats: [] });
    const { agents } = await server.get<{ agents: { state: string }[] }>('/control/chat-agents');
    expect(agents.map((agent) => agent.state)).toEqual(['LoggedOut', 'LoggedOut', 'LoggedOut']);
    expect(server.clock.pending().filter(({ name }) => name.startsWith('chat '))).toEqual([]);
    expect(await server.get('/genesys/2/mock/sessions/keys')).toEqual([]);
  });
});
