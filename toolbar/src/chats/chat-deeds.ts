import type { ChatAsk } from '../state/chat-asks.js';
import type { ChatHelp } from '../state/chats-state.js';
import type { BareChatCommand } from '../vendor/command-client.js';

/** What the contact centre does for chats. Promises are kept when it has accepted; what came of it, frames tell. */
export interface ChatService {
  command(command: BareChatCommand): Promise<void>;
  help(): Promise<ChatHelp>;
  upload(chatId: string, file: File): Promise<void>;
  download(chatId: string, fileId: string): Promise<Blob>;
}

/** Deeds that are one request. */
export type Deed = Exclude<ChatAsk['do'], 'ready' | 'help' | 'show' | 'draft' | 'read' | 'dismiss' | 'saveFile'>;
export type AskOf<D extends ChatAsk['do']> = ChatAsk extends infer A
  ? A extends { readonly do: infer Own }
    ? D extends Own
      ? A
      : never
    : never
  : never;
type Deeds = {
  readonly [D in Deed]: (service: ChatService, ask: AskOf<D>) => Promise<void>;
};

/** What each deed asks of the contact centre. A new one is a new row. */
const DEEDS: Deeds = {
  accept: (service, { chatId }) => service.command({ type: 'chatAccept', chatId }),
  decline: (service, { chatId }) => service.command({ type: 'chatDecline', chatId }),
  end: (service, { chatId }) => service.command({ type: 'chatEnd', chatId }),
  leave: (service, { chatId }) => service.command({ type: 'chatLeave', chatId }),
  done: (service, { chatId }) => service.command({ type: 'chatDone', chatId }),
  say: (service, { chatId, text }) => service.command({ type: 'chatSay', chatId, text }),
  pushUrl: (service, { chatId, url }) => service.command({ type: 'chatPushUrl', chatId, url }),
  transfer: (service, { chatId, to, service: name }) =>
    service.command({
      type: 'chatTransfer',
      chatId,
      ...(to !== undefined && { to }),
      ...(name !== undefined && { service: name }),
    }),
  invite: (service, { chatId, to }) => service.command({ type: 'chatConference', chatId, to }),
  sendFile: (service, { chatId, file }) => service.upload(chatId, file),
};

export function deed(service: ChatService, ask: ChatAsk): Promise<void> {
  return (DEEDS[ask.do as Deed] as (service: ChatService, ask: ChatAsk) => Promise<void>)(service, ask);
}
