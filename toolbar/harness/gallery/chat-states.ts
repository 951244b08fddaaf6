import type { ChatLine, ChatParty, ChatSnapshot } from '@fusion-cti/protocol';
import { reduceChats } from '../../src/state/chats.js';
import { NO_CHATS, type ChatsState } from '../../src/state/chats-state.js';

const RITA = { nickname: 'Rita Mendes', participantId: 1, type: 'Client' } as const;
const AVA = { nickname: 'Ava Martin', participantId: 2, type: 'Agent' } as const;
const PARTIES: readonly ChatParty[] = [
  { ...RITA, active: true, readUpTo: 4 },
  { ...AVA, active: true, agentId: '5001', readUpTo: 5 },
];

/** A chat in the middle of a conversation. `now`: milliseconds since 1970. */
function chat(now: number, over: Partial<ChatSnapshot> = {}): ChatSnapshot {
  const line = (index: number, from: ChatLine['from'], text?: string): ChatLine => ({
    index,
    from,
    time: now - (6 - index) * 20_000,
    visibility: 'all',
    type: text === undefined ? 'ParticipantJoined' : 'Message',
    ...(text !== undefined && { text }),
  });
  return {
    chatId: 'chat-1',
    eventId: 'chat-1-1',
    place: 'Engaged',
    service: 'customer-support',
    openedAt: now - 120_000,
    since: now - 100_000,
    customer: { nickname: 'Rita Mendes', emailAddress: 'rita@example.com' },
    parties: PARTIES,
    participantId: 2,
    owner: 2,
    userData: { Subject: 'Delivery' },
    transcript: [
      line(1, RITA),
      line(2, RITA, 'Hello, my delivery has not come.'),
      line(3, AVA),
      line(4, AVA, 'Good morning. Which number has the order?'),
      line(5, RITA, 'It is 4711-0815, from last Monday.'),
    ],
    transcriptFrom: 1,
    ...over,
  };
}

function chats(now: number, ...list: readonly ChatSnapshot[]): ChatsState {
  const told = reduceChats(NO_CHATS, { type: 'snapshot', chats: list, agent: 'Ready', at: now });
  const help = {
    agents: [{ agentId: '5002', name: 'Ben Okafor', available: true }],
    services: ['customer-support', 'sales'],
    cannedReplies: [{ id: 'hello', title: 'Greeting', text: 'Good morning, how can I help you?' }],
    maxFileBytes: 1_000_000,
  };
  return { ...told, help };
}

export function chatStates(now: number): Readonly<Record<'offered' | 'one' | 'two' | 'work', ChatsState>> {
  const offered = { purpose: 'queue', expiresInMs: 12_000 } as const;
  const second = { chatId: 'chat-2', eventId: 'chat-2-1', customer: { nickname: 'Omar Haddad' } };
  return {
    offered: chats(now, chat(now, { place: 'Offered', since: now - 8_000, offer: offered, transcript: [] })),
    one: chats(now, chat(now)),
    two: chats(now, chat(now), chat(now, second)),
    work: chats(now, chat(now, { place: 'AfterWork', endReason: 'client', workMs: 45_000 })),
  };
}
