import type { ChatEventType } from '@fusion-cti/protocol';
import type { ChatTimerName } from './api.js';
import type { ChatContext } from './context.js';
import type { Chat } from './model/chat.js';

type InactivityTimer = Extract<ChatTimerName, 'alert' | 'second-alert' | 'close'>;

const TYPING: ReadonlySet<ChatEventType> = new Set<ChatEventType>(['TypingStarted', 'TypingStopped']);
/** What nobody did. */
const PASSIVE: ReadonlySet<ChatEventType> = new Set<ChatEventType>(['IdleAlert', 'IdleClose', 'Notice']);

/** [D] Whoever joins, leaves or says something is active. */
export function countsAsActivity({ rules }: Chat, type: ChatEventType): boolean {
  if (TYPING.has(type)) return rules.inactivity.typingCounts;
  return !PASSIVE.has(type);
}

export function restartInactivity(context: ChatContext, chat: Chat): void {
  const { alertMs } = chat.rules.inactivity;
  // Of a timer that is set again nothing is left to stop.
  if (alertMs === 0 || chat.waitsFor !== 'alert') stopInactivity(context, chat);
  if (alertMs > 0) waitFor(context, chat, 'alert', alertMs);
}

export function stopInactivity(context: ChatContext, chat: Chat): void {
  const { chatId, waitsFor: name } = chat;
  if (name !== undefined) context.cancelTimer({ name, chatId });
  chat.waitsFor = undefined;
}

/** A chat waits for one thing at a time. */
export function waitFor(context: ChatContext, chat: Chat, name: InactivityTimer, delayMs: number): void {
  chat.waitsFor = name;
  context.setTimer({ name, chatId: chat.chatId }, delayMs);
}
