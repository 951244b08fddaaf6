import { describe, expect, test } from 'vitest';
import { BRIDGE_TABLE } from './bridge-table.js';
import { type Conversation, type Member, newConversation, nextDeadline } from './conversation.js';
import { decide } from './decide.js';
import type { BridgeInput, ChatMessage, SendOutcome } from './inputs.js';
import { BRIDGE_RULES, type BridgeRules } from './rules.js';
import { cleanText, splitText } from './split-text.js';

const GUEST: Member = { id: 'g', role: 'CUSTOMER', name: 'Guest', avatarUrl: null, state: 'CONNECTED', hasLeft: false };
const ANNA: Member = { id: 'a', role: 'AGENT', name: 'Anna', avatarUrl: null, state: 'DISCONNECTED', hasLeft: false };
const BERT: Member = { ...ANNA, id: 'b', name: 'Bert' };
const FLOW: Member = { ...ANNA, id: 'f', role: 'WORKFLOW', name: 'Flow' };

/** One chat, of which everything that is decided is kept. */
class Rig {
  now = 1_000_000;
  chat: Conversation;
  readonly told: string[] = [];
  readonly done: string[] = [];
  readonly rules: BridgeRules;
  #ids = 0;

  constructor(rules: Partial<BridgeRules> = {}) {
    this.rules = { ...BRIDGE_RULES, ...rules };
    this.chat = newConversation(
      {
        id: 'c',
        caller: 'local',
        channel: 'ch',
        region: 'r',
        backend: 'webchat',
        session: { jwt: 'secret' },
        returnTo: { url: 'https://aex.example/publish', token: 'Bearer t', context: {} },
        guestId: 'g',
      },
      this.now,
      this.rules.giveUpMs,
    );
  }

  do(input: BridgeInput, isOwner = true): this {
    const decided = decide(this.chat, input, { rules: this.rules, now: this.now, random: () => 0, isOwner });
    this.chat = decided.chat;
    for (const { type, text, agent, cause } of decided.events)
      this.told.push([type, agent?.name, text, cause].filter((part) => part !== undefined && part !== '').join(' '));
    for (const effect of decided.effects)
      this.done.push(
        [effect.kind, 'text' in effect ? effect.text : '', 'verdict' in effect ? effect.verdict : '']
          .filter((part) => part !== '')
          .join(' '),
      );
    return this;
  }

  attach(messages: readonly ChatMessage[] = [], members: readonly Member[] = [GUEST], settles = ''): this {
    return this.do({ kind: 'attached', members, messages, settles });
  }

  say(...texts: string[]): this {
    return this.do({ kind: 'said', texts: texts.map((text) => ({ id: `u${(this.#ids += 1)}`, text })) });
  }

  sendEnded(outcome: SendOutcome): this {
    return this.do({ kind: 'send-ended', id: this.chat.line[0]?.id ?? '', outcome });
  }

  member(memberId: string, state: Member['state'], at = (this.now += 1)): this {
    return this.do({ kind: 'told', event: { kind: 'member', memberId, state, at } });
  }

  message(message: Partial<ChatMessage> = {}): this {
    return this.do({ kind: 'told', event: messageOf({ at: (this.now += 1), ...message }) });
  }

  after(ms: number): this {
    const end = this.now + ms;
    for (let next = nextDeadline(this.chat); next !== undefined && next <= end; next = nextDeadline(this.chat)) {
      this.now = Math.max(this.now, next);
      this.do({ kind: 'time' });
    }
    this.now = end;
    return this;
  }

  withAgent(): this {
    return this.attach()
      .do({ kind: 'met', members: [ANNA, BERT, FLOW] })
      .member('a', 'ALERTING')
      .member('a', 'CONNECTED');
  }
}

let lastMessage = 0;
function messageOf(message: Partial<ChatMessage>): ChatMessage {
  const id = `m${(lastMessage += 1)}`;
  return { kind: 'message', id, senderId: 'a', bodyType: 'standard', text: 'hi', at: 2_000_000, ...message };
}

describe('the line of what the user says', () => {
  test('X-10 What the user says before the stream is attached waits, and then goes out in order, one at a time', () => {
    const rig = new Rig().say('one', 'two');
    expect(rig.done).toEqual([]);
    rig.attach();
    expect(rig.done).toEqual(['send one']);
    rig.sendEnded({ kind: 'sent', messageId: 'm-1' });
    expect(rig.done).toEqual(['send one', 'settled delivered', 'send two']);
  });

  test('X-10 Who does not own the chat adds to its line and sends nothing', () => {
    const rig = new Rig().attach().do({ kind: 'said', texts: [{ id: 'u', text: 'hello' }] }, false);
    expect(rig.done).toEqual([]);
    expect(rig.chat.line).toMatchObject([{ text: 'hello', phase: 'waiting' }]);
  });

  test('X-11 After a lost answer the transcript is asked, and what it has is not sent again', () => {
    const rig = new Rig().attach().say('hello').sendEnded({ kind: 'unsure' });
    expect(rig.done).toEqual(['send hello']);
    rig.after(BRIDGE_RULES.lookMs);
    expect(rig.done).toEqual(['send hello', 'look']);
    rig.do({ kind: 'looked', settles: 'u1', messages: [messageOf({ senderId: 'g', text: 'hello' })] });
    expect(rig.done).toEqual(['send hello', 'look', 'settled delivered']);
  });

  test('X-11 What the transcript does not have is sent again', () => {
    const rig = new Rig().attach().say('hello').sendEnded({ kind: 'unsure' }).after(BRIDGE_RULES.lookMs);
    rig.do({ kind: 'look-failed', id: 'u1' }).after(BRIDGE_RULES.maxRetryMs);
    expect(rig.done).toEqual(['send hello', 'look', 'look']);
    rig.do({ kind: 'looked', settles: 'u1', messages: [messageOf({ senderId: 'g', text: 'other' })] });
    expect(rig.done.slice(3)).toEqual(['send hello']);
  });

  test('X-11 The echo of a doubtful message settles it; one of an earlier message with the same words does not', () => {
    const rig = new Rig().attach().say('ok').sendEnded({ kind: 'sent', messageId: 'own-1' }).say('ok');
    rig.message({ id: 'own-1', senderId: 'g', text: 'ok' }).sendEnded({ kind: 'unsure' });
    expect(rig.chat.line).toMatchObject([{ phase: 'unsure', seenAs: '' }]);
    rig.message({ id: 'own-2', senderId: 'g', text: 'ok' });
    expect(rig.chat.line).toEqual([]);
    expect(rig.done).toEqual(['send ok', 'settled delivered', 'send ok', 'settled delivered']);
  });

  test('X-11 Another process asks the transcript for what was on its way, before it sends anything', () => {
    const rig = new Rig().attach().say('hello').do({ kind: 'resumed' });
    expect(rig.chat.line).toMatchObject([{ phase: 'unsure' }]);
    rig.attach([messageOf({ senderId: 'g', text: 'hello' })], [GUEST], 'u1');
    expect(rig.done).toEqual(['send hello', 'settled delivered']);
  });

  test('X-12 A message that was certainly not taken is sent again after the wait that was asked for', () => {
    const rig = new Rig().attach().say('hello').sendEnded({ kind: 'throttled', waitMs: 3000 });
    rig.after(2999);
    expect(rig.done).toEqual(['send hello']);
    rig.after(1).sendEnded({ kind: 'unsent' }).after(BRIDGE_RULES.maxRetryMs);
    expect(rig.done).toEqual(['send hello', 'send hello', 'send hello']);
  });

  test('X-12 A refused message is told, and the next one goes out', () => {
    const rig = new Rig().attach().say('bad', 'good').sendEnded({ kind: 'refused' });
    expect(rig.done).toEqual(['send bad', 'settled refused', 'send good']);
  });

  test('X-12 A state error is tried again a few times, and then it is the end of the message', () => {
    const rig = new Rig({ stateTries: 2 }).attach().say('hello').sendEnded({ kind: 'state' }).after(1000);
    rig.sendEnded({ kind: 'state' });
    expect(rig.done).toEqual(['send hello', 'send hello', 'settled conversation_ended']);
  });

  test('X-13 What does not fit into the line is told at once', () => {
    const rig = new Rig({ lineItems: 2 }).say('one', 'two').say('three');
    expect(rig.done).toEqual(['settled line_full']);
    expect(rig.chat.line).toHaveLength(2);
  });

  test('X-14 Long texts are cut between words, and nothing of them is lost', () => {
    expect(splitText('aaa bbb ccc', 7)).toEqual(['aaa bbb', 'ccc']);
    expect(splitText('aaaabbbb', 4)).toEqual(['aaaa', 'bbbb']);
    expect(splitText('abc', 4)).toEqual(['abc']);
    expect(splitText('aaa😀', 4)).toEqual(['aaa', '😀']);
    const long = Array.from({ length: 2000 }, (_, n) => `word${n}`).join(' ');
    const parts = splitText(long, 4000);
    expect(parts.every((part) => part.length <= 4000)).toBe(true);
    expect(parts.join(' ')).toBe(long);
  });

  test('X-14 Control characters and half characters are no text', () => {
    expect(cleanText('a\u0000b\r\nc\u001b[0m\td\ud800')).toBe('ab\nc[0m\td');
  });
});

describe('what the user is told', () => {
  test('X-20 An agent is announced once for each time of joining, whatever is repeated', () => {
    const rig = new Rig().withAgent().member('a', 'CONNECTED').message().member('a', 'CONNECTED');
    expect(rig.told).toEqual(['agent-joined Anna', 'message Anna hi']);
    expect(rig.chat.state).toBe('with_agent');
  });

  test('X-20 Whoever speaks is announced first', () => {
    const rig = new Rig()
      .attach()
      .do({ kind: 'met', members: [ANNA] })
      .message();
    expect(rig.told).toEqual(['agent-joined Anna', 'message Anna hi']);
  });

  test('X-21 An agent who loses the connection for a moment has not left', () => {
    const rig = new Rig().withAgent().member('a', 'DISCONNECTED').after(10_000).member('a', 'CONNECTED').after(60_000);
    expect(rig.told).toEqual(['agent-joined Anna']);
  });

  test('X-21 An agent who does not come back has left', () => {
    const rig = new Rig().withAgent().member('a', 'DISCONNECTED').after(BRIDGE_RULES.graceMs);
    expect(rig.told).toEqual(['agent-joined Anna', 'agent-left Anna']);
    expect(rig.chat.state).toBe('queued');
    rig.member('a', 'CONNECTED');
    expect(rig.told.at(-1)).toBe('agent-joined Anna');
  });

  test('X-22 A transfer is told as one, and then who comes', () => {
    const rig = new Rig().withAgent().message({ bodyType: 'member-leave', text: '' }).member('a', 'DISCONNECTED');
    rig.member('b', 'ALERTING').member('b', 'CONNECTED').after(60_000);
    expect(rig.told).toEqual(['agent-joined Anna', 'transferring Anna', 'agent-joined Bert']);
  });

  test('X-22 Without a successor the agent has left', () => {
    const rig = new Rig().withAgent().message({ bodyType: 'member-leave', text: '' }).after(BRIDGE_RULES.successorMs);
    expect(rig.told).toEqual(['agent-joined Anna', 'transferring Anna', 'agent-left Anna']);
    expect(rig.chat.state).toBe('queued');
  });

  test('X-22 The end of a chat is no transfer', () => {
    const rig = new Rig().withAgent();
    rig.member('g', 'CONNECTED').message({ bodyType: 'member-leave', text: '' }).member('a', 'DISCONNECTED');
    rig.member('g', 'DISCONNECTED').after(60_000);
    expect(rig.told).toEqual(['agent-joined Anna', 'ended guest-gone']);
  });

  test('X-22 A late or repeated change of who has left brings nobody back', () => {
    const rig = new Rig().withAgent();
    const before = rig.now;
    rig
      .message({ bodyType: 'member-leave', text: '' })
      .member('a', 'CONNECTED', before)
      .member('a', 'ALERTING', before - 1);
    expect(rig.told).toEqual(['agent-joined Anna']);
    expect(rig.chat.duplicates).toBe(2);
  });

  test('X-23 The same message is published once, by the stream or by what was missed', () => {
    const message = messageOf({});
    const rig = new Rig().withAgent().message(message).message(message).do({ kind: 'detached' });
    rig.attach([message, messageOf({ text: 'missed' })], [GUEST, { ...ANNA, state: 'CONNECTED' }]);
    expect(rig.told).toEqual(['agent-joined Anna', 'message Anna hi', 'message Anna missed']);
  });

  test('X-23 The cursor stays behind what is remembered, so that a late message is asked for again', () => {
    const rig = new Rig({ overlap: 2 }).withAgent();
    for (const id of ['x1', 'x2', 'x3']) rig.message({ id });
    expect(rig.chat).toMatchObject({ cursor: 'x1', seen: ['x2', 'x3'] });
  });

  test('X-24 What flows and queues say is published when it is wanted, notices unless they are not', () => {
    const say = (rules: Partial<BridgeRules>) => {
      const rig = new Rig(rules).withAgent().message({ senderId: 'f', text: 'flow' });
      return rig.message({ senderId: 'f', bodyType: 'notice', text: 'notice' }).told.slice(1);
    };
    expect(say({})).toEqual(['message notice']);
    expect(say({ relayWorkflow: true, relayNotices: false })).toEqual(['message flow']);
  });

  test('X-24 Typing is told of agents only, and once in a while', () => {
    const rig = new Rig().withAgent();
    const type = (senderId: string) => rig.do({ kind: 'told', event: { kind: 'typing', senderId, at: rig.now } });
    type('g');
    type('a');
    type('a');
    rig.after(BRIDGE_RULES.typingMs);
    type('a');
    expect(rig.told).toEqual(['agent-joined Anna', 'typing Anna', 'typing Anna']);
  });

  test('X-24 What nobody knows is counted and ignored', () => {
    const rig = new Rig()
      .withAgent()
      .message({ bodyType: 'other' })
      .do({ kind: 'told', event: { kind: 'unknown' } });
    expect(rig.told).toEqual(['agent-joined Anna']);
    expect(rig.chat.ignored).toBe(2);
  });

  test('X-25 After a break the list of members tells who came and who left', () => {
    const rig = new Rig().attach().do({ kind: 'detached' });
    rig.attach([messageOf({ text: 'there?' })], [GUEST, { ...ANNA, state: 'CONNECTED' }]).do({ kind: 'detached' });
    rig.attach([], [GUEST, { ...ANNA, hasLeft: true }, { ...BERT, state: 'CONNECTED' }]);
    expect(rig.told).toEqual(['agent-joined Anna', 'message Anna there?', 'transferring Anna', 'agent-joined Bert']);
    expect(rig.chat.state).toBe('with_agent');
  });
});

describe('the end', () => {
  test('X-26 The user ends: what was said before goes out, then the guest leaves, and the end is told once', () => {
    const rig = new Rig().withAgent().say('bye').do({ kind: 'close', cause: 'user-ended' });
    expect(rig.done).toEqual(['send bye']);
    rig.sendEnded({ kind: 'sent', messageId: 'own' });
    expect(rig.done).toEqual(['send bye', 'settled delivered', 'leave']);
    rig.member('g', 'CONNECTED').do({ kind: 'left' }).member('g', 'DISCONNECTED').after(60_000);
    expect(rig.told).toEqual(['agent-joined Anna', 'ended user-ended']);
    expect(rig.done.at(-1)).toBe('over');
  });

  test('X-26 The end is told although the other side does not tell it', () => {
    const rig = new Rig().withAgent().do({ kind: 'close', cause: 'user-ended' }).do({ kind: 'left' });
    rig.after(BRIDGE_RULES.leftMs);
    expect(rig.told).toEqual(['agent-joined Anna', 'ended user-ended']);
  });

  test('X-26 A guest that cannot be taken out is tried again, by the next process too', () => {
    const rig = new Rig().withAgent().do({ kind: 'close', cause: 'user-ended' }).do({ kind: 'leave-failed' });
    rig.after(1000).do({ kind: 'resumed' });
    expect(rig.done).toEqual(['leave', 'leave', 'leave']);
    rig.do({ kind: 'left' });
    expect(rig.chat.state).toBe('ended');
  });

  test('X-27 A stream that is lost for good is an error, and the guest is taken out', () => {
    const rig = new Rig().attach().do({ kind: 'detached' }).after(BRIDGE_RULES.giveUpMs);
    expect(rig.done).toEqual(['leave']);
    rig.do({ kind: 'left' });
    expect(rig.told).toEqual(['error lost', 'ended lost']);
    expect(rig.chat.state).toBe('failed');
  });

  test('X-27 An expired token is an error too', () => {
    const rig = new Rig().withAgent().say('hello').sendEnded({ kind: 'denied' });
    expect(rig.told).toEqual(['agent-joined Anna', 'error lost', 'ended lost']);
    expect(rig.done).toEqual(['send hello', 'settled conversation_ended', 'over']);
  });

  test('X-27 The longest wait ends a chat that no agent has taken', () => {
    const rig = new Rig({ maxWaitMs: 5000 }).attach().after(5000).do({ kind: 'left' }).after(BRIDGE_RULES.leftMs);
    expect(rig.told).toEqual(['error waited-too-long', 'ended waited-too-long']);
  });

  test('X-28 Nothing secret stays when a chat is over, and nothing is said in it', () => {
    const rig = new Rig().withAgent().member('g', 'CONNECTED').member('g', 'DISCONNECTED').say('too late');
    expect(rig.chat).toMatchObject({ session: undefined, returnTo: undefined, members: [], line: [], deadlines: {} });
    expect(rig.done).toEqual(['over', 'settled conversation_ended']);
  });

  test('X-28 Before its stream is attached a guest who is not there is no end', () => {
    const rig = new Rig().attach([], [{ ...GUEST, state: 'DISCONNECTED' }]);
    expect(rig.chat.state).toBe('queued');
  });
});

describe('the table', () => {
  test('X-29 No state has two rows for one trigger, and nothing leaves an end', () => {
    expect(new Set(BRIDGE_TABLE.map(({ from, on }) => `${from} ${on}`)).size).toBe(BRIDGE_TABLE.length);
    expect(BRIDGE_TABLE.filter(({ from }) => from === 'ended' || from === 'failed')).toEqual([]);
  });
});
