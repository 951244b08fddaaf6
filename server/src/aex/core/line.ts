import type { LineItem } from './conversation.js';
import type { Draft } from './draft.js';
import type { LineVerdict, SendOutcome } from './inputs.js';

/** What the user says joins the end of the line, when there is still one. */
export function say(draft: Draft, texts: readonly Pick<LineItem, 'id' | 'text'>[]): void {
  const { chat, now } = draft;
  const isEnding = draft.isOver || chat.closing !== undefined;
  if (isEnding || !hasRoom(draft, texts)) {
    const verdict = isEnding ? 'conversation_ended' : 'line_full';
    for (const { id } of texts) draft.effects.push({ kind: 'settled', id, verdict });
    return;
  }
  const items = texts.map(({ id, text }): LineItem => ({ id, text, at: now, phase: 'waiting', tries: 0, seenAs: '' }));
  chat.line = [...chat.line, ...items];
}

function hasRoom({ chat, rules }: Draft, texts: readonly Pick<LineItem, 'text'>[]): boolean {
  const characters = [...chat.line, ...texts].reduce((sum, { text }) => sum + text.length, 0);
  return chat.line.length + texts.length <= rules.lineItems && characters <= rules.lineCharacters;
}

/**
 * Sends the first of the line, when its time has come: one at a time, and never before the stream is attached, for
 * until then the other side takes nothing.
 */
export function pump(draft: Draft): void {
  const { chat } = draft;
  const [head] = chat.line;
  if (head === undefined || draft.isOver || !chat.attached) return;
  if (chat.closing !== undefined && chat.closing.phase !== 'flushing') return;
  if (head.phase !== 'waiting' || draft.hasDeadline('send')) return;
  changeHead(draft, { phase: 'sending', tries: head.tries + 1 });
  draft.effects.push({ kind: 'send', id: head.id, text: head.text });
}

type LineOutcome = Exclude<SendOutcome, { readonly kind: 'gone' } | { readonly kind: 'denied' }>;

/** What came of sending the first of the line. */
export function sendEnded(draft: Draft, id: string, outcome: LineOutcome): void {
  const [head] = draft.chat.line;
  if (head?.id !== id) return;
  switch (outcome.kind) {
    case 'sent':
      know(draft, outcome.messageId);
      settle(draft, 'delivered');
      return;
    case 'refused':
      settle(draft, 'refused');
      return;
    case 'throttled':
      again(draft, outcome.waitMs);
      return;
    case 'unsent':
      again(draft, draft.pause(head.tries));
      return;
    case 'state':
      // Right after the stream was opened the other side may be behind; later it means the end.
      if (head.tries >= draft.rules.stateTries) settle(draft, 'conversation_ended');
      else again(draft, draft.pause(head.tries));
      return;
    case 'unsure':
      doubt(draft);
      return;
  }
}

/** The first of the line may have arrived. Only the transcript knows: before it is asked, nothing is sent again. */
export function doubt(draft: Draft): void {
  const [head] = draft.chat.line;
  if (head === undefined) return;
  if (head.seenAs !== '') {
    settle(draft, 'delivered');
    return;
  }
  changeHead(draft, { phase: 'unsure' });
  draft.setDeadline('look', draft.rules.lookMs);
}

/** One's own message is in the transcript. It is the first of the line, when that one is under way and says the same. */
export function recognise(draft: Draft, messageId: string, text: string): void {
  const [head] = draft.chat.line;
  if (head === undefined || head.phase === 'waiting' || head.seenAs !== '') return;
  if (head.text.trim() !== text.trim()) return;
  changeHead(draft, { seenAs: messageId });
  // While the answer is awaited the next one waits, too: answers tell more than echoes do.
  if (head.phase === 'unsure') settle(draft, 'delivered');
}

/** The whole transcript was looked at, after the doubt arose: what it does not have has not arrived. */
export function looked(draft: Draft, id: string): void {
  const [head] = draft.chat.line;
  if (head?.id !== id || head.phase !== 'unsure') return;
  draft.cancel('look');
  changeHead(draft, { phase: 'waiting' });
}

export function lookFailed(draft: Draft, id: string): void {
  const [head] = draft.chat.line;
  if (head?.id !== id || head.phase !== 'unsure') return;
  changeHead(draft, { tries: head.tries + 1 });
  draft.setDeadline('look', draft.pause(head.tries, draft.rules.lookMs));
}

/** Nothing of it will arrive any more. @returns how much that is */
export function abandon(draft: Draft): number {
  const { line } = draft.chat;
  for (const { id } of line) draft.effects.push({ kind: 'settled', id, verdict: 'conversation_ended' });
  draft.chat.line = [];
  return line.length;
}

/** A message of the transcript is done. */
export function know(draft: Draft, messageId: string): void {
  const { chat, rules } = draft;
  if (messageId === '' || chat.seen.includes(messageId)) return;
  const seen = [...chat.seen, messageId];
  const surplus = Math.max(0, seen.length - rules.overlap);
  chat.cursor = seen[surplus - 1] ?? chat.cursor;
  chat.seen = seen.slice(surplus);
}

function again(draft: Draft, inMs: number): void {
  changeHead(draft, { phase: 'waiting' });
  draft.setDeadline('send', inMs);
}

function settle(draft: Draft, verdict: LineVerdict): void {
  const [head, ...rest] = draft.chat.line;
  if (head === undefined) return;
  draft.cancel('send', 'look');
  draft.chat.line = rest;
  draft.effects.push({ kind: 'settled', id: head.id, verdict });
}

function changeHead(draft: Draft, change: Partial<LineItem>): void {
  const [head, ...rest] = draft.chat.line;
  if (head !== undefined) draft.chat.line = [{ ...head, ...change }, ...rest];
}
