import { CHAT_COMMANDS, type ChatCommandType } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { ChatDesk } from './chat-desk.js';
import { type ChatCommandBody, CHAT_COMMAND_SCHEMAS } from './chat-schemas.js';
import { CommandChecks } from './checked-command.js';
import type { Desk } from './desk.js';

type Handlers = { readonly [T in ChatCommandType]: (chats: ChatDesk, body: ChatCommandBody<T>) => void };
/** Commands that say no more than which chat. */
type BareCommand = 'chatAccept' | 'chatDecline' | 'chatDone';

/** What each command asks of the conversations. A new command is a new row. */
const HANDLERS: Handlers = {
  chatReady: (chats) => void chats.do({ kind: 'ready', agentId: chats.agentId }),
  chatNotReady: (chats) => void chats.do({ kind: 'notReady', agentId: chats.agentId }),
  chatAccept: bare('accept'),
  chatDecline: bare('decline'),
  chatSay: (chats, { chatId, text, visibility = 'all' }) =>
    void chats.do({ kind: 'post', chatId, by: me(chats), type: 'Message', text, messageType: 'text', visibility }),
  chatTyping: (chats, { chatId, stopped = false }) =>
    void chats.do({ kind: 'post', chatId, by: me(chats), type: stopped ? 'TypingStopped' : 'TypingStarted' }),
  chatRead: (chats, { chatId, index }) => void chats.do({ kind: 'read', chatId, by: me(chats), index }),
  chatPushUrl: (chats, { chatId, url }) =>
    void chats.do({ kind: 'post', chatId, by: me(chats), type: 'PushUrl', text: url }),
  chatData: (chats, { chatId, userData }) => void chats.do({ kind: 'data', chatId, by: me(chats), userData }),
  chatTransfer: (chats, { chatId, to, service }) => {
    const { agentId } = chats;
    if (to !== undefined && service === undefined) return void chats.do({ kind: 'transfer', chatId, agentId, to });
    if (service !== undefined && to === undefined) return void chats.do({ kind: 'requeue', chatId, agentId, service });
    throw new CodedError('invalid-command', { details: 'either /to or /service' });
  },
  chatConference: (chats, { chatId, to }) => void chats.do({ kind: 'conference', chatId, agentId: chats.agentId, to }),
  chatLeave: (chats, { chatId }) => void chats.do({ kind: 'leave', chatId, by: me(chats) }),
  chatEnd: (chats, { chatId }) => void chats.do({ kind: 'end', chatId, by: me(chats) }),
  chatDone: bare('workDone'),
};

const CHECKS = new CommandChecks(CHAT_COMMAND_SCHEMAS);

/** @throws CodedError `invalid-command` naming the field */
export function checkedChatBody<T extends ChatCommandType>(type: T, body: unknown): ChatCommandBody<T> {
  return CHECKS.check(type, body) as unknown as ChatCommandBody<T>;
}

/** @throws CodedError when the command is refused; then nothing has changed */
export function executeChat<T extends ChatCommandType>(desk: Desk, type: T, body: ChatCommandBody<T>): void {
  const chats = chatsOf(desk);
  const handler = HANDLERS[type] as (chats: ChatDesk, body: ChatCommandBody<T>) => void;
  desk.run(type, body, () => handler(chats, body));
}

/** @throws CodedError `not-permitted` for a session that takes no chats */
export function chatsOf({ chats }: Desk): ChatDesk {
  if (chats?.enabled === true) return chats;
  throw new CodedError('not-permitted', { details: 'This session takes no chats.' });
}

/** A command that the table has no row for at an agent's place is refused by the core, which has the same table. */
function bare(kind: 'accept' | 'decline' | 'workDone') {
  return (chats: ChatDesk, { chatId }: ChatCommandBody<BareCommand>): void =>
    void chats.do({ kind, chatId, agentId: chats.agentId });
}

function me({ agentId }: ChatDesk): { readonly agentId: string } {
  return { agentId };
}

/** For the documentation: what the toolbar offers at which place. */
export function chatCommandList(): string {
  return Object.entries(CHAT_COMMANDS)
    .map(([type, { places }]) => `- \`${type}\`: ${places === undefined ? 'at any time' : places.join(', ')}`)
    .join('\n');
}
