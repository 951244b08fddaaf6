import { msg, str } from '@lit/localize';
import type { ChatDeed } from '../state/chat-asks.js';
import type { ChatProblem } from '../state/chats.js';

const FAILED: Readonly<Partial<Record<ChatDeed, () => string>>> = {
  accept: () => msg('The chat could not be accepted.'),
  decline: () => msg('The chat could not be declined.'),
  end: () => msg('The chat could not be ended.'),
  leave: () => msg('You could not leave the chat.'),
  done: () => msg('The work could not be finished.'),
  say: () => msg('The message was not sent.'),
  pushUrl: () => msg('The page was not sent.'),
  transfer: () => msg('The chat could not be transferred.'),
  invite: () => msg('Nobody could be invited.'),
  sendFile: () => msg('The file was not sent.'),
  saveFile: () => msg('The file could not be fetched.'),
};

/** What did not work, and what whoever refused says of it. */
export function problemText({ what, why }: ChatProblem): string {
  const failed = FAILED[what]?.() ?? msg('That did not work.');
  return msg(str`${failed} ${why}`);
}
