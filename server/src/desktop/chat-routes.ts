import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { CodedError } from '../runtime/coded-error.js';
import { decentName, downloadHeaders } from '../runtime/file-names.js';
import { ErrorBodySchema } from '../runtime/error-schema.js';
import type { Chats } from '../site/chats.js';
import { holdAnswers } from '../site/hold-answers.js';
import { chatsOf } from './chat-commands.js';
import {
  BearerSchema,
  ChatFileParamsSchema,
  ChatHelpSchema,
  ChatParamsSchema,
  ChatUploadQuerySchema,
} from './chat-schemas.js';
import type { Desk } from './desk.js';
import type { DeskRegistry } from './desk-registry.js';
import { CommandAcceptedSchema } from './schemas.js';

export interface ChatRoutesOptions {
  readonly chats: Chats;
  readonly registry: DeskRegistry;
}

/** What an agent may send. Bytes. */
const MAX_FILE_BYTES = 5_242_880;
const BEARER = /^Bearer ([\x21-\x7e]{1,128})$/i;
const tags = ['desktop'];

/**
 * What does not fit into a command or a frame: files, and what helps to write and to transfer. The session proves who is
 * asking, in a header that no other page can make a browser send; no address here opens anything by itself.
 */
export const chatRoutes: FastifyPluginAsyncTypebox<ChatRoutesOptions> = async (app, { chats, registry }) => {
  holdAnswers(app, chats);
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );

  app.get(
    '/genesys/chats/help',
    {
      schema: {
        tags,
        summary: 'Colleagues, services and canned replies',
        headers: BearerSchema,
        response: { 200: ChatHelpSchema, default: ErrorBodySchema },
      },
    },
    async ({ headers }) => {
      const { agentId: own } = chatsOf(deskOf(headers.authorization));
      const { world, server } = chats;
      const others = server.agents().filter(({ agentId }) => agentId !== own);
      return {
        agents: others.map(({ agentId, state, capacity, places }) => ({
          agentId,
          name: world.agent(agentId)?.name ?? agentId,
          available: state === 'Ready' && places.length < capacity,
        })),
        services: [...world.chatServices],
        cannedReplies: [...(world.data.chat?.cannedReplies ?? [])],
        maxFileBytes: MAX_FILE_BYTES,
      };
    },
  );

  app.post(
    '/genesys/chats/:chatId/files',
    {
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        tags,
        summary: 'The agent sends a file',
        description: 'The body is the file, as `application/octet-stream`.',
        params: ChatParamsSchema,
        querystring: ChatUploadQuerySchema,
        headers: BearerSchema,
        response: { 200: CommandAcceptedSchema, default: ErrorBodySchema },
      },
    },
    async ({ headers, params: { chatId }, query: { name, commandId }, body }) => {
      const desk = deskOf(headers.authorization);
      const chatDesk = chatsOf(desk);
      const label = decentName(name);
      if (label === undefined) throw new CodedError('invalid-request', { details: '/name is no name of a file' });
      if (!Buffer.isBuffer(body)) throw new CodedError('unsupported-media-type');
      const once = commandId === undefined ? {} : { commandId };
      desk.run('chatFile', { chatId, ...once }, () => void chatDesk.upload(chatId, label, body));
      return { status: 'Success' as const, ...once };
    },
  );

  app.get(
    '/genesys/chats/:chatId/files/:fileId',
    {
      schema: {
        tags,
        summary: 'A file of a chat that the agent is in',
        params: ChatFileParamsSchema,
        headers: BearerSchema,
        response: { 200: Type.Any({ description: 'The file' }), default: ErrorBodySchema },
      },
    },
    async ({ headers, params: { chatId, fileId } }, reply) => {
      const file = chatsOf(deskOf(headers.authorization)).download(chatId, fileId);
      if (file === undefined) throw new CodedError('not-found');
      reply.headers({ ...downloadHeaders(file.name), 'cache-control': 'no-store' });
      return reply.send(Readable.from(file.content));
    },
  );

  function deskOf(authorization: string | undefined): Desk {
    const session = BEARER.exec(authorization ?? '')?.[1];
    if (session === undefined) throw new CodedError('session-required');
    return registry.deskFor(session);
  }
};
