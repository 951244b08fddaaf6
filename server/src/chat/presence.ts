import type { ChatTimerName, Presence } from './api.js';
import type { ChatContext } from './context.js';
import type { Chat } from './model/chat.js';

type PresenceTimer = Extract<ChatTimerName, 'absence' | 'abandonment'>;

/** A customer who polls is there as long as there are requests, and one who is away may come back for a while. */
export function watch(context: ChatContext, chat: Chat, presence: Presence): void {
  if (presence === 'unwatched' && chat.presence === 'unwatched') return;
  chat.presence = presence;
  set(context, chat, 'absence', presence === 'polling' ? chat.rules.pollingMs : 0);
  set(context, chat, 'abandonment', presence === 'away' ? chat.rules.abandonedMs : 0);
}

/** Something has happened in a chat, so its customer is waited for anew. */
export function notAbandoned(context: ChatContext, chat: Chat): void {
  if (chat.presence === 'away') set(context, chat, 'abandonment', chat.rules.abandonedMs);
}

export function stopWatching(context: ChatContext, { chatId }: Chat): void {
  context.cancelTimer({ name: 'absence', chatId });
  context.cancelTimer({ name: 'abandonment', chatId });
}

function set(context: ChatContext, { chatId }: Chat, name: PresenceTimer, delayMs: number): void {
  if (delayMs > 0) context.setTimer({ name, chatId }, delayMs);
  else context.cancelTimer({ name, chatId });
}
