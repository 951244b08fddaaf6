import { msg } from '@lit/localize';

/** What is said of chats before anything of them is loaded. */
export function chatsNotShown(): string {
  return msg('Chats cannot be shown');
}
