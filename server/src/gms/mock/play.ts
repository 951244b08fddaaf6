import type { ChatEvent, ChatRefusal, ChatResult, ChatRules, ChatView, PartyView, Saying } from '../../chat/index.js';
import type { Chats } from '../../site/chats.js';
import type { ScriptEntry } from './profile-schema.js';

/**
 * Makes one entry happen in a chat, as if its party had done it.
 * @returns the event, or why not; nothing of either when the chat has just been ended
 */
export function play(chats: Chats, chatId: string, entry: ScriptEntry): ChatEvent | ChatRefusal | undefined {
  const { type, from = { type: 'External' as const } } = entry;
  const chat = chats.chat(chatId);
  if (chat === undefined) return 'chat-unknown';
  if (type === 'chatEnded') return eventOf(chats.do({ kind: 'end', chatId, by: 'system' }), undefined);
  const saying = sayingOf(entry);
  if (type === 'ParticipantJoined') {
    const nickname = from.nickname ?? from.type;
    return eventOf(chats.do({ kind: 'join', chatId, type: from.type, nickname, ...saying }), type);
  }
  const known = partyOf(chat, from);
  if (type === 'ParticipantLeft') {
    if (known === undefined) return 'party-unknown';
    const { participantId } = known;
    return eventOf(chats.do({ kind: 'leave', chatId, by: { participantId }, ...saying }), type);
  }
  const participantId = known?.participantId ?? newParty(chats, chatId, from);
  if (participantId === undefined) return 'chat-ended';
  const by = { participantId };
  if (type === 'NicknameUpdated') {
    return eventOf(chats.do({ kind: 'rename', chatId, by, nickname: entry.text ?? '' }), type);
  }
  return eventOf(chats.do({ kind: 'post', chatId, by, type, ...saying }), type);
}

/** Why entries cannot happen one after the other as things are. Nothing is done. */
export function refusalOf(
  chat: ChatView,
  entries: readonly ScriptEntry[],
  { textCharacters }: Pick<ChatRules, 'textCharacters'>,
): string | undefined {
  if (entries.some(({ text = '' }) => text.length > textCharacters)) return 'A text is too long.';
  const leavesUnseen = ({ type, from }: ScriptEntry, place: number) =>
    type === 'ParticipantLeft' &&
    (from === undefined || (partyOf(chat, from) === undefined && !speaksIn(entries.slice(0, place), from)));
  return entries.some(leavesUnseen) ? 'Nobody of that name is in the chat.' : undefined;
}

type From = NonNullable<ScriptEntry['from']>;

/** Without a name, whoever of the type came last. */
function partyOf({ parties }: ChatView, { type, nickname }: From): PartyView | undefined {
  return parties.findLast(
    (party) => party.active && party.type === type && (nickname === undefined || party.nickname === nickname),
  );
}

/** Whether the party is there once these have happened. */
function speaksIn(entries: readonly ScriptEntry[], { type, nickname }: From): boolean {
  return entries.some(({ from }) => from?.type === type && (nickname === undefined || from.nickname === nickname));
}

/** A message of nobody who has joined: the speaker is there without having come. */
function newParty(chats: Chats, chatId: string, { type, nickname = type }: From): number | undefined {
  return chats.do({ kind: 'join', chatId, type, nickname, silent: true }).participantId;
}

function sayingOf({ text, messageType, userData, eventAttributes }: ScriptEntry): Saying {
  return {
    ...(text !== undefined && { text }),
    ...(messageType !== undefined && { messageType }),
    ...(userData !== undefined && { userData }),
    ...(eventAttributes !== undefined && { eventAttributes }),
  };
}

function eventOf({ refused, news }: ChatResult, type: string | undefined): ChatEvent | ChatRefusal | undefined {
  if (refused !== undefined) return refused;
  const item = news.find((one) => one.kind === 'event' && one.event.type === type);
  return item?.kind === 'event' ? item.event : undefined;
}
