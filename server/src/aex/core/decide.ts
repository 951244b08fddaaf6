import type { Conversation, DeadlineName } from './conversation.js';
import { Draft } from './draft.js';
import { close, finish, flushed, guestGone, leaveAgain, leaveFailed, left, lost } from './ending.js';
import type { BridgeEffect, BridgeInput, ChatMessage, PublishedEvent } from './inputs.js';
import { doubt, looked, lookFailed, pump, say, sendEnded } from './line.js';
import { graceOver, meet, noSuccessor, repair, transferSeen, waitsAgain } from './members.js';
import { told, transcribed } from './messages.js';
import type { BridgeRules } from './rules.js';

/** What came of an input. Nothing has happened yet: first it is stored, then the effects are done. */
export interface Decided {
  readonly chat: Conversation;
  readonly events: readonly PublishedEvent[];
  readonly effects: readonly BridgeEffect[];
}

export interface Circumstances {
  readonly rules: BridgeRules;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Whether whoever decides may do the effects. Who does not own the conversation may only add to its line. */
  readonly isOwner: boolean;
}

type Rules = { readonly [K in BridgeInput['kind']]: (draft: Draft, input: Extract<BridgeInput, { kind: K }>) => void };

const INPUTS: Rules = {
  said: (draft, { texts }) => say(draft, texts),
  'send-ended': (draft, { id, outcome }) => {
    if (outcome.kind === 'gone') guestGone(draft);
    else if (outcome.kind === 'denied') lost(draft);
    else sendEnded(draft, id, outcome);
  },
  told: (draft, { event }) => {
    if (!draft.isOver) told(draft, event);
  },
  met: (draft, { members }) => meet(draft, members),
  attached: (draft, { members, messages, isOver = false, settles }) => {
    if (draft.isOver) return;
    meet(draft, members);
    draft.chat.attached = true;
    draft.cancel('give-up');
    if (draft.move('attached')) waitsAgain(draft);
    catchUp(draft, messages, settles);
    repair(draft, members);
    // In the same decision: what is still in line would begin another conversation.
    if (isOver) guestGone(draft);
  },
  looked: (draft, { messages, isOver = false, settles }) => {
    catchUp(draft, messages, settles);
    if (isOver) guestGone(draft);
  },
  'look-failed': (draft, { id }) => lookFailed(draft, id),
  detached: (draft) => {
    if (draft.isOver) return;
    draft.chat.attached = false;
    if (!draft.hasDeadline('give-up')) draft.setDeadline('give-up', draft.rules.giveUpMs);
    if (draft.chat.closing?.phase === 'left') finish(draft, draft.chat.closing.cause);
  },
  gone: (draft, { cause }) => (cause === 'lost' ? lost(draft) : guestGone(draft)),
  close: (draft, { cause }) => close(draft, cause),
  left,
  'leave-failed': leaveFailed,
  resumed: (draft) => {
    if (draft.isOver) return;
    draft.chat.attached = false;
    if (!draft.hasDeadline('give-up')) draft.setDeadline('give-up', draft.rules.giveUpMs);
    // Whoever sent it is not there any more to hear the answer.
    if (draft.chat.line[0]?.phase !== 'waiting') doubt(draft);
    leaveAgain(draft);
  },
  time: (draft) => {
    for (const [name, at] of Object.entries(draft.chat.deadlines)) {
      if (at > draft.now || draft.isOver) continue;
      const known = name as DeadlineName;
      DEADLINES[known](draft);
      if ((draft.chat.deadlines[known] ?? 0) <= draft.now) draft.cancel(known);
    }
    for (const [memberId, until] of Object.entries(draft.chat.graces)) {
      if (until <= draft.now && !draft.isOver) graceOver(draft, memberId);
    }
  },
};

const DEADLINES: Readonly<Record<DeadlineName, (draft: Draft) => void>> = {
  'give-up': (draft) => close(draft, 'lost'),
  // `pump` goes on, at the end of each decision.
  send: () => undefined,
  look: (draft) => {
    const [head] = draft.chat.line;
    if (head?.phase === 'unsure') draft.effects.push({ kind: 'look', id: head.id });
  },
  settle: transferSeen,
  successor: noSuccessor,
  wait: (draft) => close(draft, 'waited-too-long'),
  flush: (draft) => flushed(draft, true),
  leave: leaveAgain,
  left: (draft) => {
    if (draft.chat.closing !== undefined) finish(draft, draft.chat.closing.cause);
  },
};

/** The whole of the bridge's judgement: the same conversation, input and time give the same decision. */
export function decide(chat: Conversation, input: BridgeInput, circumstances: Circumstances): Decided {
  const { rules, now, random, isOwner } = circumstances;
  const draft = new Draft(chat, rules, now, random);
  ruleOf(input)(draft);
  if (isOwner) {
    flushed(draft);
    pump(draft);
  }
  return { chat: draft.chat, events: draft.events, effects: draft.effects };
}

/** Whom an event names that nobody has been told of. */
export function strangersOf({ members, guestId }: Conversation, event: BridgeInput): readonly string[] {
  const named =
    event.kind === 'told'
      ? [event.event]
      : event.kind === 'attached' || event.kind === 'looked'
        ? [...event.messages]
        : [];
  const ids = named.flatMap((one) => {
    if (one.kind === 'member') return [one.memberId];
    return one.kind === 'message' || one.kind === 'typing' ? [one.senderId] : [];
  });
  return [...new Set(ids)].filter((id) => id !== '' && id !== guestId && !members.some((member) => member.id === id));
}

function catchUp(draft: Draft, messages: readonly ChatMessage[], settles: string): void {
  for (const message of messages) if (!draft.chat.seen.includes(message.id)) transcribed(draft, message);
  if (settles !== '') looked(draft, settles);
}

function ruleOf<K extends BridgeInput['kind']>(input: Extract<BridgeInput, { kind: K }>): (draft: Draft) => void {
  return (draft) => INPUTS[input.kind](draft, input);
}
