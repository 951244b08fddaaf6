import { msg } from '@lit/localize';

/** What the agent reads when Fusion was not told of a chat, by the step that failed. */
export function chatNotTold(): Readonly<Record<'newComm' | 'startComm' | 'closeComm', string>> {
  return {
    newComm: msg('Fusion was not told about the chat'),
    startComm: msg('Fusion was not told that the chat was accepted'),
    closeComm: msg('Fusion was not told that the chat ended'),
  };
}
