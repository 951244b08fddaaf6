import { describe, expect, it } from 'vitest';
import { CHAT_PLACE_STATES } from '../tables/chat.js';
import { chatAllows, chatCommandTypeOf, chatCommandTypes } from './chat-commands.js';
import { type ChatFrameBody, chatFrameOf, type ChatSnapshot, MAX_CHAT_TEXT } from './chat-frames.js';
import { commandTypeOf } from './commands.js';
import { parseServerFrame } from './frames.js';

const LINE = {
  index: 1,
  type: 'Message',
  time: 0,
  from: { nickname: 'Rita', participantId: 1, type: 'Client' },
  visibility: 'all',
  text: 'Hello',
  userData: { a: 'b' },
} as const;
const PARTY = { participantId: 1, type: 'Client', nickname: 'Rita', active: true, readUpTo: 0 } as const;
const CHAT: ChatSnapshot = {
  chatId: 'c',
  eventId: 'c-1',
  place: 'Engaged',
  service: 's',
  openedAt: 0,
  since: 0,
  customer: { nickname: 'Rita', emailAddress: 'rita@example.com' },
  parties: [PARTY],
  userData: {},
  transcript: [LINE],
  transcriptFrom: 1,
  offer: { purpose: 'transfer', from: '5002', expiresInMs: 1 },
};
const FRAMES: readonly ChatFrameBody[] = [
  { eventName: 'ChatOffered', chatId: 'c', chat: CHAT },
  { eventName: 'ChatJoined', chatId: 'c', chat: CHAT },
  { eventName: 'ChatOfferOver', chatId: 'c', outcome: 'missed' },
  { eventName: 'ChatEvent', chatId: 'c', event: LINE },
  { eventName: 'ChatRead', chatId: 'c', index: 1, participantId: 1 },
  { eventName: 'ChatData', chatId: 'c', userData: { a: 'b' }, participantId: 1 },
  { eventName: 'ChatParties', chatId: 'c', parties: [PARTY], owner: 2 },
  { eventName: 'ChatEnded', chatId: 'c', reason: 'agent' },
  { eventName: 'ChatPlace', chatId: 'c', place: 'AfterWork', workMs: 1 },
  { eventName: 'ChatAgent', state: 'Ready' },
];

describe('frames about chats', () => {
  it.each(FRAMES.map((frame) => [frame.eventName, frame] as const))('%s is read, and never half', (_name, body) => {
    const received = parseServerFrame(JSON.stringify({ seq: 7, ...body }));
    if (received?.kind !== 'chat') throw new Error('It was taken for something else');
    expect(chatFrameOf(received.frame)).toEqual({ seq: 7, ...body });
    for (const field of Object.keys(body).filter((name) => !['eventName', 'owner', 'workMs'].includes(name))) {
      const less = Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
      expect(chatFrameOf({ ...less, eventName: body.eventName })).toBeUndefined();
    }
  });

  it.each<[string, object]>([
    ['a line of another kind', { event: { ...LINE, type: 'Dance' } }],
    ['a line by nobody', { event: { ...LINE, from: {} } }],
    ['a text without end', { event: { ...LINE, text: 'x'.repeat(MAX_CHAT_TEXT + 1) } }],
    ['data that are no texts', { event: { ...LINE, userData: { a: {} } } }],
  ])('are refused with %s', (_what, wrong) => {
    expect(chatFrameOf({ eventName: 'ChatEvent', chatId: 'c', ...wrong } as never)).toBeUndefined();
  });

  it.each<[string, object]>([
    ['a party that is none', { parties: [{}] }],
    ['no customer', { customer: {} }],
    ['an offer for nothing', { offer: { purpose: 'fun', expiresInMs: 1 } }],
  ])('are refused when the chat has %s', (_what, wrong) => {
    expect(chatFrameOf({ eventName: 'ChatJoined', chatId: 'c', chat: { ...CHAT, ...wrong } } as never)).toBeUndefined();
  });

  it('have no other names', () => {
    expect(chatFrameOf({ eventName: 'ChatDance' })).toBeUndefined();
    expect(chatFrameOf({ eventName: 'constructor' })).toBeUndefined();
  });
});

describe('commands about chats', () => {
  it('are none of those about calls, and written in any case', () => {
    for (const type of chatCommandTypes()) {
      expect(commandTypeOf(type)).toBeUndefined();
      expect(chatCommandTypeOf(type.toUpperCase())).toBe(type);
    }
    expect(chatCommandTypeOf('chat-push-url')).toBe('chatPushUrl');
    expect(chatCommandTypeOf('constructor')).toBeUndefined();
  });

  it('make sense at one place at most, unless they are about the agent', () => {
    for (const type of chatCommandTypes()) {
      const places = CHAT_PLACE_STATES.filter((place) => chatAllows(place, type));
      expect([type, places.length]).toEqual([type, type.endsWith('Ready') ? CHAT_PLACE_STATES.length : 1]);
    }
  });
});
