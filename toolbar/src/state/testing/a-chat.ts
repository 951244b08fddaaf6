import type { ChatLine, ChatSnapshot } from '@fusion-cti/protocol';

export const CUSTOMER = { nickname: 'Rita', participantId: 1, type: 'Client' } as const;
export const OWN = { nickname: 'Ava Martin', participantId: 2, type: 'Agent' } as const;

export function aLine(over: Partial<ChatLine> = {}): ChatLine {
  return { index: 3, type: 'Message', time: 0, from: CUSTOMER, visibility: 'all', ...over };
}

/** A chat that the agent has joined, with two lines. */
export function aChat(over: Partial<ChatSnapshot> = {}): ChatSnapshot {
  return {
    chatId: 'c1',
    eventId: 'c1-1',
    place: 'Engaged',
    service: 'customer-support',
    openedAt: 0,
    since: 0,
    customer: { nickname: 'Rita', emailAddress: 'rita@example.com' },
    parties: [
      { participantId: 1, type: 'Client', nickname: 'Rita', active: true, readUpTo: 0 },
      { participantId: 2, type: 'Agent', nickname: 'Ava Martin', active: true, agentId: '5001', readUpTo: 0 },
    ],
    participantId: 2,
    owner: 2,
    userData: {},
    transcript: [
      aLine({ index: 1, type: 'ParticipantJoined' }),
      aLine({ index: 2, from: OWN, type: 'ParticipantJoined' }),
    ],
    transcriptFrom: 1,
    ...over,
  };
}
