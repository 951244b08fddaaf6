import { chat, chatAgent, chatPlace } from '@fusion-cti/protocol';
import { describe, expect, it } from 'vitest';
import { advance } from './fault.js';
import { Rig } from './testing/rig.js';

describe('offers', () => {
  it('M-10 The longest-waiting chat meets the agent with the fewest chats, up to the capacity', () => {
    const rig = new Rig();
    const [one, two, three] = [rig.open(), rig.open(), rig.open()];
    rig.ready('A');
    const offered = () => [one, two, three].map((chatId) => rig.server.chat(chatId)?.offeredTo);
    expect(offered()).toEqual(['A', 'A', undefined]);
    rig.ready('B');
    expect(offered()).toEqual(['A', 'A', 'B']);
    rig.do({ kind: 'accept', chatId: one, agentId: 'A' });
    const four = rig.open();
    expect(rig.server.chat(four)?.offeredTo).toBe('B');
    const five = rig.open();
    expect(rig.state(five)).toBe('Waiting');
    rig.do({ kind: 'end', chatId: one, by: 'customer' });
    expect(rig.server.chat(five)?.offeredTo).toBe('A');
  });

  it('M-10 Only agents of the service are asked', () => {
    const rig = new Rig({
      agents: [
        { agentId: 'A', nickname: 'a', capacity: 5, services: ['sales'] },
        { agentId: 'B', nickname: 'b', capacity: 0 },
      ],
    });
    const [support, sales] = [rig.open('x', 'support'), rig.open('y', 'sales')];
    rig.ready('A', 'B');
    expect([rig.state(support), rig.state(sales)]).toEqual(['Waiting', 'Offered']);
  });

  it('M-11 Whoever declines is not asked again about this chat, until being ready anew', () => {
    const rig = new Rig();
    rig.ready('A');
    const chatId = rig.open();
    rig.do({ kind: 'decline', chatId, agentId: 'A' });
    expect(rig.state(chatId)).toBe('Waiting');
    rig.ready('B');
    expect(rig.server.chat(chatId)?.offeredTo).toBe('B');
    rig.do({ kind: 'decline', chatId, agentId: 'B' });
    rig.do({ kind: 'ready', agentId: 'A' });
    expect(rig.server.chat(chatId)?.offeredTo).toBe('A');
  });

  it('M-11 Whoever does not answer is made not ready, and the chat goes on to somebody else', () => {
    const rig = new Rig();
    rig.ready('A');
    const chatId = rig.open();
    rig.elapse(29_999);
    expect(rig.state(chatId)).toBe('Offered');
    rig.elapse(1);
    expect(rig.server.agent('A')).toMatchObject({ state: 'NotReady', places: [] });
    expect(rig.state(chatId)).toBe('Waiting');
    rig.ready('B');
    expect(rig.server.chat(chatId)?.offeredTo).toBe('B');
  });

  it('M-11 A chat that was sent back is in front of those that came later', () => {
    const rig = new Rig();
    rig.ready('A');
    const first = rig.open();
    rig.do({ kind: 'notReady', agentId: 'A' });
    rig.now += 1;
    const second = rig.open();
    rig.do({ kind: 'decline', chatId: first, agentId: 'A' });
    rig.do({ kind: 'login', agentId: 'B' });
    rig.heard();
    rig.do({ kind: 'ready', agentId: 'B' });
    const offers = rig.news.flatMap((news) => (news.kind === 'offer' ? [news.chatId] : []));
    expect(offers).toEqual([first, second]);
  });

  it('M-12 After-chat work takes a place until its time is over, or the agent says so', () => {
    const rig = new Rig({ rules: { afterWorkMs: 10_000 } });
    const [one, two] = [rig.served(), rig.open()];
    rig.do({ kind: 'accept', chatId: two, agentId: 'A' });
    const third = rig.open();
    rig.do({ kind: 'end', chatId: one, by: 'customer' });
    expect(rig.server.agent('A')?.places).toEqual([
      { chatId: one, state: 'AfterWork' },
      { chatId: two, state: 'Engaged' },
    ]);
    expect(rig.state(third)).toBe('Waiting');
    rig.elapse(10_000);
    expect(rig.server.chat(third)?.offeredTo).toBe('A');
    rig.do({ kind: 'end', chatId: two, by: 'customer' });
    expect(rig.do({ kind: 'workDone', chatId: two, agentId: 'A' }).refused).toBeUndefined();
    expect(rig.server.agent('A')?.places).toEqual([{ chatId: third, state: 'Offered' }]);
  });

  it('M-12 Untimed work ends when the agent says so, also after the chat was forgotten', () => {
    const rig = new Rig({ rules: { afterWorkMs: 'untimed' } });
    const chatId = rig.served();
    rig.do({ kind: 'end', chatId, by: 'customer' });
    rig.do({ kind: 'forget', chatId });
    rig.elapse(86_400_000);
    expect(rig.server.agent('A')?.places).toEqual([{ chatId, state: 'AfterWork' }]);
    rig.do({ kind: 'workDone', chatId, agentId: 'A' });
    expect(rig.server.agent('A')?.places).toEqual([]);
  });
});

describe('colleagues', () => {
  it('M-13 A transfer: the colleague joins and owns the chat, then the first one leaves', () => {
    const rig = new Rig();
    const chatId = rig.served('A');
    rig.ready('B');
    expect(rig.do({ kind: 'transfer', chatId, agentId: 'A', to: 'B' }).refused).toBeUndefined();
    expect(rig.ownerOf(chatId)).toBe('agent-A');
    rig.do({ kind: 'accept', chatId, agentId: 'B' });
    expect(rig.lines(chatId).slice(-2)).toEqual(['agent-B ParticipantJoined', 'agent-A ParticipantLeft']);
    expect([rig.state(chatId), rig.ownerOf(chatId)]).toEqual(['Served', 'agent-B']);
    expect(rig.server.agent('A')?.places).toEqual([]);
  });

  it('M-13 A transfer that is declined or missed leaves the chat where it is', () => {
    const rig = new Rig();
    const chatId = rig.served('A');
    rig.ready('B');
    rig.do({ kind: 'transfer', chatId, agentId: 'A', to: 'B' });
    rig.do({ kind: 'decline', chatId, agentId: 'B' });
    expect([rig.state(chatId), rig.ownerOf(chatId)]).toEqual(['Served', 'agent-A']);
    rig.do({ kind: 'transfer', chatId, agentId: 'A', to: 'B' });
    rig.elapse(30_000);
    expect([rig.state(chatId), rig.ownerOf(chatId)]).toEqual(['Served', 'agent-A']);
    expect(rig.server.agent('B')?.state).toBe('NotReady');
  });

  it('M-13 Whoever leaves while a transfer is pending does not end the chat', () => {
    const rig = new Rig();
    const chatId = rig.served('A');
    rig.ready('B');
    rig.do({ kind: 'transfer', chatId, agentId: 'A', to: 'B' });
    rig.do({ kind: 'leave', chatId, by: { agentId: 'A' } });
    expect([rig.state(chatId), rig.ownerOf(chatId)]).toEqual(['Offered', undefined]);
    rig.do({ kind: 'decline', chatId, agentId: 'B' });
    expect(rig.server.chat(chatId)?.offeredTo).toBe('A');
    rig.do({ kind: 'accept', chatId, agentId: 'A' });
    expect(rig.ownerOf(chatId)).toBe('agent-A');
  });

  it('M-13 A transfer to a service puts the chat there, and not back to who sent it', () => {
    const rig = new Rig();
    const chatId = rig.served('A');
    rig.do({ kind: 'requeue', chatId, agentId: 'A', service: 'sales' });
    expect(rig.server.chat(chatId)).toMatchObject({ state: 'Waiting', service: 'sales' });
    rig.ready('B');
    rig.do({ kind: 'accept', chatId, agentId: 'B' });
    expect(rig.ownerOf(chatId)).toBe('agent-B');
  });

  it('M-14 A conference: whoever stays keeps the chat, and the last one ends it', () => {
    const rig = new Rig();
    const chatId = rig.served('A');
    rig.ready('B');
    rig.do({ kind: 'conference', chatId, agentId: 'A', to: 'B' });
    rig.do({ kind: 'accept', chatId, agentId: 'B' });
    expect(rig.ownerOf(chatId)).toBe('agent-A');
    rig.do({ kind: 'leave', chatId, by: { agentId: 'A' } });
    expect([rig.state(chatId), rig.ownerOf(chatId)]).toEqual(['Served', 'agent-B']);
    rig.do({ kind: 'leave', chatId, by: { agentId: 'B' } });
    expect(rig.server.chat(chatId)).toMatchObject({ state: 'Ended', endReason: 'agent' });
  });

  it('M-15 An agent who is lost leaves no customer alone: the chat goes to a colleague, or back in front of the line', () => {
    const rig = new Rig();
    const [alone, shared, work] = [rig.served('A'), rig.open(), rig.open()];
    rig.ready('B');
    rig.do({ kind: 'accept', chatId: shared, agentId: 'A' });
    rig.do({ kind: 'conference', chatId: shared, agentId: 'A', to: 'B' });
    rig.do({ kind: 'accept', chatId: shared, agentId: 'B' });
    rig.do({ kind: 'accept', chatId: work, agentId: 'B' });
    rig.do({ kind: 'logout', agentId: 'A' });
    expect(rig.server.agent('A')).toMatchObject({ state: 'LoggedOut', places: [] });
    expect([rig.state(alone), rig.ownerOf(shared)]).toEqual(['Waiting', 'agent-B']);
    rig.ready('C');
    expect(rig.server.chat(alone)?.offeredTo).toBe('C');
    rig.do({ kind: 'logout', agentId: 'C' });
    expect(rig.state(alone)).toBe('Waiting');
    rig.do({ kind: 'login', agentId: 'D' });
    rig.do({ kind: 'supervise', chatId: shared, agentId: 'D', visibility: 'all' });
    rig.do({ kind: 'logout', agentId: 'D' });
    expect(rig.lines(shared).at(-1)).toBe('agent-D ParticipantLeft');
  });

  it('M-16 An agent from elsewhere takes a chat that waits, and a silent party does not', () => {
    const rig = new Rig();
    rig.ready('A');
    const chatId = rig.open();
    rig.do({ kind: 'join', chatId, type: 'Agent', nickname: 'voice', silent: true });
    expect(rig.state(chatId)).toBe('Offered');
    rig.do({ kind: 'join', chatId, type: 'Agent', nickname: 'agent1' });
    expect([rig.state(chatId), rig.ownerOf(chatId)]).toEqual(['Served', 'agent1']);
    expect(rig.server.agent('A')?.places).toEqual([]);
    rig.do({ kind: 'leave', chatId, by: { participantId: 3 } });
    expect(rig.state(chatId)).toBe('Ended');
  });
});

describe('supervisors', () => {
  it('M-10 Who listens in is not asked to serve the same chat, until having left it', () => {
    const rig = new Rig();
    const chatId = rig.open();
    rig.do({ kind: 'login', agentId: 'A' });
    rig.do({ kind: 'supervise', chatId, agentId: 'A', visibility: 'agents' });
    rig.do({ kind: 'ready', agentId: 'A' });
    expect(rig.state(chatId)).toBe('Waiting');
    rig.do({ kind: 'leave', chatId, by: { agentId: 'A' } });
    expect(rig.server.chat(chatId)?.offeredTo).toBe('A');
  });
});

describe('the tables', () => {
  it('M-17 are the only way for states to change', () => {
    expect(advance(chat, 'Served', 'Closed', 'x')).toBe('Ended');
    expect(() => advance(chat, 'Ended', 'Closed', 'x')).toThrow('No row for Closed in state Ended (x)');
    expect(() => advance(chatPlace, 'Free', 'Accepted', 'x')).toThrow('No row for');
    expect(chatAgent('LoggedOut', 'Ready')).toBeUndefined();
  });
});
