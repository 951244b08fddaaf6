import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { downloadHeaders } from '../runtime/file-names.js';
import { asGmsError, failedDownload, refuse } from './answers.js';
import { readParams } from './bodies.js';
import { checkCredentials, ofHeader } from './credentials.js';
import { GmsError } from './errors.js';
import { deleteFile, downloadFile, fileLimits, uploadFile } from './file-operations.js';
import type { GmsServer } from './gms-server.js';
import type { Params } from './params.js';
import { CHAT_PATH, type ChatRequest, post } from './rest-routes.js';
import type { GmsSession } from './session.js';

export const FILES_PATH = '/genesys/2/chat-ntf';

/** Of a form around a file. */
const FORM_BYTES = 65_536;

type FileAction = 'limits' | 'upload' | 'download' | 'delete';

/** Names of the operations at the one address for CometD clients, with those that real clients write instead. */
const ACTIONS: Readonly<Record<string, FileAction>> = {
  fileGetLimits: 'limits',
  fileGetsLimits: 'limits',
  fileUpload: 'upload',
  fileDownload: 'download',
  download: 'download',
  fileDelete: 'delete',
  delete: 'delete',
};

const PATHS: readonly (readonly [string, FileAction, string])[] = [
  ['file/limits', 'limits', 'What may be uploaded'],
  ['file', 'upload', 'Upload a file'],
  ['file/:fileId/download', 'download', 'Download a file'],
  ['file/:fileId/delete', 'delete', 'Delete a file of one’s own'],
];

/** Files of chats: below the chat for REST clients, at one address for those of CometD. Both share all limits. */
export function fileRoutes(app: FastifyInstance, gms: GmsServer): void {
  const bodyLimit = gms.largestFile + FORM_BYTES;
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = asGmsError(error, request);
    return refuse(gms, refusal.http === 413 ? GmsError.of(202, undefined, { http: 413 }) : refusal, reply);
  });
  for (const [path, action, summary] of PATHS) {
    post(
      app,
      `${CHAT_PATH}/:serviceName/:chatId/${path}`,
      summary,
      (request, reply) =>
        answer(gms, request, reply, async () => {
          const { serviceName, chatId, fileId } = request.params;
          const options = gms.options(serviceName);
          if (options.authEveryCall) checkCredentials(options, ofHeader(request.headers.authorization));
          const params = await readParams(request);
          const text = { ...params.text, ...(fileId !== undefined && { fileId }) };
          return { action, params: { ...params, text }, find: () => gms.find(serviceName, params, chatId) };
        }),
      action === 'upload' ? { bodyLimit } : {},
    );
  }
  post(
    app,
    FILES_PATH,
    'Files of a chat that is held by CometD',
    (request, reply) =>
      answer(gms, request, reply, async () => {
        const params = await readParams(request);
        const { operation } = params.text;
        // The iOS library uploads without saying so.
        const action = operation === undefined && params.file !== undefined ? 'upload' : ACTIONS[operation ?? ''];
        if (action === undefined) throw GmsError.of(903);
        return { action, params, find: () => gms.findByKey(params) };
      }),
    { bodyLimit },
  );
}

interface FileRequest {
  readonly action: FileAction;
  readonly params: Params;
  /** @throws GmsError */
  readonly find: () => GmsSession;
}

async function answer(
  gms: GmsServer,
  request: ChatRequest,
  reply: FastifyReply,
  read: () => Promise<FileRequest>,
): Promise<FastifyReply> {
  let asked: FileRequest | undefined;
  let session: GmsSession | undefined;
  try {
    asked = await read();
    session = asked.find();
    await gms.pause(session);
    return perform(gms, session, asked, reply);
  } catch (error) {
    const refusal = asGmsError(error, request);
    if (asked?.action === 'download') return reply.send(failedDownload(gms, reply));
    return refuse(gms, refusal, reply, session ?? { chatId: request.params.chatId, ...asked?.params.text });
  }
}

function perform(
  gms: GmsServer,
  session: GmsSession,
  { action, params }: FileRequest,
  reply: FastifyReply,
): FastifyReply {
  switch (action) {
    case 'limits':
      return reply.send(fileLimits(gms, session));
    case 'upload':
      return reply.send(uploadFile(gms, session, params));
    case 'delete':
      return reply.send(deleteFile(gms, session, params));
    case 'download': {
      const { name, content } = downloadFile(gms, session, params);
      return reply.headers({ ...downloadHeaders(name) }).send(content);
    }
  }
}
