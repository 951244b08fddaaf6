import type { ChatInput, ChatResult, PostType } from '../chat/index.js';
import type { Chats } from '../site/chats.js';
import { type ParamName, type Params, required } from './params.js';
import type { PositionMeaning } from './positions.js';
import type { GmsSession } from './session.js';

/** What a customer can do in a chat, in both forms. */
export interface Operation {
  /** In the CometD form; absent where there is none. */
  readonly name?: string;
  /** In the REST form, below the chat; absent where there is none. */
  readonly path?: string;
  readonly required: readonly ParamName[];
  /** How a REST call may ask for the transcript at the same time; absent: not at all. */
  readonly position?: PositionMeaning;
  /** Absent: nothing is done, and only the transcript is asked for. */
  readonly perform?: (chats: Chats, session: GmsSession, params: Params) => ChatResult;
}

const BY = 'customer' as const;

/** An operation that writes a line, whose text is the named parameter. */
function posting(type: PostType, text: ParamName): NonNullable<Operation['perform']> {
  return (chats, { chatId, options }, params) => {
    const said = params.text[text];
    const { messageType = options.messageType === '' ? undefined : options.messageType } = params.text;
    const input: ChatInput = {
      kind: 'post',
      chatId,
      by: BY,
      type,
      ...(said !== undefined && { text: said }),
      ...(type === 'Message' && messageType !== undefined && { messageType }),
    };
    return chats.do(input);
  };
}

/** In GMS it shows a page to the agent, in aura-mocks it says where events are posted to: the profile decides. */
const showPage = posting('PushUrl', 'pushUrl');
function pushUrl(chats: Chats, session: GmsSession, params: Params): ChatResult {
  const { pushUrlMode = 'gms' } = session.profile?.settings.chat ?? {};
  if (pushUrlMode !== 'gms') session.pushUrl = required(params, 'pushUrl');
  return pushUrlMode === 'aura' ? { news: [] } : showPage(chats, session, params);
}

export const OPERATIONS: readonly Operation[] = [
  { path: 'refresh', required: [], position: 'refresh' },
  { name: 'requestNotifications', required: [], position: 'notifications' },
  {
    name: 'sendMessage',
    path: 'send',
    required: ['message'],
    position: 'posting',
    perform: posting('Message', 'message'),
  },
  {
    name: 'startTyping',
    path: 'startTyping',
    required: [],
    position: 'posting',
    perform: posting('TypingStarted', 'message'),
  },
  {
    name: 'stopTyping',
    path: 'stopTyping',
    required: [],
    position: 'posting',
    perform: posting('TypingStopped', 'message'),
  },
  {
    name: 'readReceipt',
    path: 'readReceipt',
    required: ['transcriptPosition'],
    perform: (chats, { chatId }, params) =>
      chats.do({ kind: 'read', chatId, by: BY, index: Number(required(params, 'transcriptPosition')) }),
  },
  {
    name: 'pushUrl',
    path: 'pushUrl',
    required: ['pushUrl'],
    position: 'posting',
    perform: pushUrl,
  },
  {
    name: 'updateNickname',
    path: 'updateNickname',
    required: ['nickname'],
    position: 'posting',
    perform: (chats, { chatId }, params) =>
      chats.do({ kind: 'rename', chatId, by: BY, nickname: required(params, 'nickname') }),
  },
  {
    name: 'customNotice',
    path: 'customNotice',
    required: [],
    position: 'posting',
    perform: posting('CustomNotice', 'message'),
  },
  {
    name: 'updateData',
    path: 'updateData',
    required: [],
    position: 'posting',
    perform: (chats, { chatId }, { userData }) => chats.do({ kind: 'data', chatId, by: BY, userData }),
  },
  {
    name: 'disconnect',
    path: 'disconnect',
    required: [],
    perform: (chats, { chatId }) => chats.do({ kind: 'leave', chatId, by: BY }),
  },
];
