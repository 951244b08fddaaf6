import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatFrame, ChatFrameBody, ChatSnapshot } from '@fusion-cti/protocol';
import { isOver, reduceChats, unread, type Chat } from './chats.js';
import { NO_CHATS, type ChatsState } from './chats-state.js';
import { aChat, aLine, CUSTOMER, OWN } from './testing/a-chat.js';

const AT = 1000;

function after(frames: readonly ChatFrameBody[], from: ChatsState = NO_CHATS): ChatsState {
  return frames.reduce(
    (state, frame) => reduceChats(state, { type: 'frame', frame: frame as ChatFrame, at: AT }),
    from,
  );
}

const joined = (over: Partial<ChatSnapshot> = {}): ChatFrameBody => ({
  eventName: 'ChatJoined',
  chatId: 'c1',
  chat: aChat(over),
});
const line = (over: Parameters<typeof aLine>[0]): ChatFrameBody => ({
  eventName: 'ChatEvent',
  chatId: 'c1',
  event: aLine(over),
});
const the = (state: ChatsState): Chat => state.list[0]!;

describe('chats', () => {
  it('D-14 A line counts once, in whatever way it is told again', () => {
    const story = [
      joined({ transcript: [aLine({ index: 1, type: 'ParticipantJoined' }), aLine({ index: 2, text: 'Hello' })] }),
      line({ index: 3, from: OWN, type: 'ParticipantJoined' }),
      line({ index: 4, type: 'TypingStarted' }),
      line({ index: 5, text: 'Are you there?' }),
      line({ index: 6, from: OWN, text: 'Yes' }),
    ];
    const once = after(story);
    expect(the(once).lines.map(({ index }) => index)).toEqual([1, 2, 3, 5, 6]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: story.length - 1 })), (again) => {
        const repeated = after(
          again.map((n) => story[n]!),
          once,
        );
        expect(repeated).toEqual(once);
      }),
    );
  });

  it('D-14 Typing is seen until it stops, or until what was typed is there', () => {
    const started = after([joined(), line({ index: 3, type: 'TypingStarted' })]);
    expect(the(started).typing).toEqual([1]);
    expect(the(after([line({ index: 4, type: 'TypingStopped' })], started)).typing).toEqual([]);
    expect(the(after([line({ index: 4, text: 'Hi' })], started)).typing).toEqual([]);
    expect(the(after([{ eventName: 'ChatEnded', chatId: 'c1', reason: 'customer' }], started)).typing).toEqual([]);
  });

  it('D-14 What the customer said counts as unread until the agent has seen it, or answered', () => {
    const state = after([joined(), line({ index: 3, text: 'One' }), line({ index: 4, text: 'Two' })]);
    expect(unread(the(state))).toBe(2);
    expect(unread(the(reduceChats(state, { type: 'seen', chatId: 'c1', index: 3 })))).toBe(1);
    expect(unread(the(after([line({ index: 5, from: OWN, text: 'Yes' })], state)))).toBe(0);
    expect(unread(the(after([{ eventName: 'ChatRead', chatId: 'c1', index: 4, participantId: 2 }], state)))).toBe(0);
    const read = after([{ eventName: 'ChatRead', chatId: 'c1', index: 2, participantId: 1 }], state);
    expect([unread(the(read)), the(read).seenByCustomer]).toEqual([2, 2]);
  });

  it('D-14 A long chat keeps its end, and says so', () => {
    const state = after([joined(), ...Array.from({ length: 400 }, (_, n) => line({ index: n + 3, text: 'x' }))]);
    expect([the(state).lines.length, the(state).cut, the(state).next]).toEqual([300, true, 403]);
  });

  it('shows an offer until it is over, and in front the chat that the agent chose', () => {
    const offer = { purpose: 'queue', expiresInMs: 30_000 } as const;
    const offered = after([
      joined(),
      {
        eventName: 'ChatOffered',
        chatId: 'c2',
        chat: aChat({ chatId: 'c2', eventId: 'c2-1', place: 'Offered', offer }),
      },
    ]);
    expect(offered).toMatchObject({ shown: 'c1', list: [{}, { offer: { totalMs: 30_000, expiresAt: AT + 30_000 } }] });
    expect(after([{ eventName: 'ChatOfferOver', chatId: 'c2', outcome: 'missed' }], offered).list).toHaveLength(1);
    const both = after(
      [joined({ chatId: 'c2', eventId: 'c2-1' })].map((frame) => ({ ...frame, chatId: 'c2' })),
      offered,
    );
    expect(both.shown).toBe('c1');
    const chosen = reduceChats(both, { type: 'shown', chatId: 'c2' });
    expect(reduceChats(chosen, { type: 'gone', chatId: 'c2' }).shown).toBe('c1');
  });

  it('brings a chat that was just taken in front of one that is over, and of no other', () => {
    const taken = Object.assign(joined({ chatId: 'c2', eventId: 'c2-1' }), { chatId: 'c2' });
    const over: ChatFrameBody = { eventName: 'ChatPlace', chatId: 'c1', place: 'Free' };
    expect(after([joined(), over, taken]).shown).toBe('c2');
    expect(after([joined(), { ...over, place: 'AfterWork' }, taken]).shown).toBe('c2');
    expect(after([joined(), taken]).shown).toBe('c1');
    const looking = reduceChats(after([joined(), over, taken]), { type: 'shown', chatId: 'c1' });
    expect(after([taken], looking).shown).toBe('c1');
  });

  it('keeps a chat that is over until nobody needs it, also when all is told anew', () => {
    const over = after([
      joined(),
      { eventName: 'ChatEnded', chatId: 'c1', reason: 'customer' },
      { eventName: 'ChatPlace', chatId: 'c1', place: 'Free' },
    ]);
    expect(isOver(the(over))).toBe(true);
    const anew = reduceChats(over, { type: 'snapshot', chats: [], agent: 'Ready', at: AT });
    expect(anew).toMatchObject({ agent: 'Ready', list: [{ chatId: 'c1', endReason: 'customer' }] });
    expect(reduceChats(anew, { type: 'gone', chatId: 'c1' }).list).toEqual([]);
  });

  it('keeps what only the toolbar knows when a chat is told whole again, but not for another contact', () => {
    const state = [
      { type: 'named', eventId: 'c1-1', name: 'Rita Moss' },
      { type: 'draft', chatId: 'c1', text: 'Dear' },
      { type: 'problem', chatId: 'c1', problem: { what: 'say', why: 'No.' } },
    ].reduce((before, action) => reduceChats(before, action as never), after([joined()]));
    const known = { name: 'Rita Moss', draft: 'Dear', problem: { what: 'say' } };
    expect(the(reduceChats(state, { type: 'snapshot', chats: [aChat()], at: AT }))).toMatchObject(known);
    expect(the(after([joined({ eventId: 'c1-9' })], state))).toMatchObject({ draft: '' });
  });

  it('takes no notice of chats that it was never told of', () => {
    const frames: ChatFrameBody[] = [
      line({ index: 1 }),
      { eventName: 'ChatRead', chatId: 'c1', index: 1, participantId: CUSTOMER.participantId },
      { eventName: 'ChatPlace', chatId: 'c1', place: 'Free' },
    ];
    expect(after(frames)).toEqual(NO_CHATS);
  });
});
