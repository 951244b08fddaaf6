import type { ChatInputOf, ChatRefusal, UserData } from './api.js';
import { agentLeaves, endChat, partyLeaves, write } from './conversation.js';
import { asParty } from './found.js';
import type { Chat } from './model/chat.js';
import { userDataFits } from './user-data.js';

/** What whoever is in a chat can do there. */
export const PARTY_INPUTS = {
  post: asParty((context, chat, party, input: ChatInputOf<'post'>) => {
    const refused = tooLong(chat, input.text) ?? tooMuch(chat, input.userData);
    if (refused !== undefined) return refused;
    write(context, chat, party, input.type, input, input.visibility);
    return undefined;
  }),

  rename: asParty((context, chat, party, { nickname }: ChatInputOf<'rename'>) => {
    const refused = tooLong(chat, nickname);
    if (refused !== undefined) return refused;
    party.nickname = nickname;
    write(context, chat, party, 'NicknameUpdated', { text: nickname });
    return undefined;
  }),

  /** The others are told; the transcript is not. */
  read: asParty((context, chat, party, { chatId, index }: ChatInputOf<'read'>) => {
    if (!Number.isInteger(index) || index < 1 || index >= chat.nextIndex) return 'event-unknown';
    party.readUpTo = Math.max(party.readUpTo, index);
    context.tell({ kind: 'read', chatId, index, participantId: party.participantId });
    return undefined;
  }),

  data: asParty((context, chat, party, { chatId, userData }: ChatInputOf<'data'>) => {
    const merged = { ...chat.userData, ...userData };
    if (!userDataFits(merged, chat.rules.userData)) return 'user-data-too-large';
    chat.userData = merged;
    chat.changedAt = context.now;
    context.tell({ kind: 'data', chatId, userData: merged, participantId: party.participantId });
    return undefined;
  }),

  uploadFile: asParty((context, chat, party, input: ChatInputOf<'uploadFile'>) => {
    const refused =
      chat.files.refusal(input, party.type, chat.agents.length > 0) ??
      tooLong(chat, input.name) ??
      tooMuch(chat, input.userData);
    if (refused !== undefined) return refused;
    const { nextFileId, nextChatId } = context.options;
    const { fileId } = chat.files.add(nextFileId(), nextChatId(), input, party);
    write(context, chat, party, 'FileUploaded', { text: fileId, userData: fileNotice(chat, fileId) });
    return { fileId };
  }),

  /** Agents look at files as often as they like. */
  downloadFile: asParty((_context, chat, party, { fileId }: ChatInputOf<'downloadFile'>) => {
    if (party.type === 'Client') return chat.files.download(fileId);
    return chat.files.find(fileId) === undefined ? 'file-unknown' : undefined;
  }),

  /** A customer deletes own files only. */
  deleteFile: asParty((context, chat, party, { fileId }: ChatInputOf<'deleteFile'>) => {
    const file = chat.files.find(fileId);
    if (file === undefined) return 'file-unknown';
    if (party.type === 'Client' && file.by !== party.participantId) return 'file-not-own';
    const userData = fileNotice(chat, fileId);
    chat.files.delete(fileId);
    write(context, chat, party, 'FileDeleted', { text: fileId, userData });
    return undefined;
  }),

  leave: asParty((context, chat, party, input: ChatInputOf<'leave'>) => {
    if (party === chat.customer) endChat(context, chat, 'customer', party);
    else if (party.serves) agentLeaves(context, chat, party, false, input);
    else partyLeaves(context, chat, party, input);
    return undefined;
  }),
};

function tooLong(chat: Chat, text = ''): ChatRefusal | undefined {
  return text.length > chat.rules.textCharacters ? 'text-too-long' : undefined;
}

function tooMuch(chat: Chat, userData: UserData | undefined): ChatRefusal | undefined {
  return userData === undefined || userDataFits(userData, chat.rules.userData) ? undefined : 'user-data-too-large';
}

/** What Chat Server says of a file, by its names. Where an agent's file was on the agent's disk is nobody's business. */
function fileNotice({ files }: Chat, fileId: string): UserData {
  const file = files.find(fileId);
  if (file === undefined) return {};
  const { name, bytes, documentId, byType, userData } = file;
  return {
    ...userData,
    'file-id': fileId,
    'file-name': name,
    'file-size': String(bytes),
    'file-document-id': documentId,
    'file-source': 'ucs',
    ...(byType !== 'Client' && { 'file-upload-type': 'file-system' }),
  };
}
