import type { Closing, ClosingCause } from './conversation.js';
import type { Draft } from './draft.js';
import { abandon } from './line.js';

/** The bridge ends the chat: what the user said before is sent first, then the guest leaves. */
export function close(draft: Draft, cause: ClosingCause): void {
  const { chat, rules, now } = draft;
  if (draft.isOver || chat.closing !== undefined) return;
  chat.closing = { cause, phase: 'flushing', tries: 0, until: now + rules.giveUpMs };
  draft.setDeadline('flush', rules.flushMs);
}

/** Goes on with an end that waits for the line to be empty. */
export function flushed(draft: Draft, isLate = false): void {
  const { closing, line } = draft.chat;
  if (closing?.phase !== 'flushing') return;
  // Without a stream nothing of the line would go out, and whoever gave up has waited long enough.
  if (line.length > 0 && !isLate && closing.cause !== 'lost') return;
  draft.cancel('flush');
  leave(draft, closing);
}

/** The guest has left, by the other side's own word. */
export function left(draft: Draft): void {
  const { closing, attached } = draft.chat;
  if (closing === undefined) return;
  draft.cancel('leave');
  draft.chat.closing = { ...closing, phase: 'left' };
  // The stream tells of it in a moment, and perhaps of something that was said before.
  if (attached) draft.setDeadline('left', draft.rules.leftMs);
  else finish(draft, closing.cause);
}

export function leaveFailed(draft: Draft): void {
  const { closing } = draft.chat;
  if (closing?.phase !== 'leaving') return;
  if (draft.now >= closing.until) finish(draft, closing.cause);
  else draft.setDeadline('leave', draft.pause(closing.tries));
}

/** Tries again to leave: after a pause, or because another process goes on with it. */
export function leaveAgain(draft: Draft): void {
  const { closing } = draft.chat;
  if (closing?.phase === 'leaving') leave(draft, closing);
  else if (closing?.phase === 'left') left(draft);
}

/** The chat is over at the other side. */
export function guestGone(draft: Draft): void {
  if (!draft.isOver) finish(draft, draft.chat.closing?.cause ?? 'guest-gone');
}

/** There is no way back to it. */
export function lost(draft: Draft): void {
  if (!draft.isOver) finish(draft, draft.chat.closing?.cause ?? 'lost');
}

/** It is told once, and nothing secret stays. */
export function finish(draft: Draft, cause: ClosingCause | 'guest-gone'): void {
  const undelivered = abandon(draft);
  const extra = { cause, ...(undelivered > 0 && { undelivered }) };
  if (!draft.move(cause, undefined, extra)) draft.move('guest-gone', undefined, extra);
  const { chat } = draft;
  chat.endedAt = draft.now;
  chat.endCause = cause;
  chat.session = undefined;
  chat.returnTo = undefined;
  chat.closing = undefined;
  chat.attached = false;
  chat.deadlines = {};
  chat.graces = {};
  chat.members = [];
  chat.seen = [];
  draft.effects.push({ kind: 'over' });
}

function leave(draft: Draft, closing: Closing): void {
  draft.chat.closing = { ...closing, phase: 'leaving', tries: closing.tries + 1 };
  draft.effects.push({ kind: 'leave' });
}
