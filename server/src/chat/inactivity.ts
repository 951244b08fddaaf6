import type { ChatEventType } from '@fusion-cti/protocol';
import type { ChatTimerName } from './api.js';
import type { ChatContext } from './context.js';
import type { Chat } from './model/chat.js';

const TIMERS = ['alert', 'second-alert', 'close'] as const satisfies readonly ChatTimerName[];
type InactivityTimer = (typeof TIMERS)[number];

const TYPING: ReadonlySet<ChatEventType> = new Set<ChatEventType>(['TypingStarted', 'TypingStopped']);
/** What nobody did. */
const PASSIVE: ReadonlySet<ChatEventType> = new Set<ChatEventType>(['IdleAlert', 'IdleClose', 'Notice']);

/** [D] Whoever joins, leaves or says something is active. */
export function countsAsActivity({ rules }: Chat, type: ChatEventType): boolean {
  if (TYPING.has(type)) return rules.inactivity.typingCounts;
  return !PASSIVE.has(type);
}

export function restartInactivity(context: ChatContext, chat: Chat): void {
  stopInactivity(context, chat);
  const { alertMs } = chat.rules.inactivity;
  if (alertMs > 0) waitFor(context, chat, 'alert', alertMs);
}

export function stopInactivity(context: ChatContext, { chatId }: Chat): void {
  for (const name of TIMERS) context.cancelTimer({ name, chatId });
}

export function waitFor(context: ChatContext, { chatId }: Chat, name: InactivityTimer, delayMs: number): void {
  context.setTimer({ name, chatId }, delayMs);
}
