import type { UserData } from '../chat/index.js';
import { type Envelope, envelopeOf } from './envelope.js';
import { GmsError } from './errors.js';
import { baseNameOf } from './file-names.js';
import type { GmsServer } from './gms-server.js';
import { type Params, required } from './params.js';
import { utcTime } from './projection.js';
import type { GmsSession } from './session.js';

const BY = 'customer' as const;

/** What a customer may still upload, and has uploaded: texts, as Chat Server names them. */
export function fileLimits(gms: GmsServer, session: GmsSession): Envelope {
  const { chats } = gms;
  const { chatId, options } = session;
  gms.act(session, () => ({ news: [] }));
  const rules = gms.rulesOf(session).files;
  const used = chats.server.fileUsage(chatId);
  const userData: UserData = {
    'download-attempts': String(rules.downloads),
    'upload-max-files': String(rules.maxFiles),
    'delete-file': rules.deleteFile,
    'upload-max-file-size': String(rules.maxFileBytes),
    'used-download-attempts': String(used.downloads),
    'used-upload-max-total-size': String(used.bytes),
    'upload-need-agent': String(rules.needAgent),
    'used-upload-max-files': String(used.uploads),
    'upload-max-total-size': String(rules.maxTotalBytes),
    'upload-file-types': rules.types.join(':'),
  };
  const [customer] = chats.chat(chatId)?.parties ?? [];
  const { nickname, participantId, type } = customer ?? { nickname: '', participantId: 1, type: 'Client' as const };
  // No line of the transcript, so it has no index.
  const message = {
    from: { nickname, participantId, type },
    text: 'file-client-cfg-get',
    type: 'Notice' as const,
    utcTime: utcTime(chats.clock.now(), options),
    userData,
  };
  return { ...envelopeOf(gms.answer(session, [])), messages: [message] };
}

/** Everybody in the chat is told of it, and so is whoever uploads. */
export function uploadFile(gms: GmsServer, session: GmsSession, { file, userData }: Params): Envelope {
  if (file === undefined) throw GmsError.of(901, 'file is required.');
  const { chatId } = session;
  const name = baseNameOf(file.name);
  const { fileId } = gms.act(session, () => gms.chats.upload({ chatId, by: BY, name, userData }, file.content));
  return { ...envelopeOf(gms.answer(session, [])), userData: { 'file-id': fileId ?? '' } };
}

export function downloadFile(
  gms: GmsServer,
  session: GmsSession,
  params: Params,
): { readonly name: string; readonly content: Buffer } {
  const { chatId } = session;
  const fileId = required(params, 'fileId');
  gms.act(session, () => gms.chats.do({ kind: 'downloadFile', chatId, by: BY, fileId }));
  const file = gms.chats.chat(chatId)?.files.find((one) => one.fileId === fileId);
  const content = gms.chats.fileContent(chatId, fileId);
  if (file === undefined || content === undefined) throw GmsError.of(908);
  return { name: file.name, content };
}

export function deleteFile(gms: GmsServer, session: GmsSession, params: Params): Envelope {
  const { chatId } = session;
  const fileId = required(params, 'fileId');
  gms.act(session, () => gms.chats.deleteFile({ chatId, by: BY, fileId }));
  return envelopeOf(gms.answer(session, []));
}
