import type { ChatContext } from './context.js';
import { endChat, systemParty, write } from './conversation.js';
import { stopInactivity, waitFor } from './inactivity.js';
import type { Chat } from './model/chat.js';

/** Nothing was said for a while: everybody is warned, and then there is a little time left. */
export function alertIdle(context: ChatContext, chat: Chat): void {
  const { alertText, secondAlertMs, closeMs } = chat.rules.inactivity;
  warn(context, chat, alertText);
  if (secondAlertMs > 0) waitFor(context, chat, 'second-alert', secondAlertMs);
  else waitFor(context, chat, 'close', closeMs);
}

export function alertIdleAgain(context: ChatContext, chat: Chat): void {
  const { secondAlertText, closeMs } = chat.rules.inactivity;
  warn(context, chat, secondAlertText);
  waitFor(context, chat, 'close', closeMs);
}

export function closeIdle(context: ChatContext, chat: Chat): void {
  say(context, chat, chat.rules.inactivity.closeText);
  context.tell({ kind: 'idle', chatId: chat.chatId, what: 'close' });
  endChat(context, chat, 'inactivity');
}

function warn(context: ChatContext, chat: Chat, text: string): void {
  say(context, chat, text);
  // As a message the warning is something said, and would start the time again.
  stopInactivity(context, chat);
  context.tell({ kind: 'idle', chatId: chat.chatId, what: 'alert' });
}

/** [D] Without a text there is no notice. */
function say(context: ChatContext, chat: Chat, text: string): void {
  if (text !== '') write(context, chat, systemParty(chat), chat.rules.inactivity.told, { text });
}
