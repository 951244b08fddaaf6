import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { ChatInput, ChatView, Who } from '../chat/index.js';
import { CodedError } from '../runtime/coded-error.js';
import { accepted as checked } from '../site/chat-refusals.js';
import { holdAnswers } from '../site/hold-answers.js';
import * as schemas from './chat-schemas.js';
import type { ControlOptions } from './options.js';
import { DONE, DoneSchema } from './schemas.js';

/** What agents do about chats, until their toolbars can: customers' clients are tried out against it. */
export const chatRoutes: FastifyPluginAsyncTypebox<ControlOptions> = async (app, { chats }) => {
  const tags = ['control'];
  const params = schemas.ChatParamsSchema;
  const done = { 200: DoneSchema };
  holdAnswers(app, chats);

  app.get(
    '/control/chats',
    { schema: { tags, summary: 'All chats', response: { 200: schemas.ChatsSchema } } },
    async () => ({
      chats: [...chats.server.chats()],
    }),
  );

  app.get(
    '/control/chats/:chatId',
    { schema: { tags, summary: 'A chat and its transcript', params, response: { 200: schemas.ChatSchema } } },
    async ({ params: { chatId } }) => ({ chat: chatOf(chatId), transcript: [...chats.server.transcript(chatId)] }),
  );

  app.get(
    '/control/chat-agents',
    { schema: { tags, summary: 'Agents who take chats', response: { 200: schemas.ChatAgentsSchema } } },
    async () => ({ agents: [...chats.server.agents()] }),
  );

  app.post(
    '/control/chat-agents/:agentId/state',
    {
      schema: {
        tags,
        summary: 'An agent is ready for chats, or not',
        params: schemas.ChatAgentParamsSchema,
        body: schemas.ChatAgentStateSchema,
        response: done,
      },
    },
    async ({ params: { agentId }, body: { state } }) => {
      const there = chats.server.agent(agentId);
      if (there === undefined) throw new CodedError('agent-unknown');
      if (state === 'LoggedOut') return there.state === state ? DONE : accepted({ kind: 'logout', agentId });
      if (there.state === 'LoggedOut') accepted({ kind: 'login', agentId });
      return accepted({ kind: state === 'Ready' ? 'ready' : 'notReady', agentId });
    },
  );

  /** Inputs that say no more than who and which chat. */
  const BARE = [
    ['accept', 'The agent takes the chat that is offered'],
    ['decline', 'The agent does not take it'],
    ['workDone', 'The agent is done with the after-chat work'],
  ] as const;
  for (const [kind, summary] of BARE) {
    const url = `/control/chats/:chatId/${kind === 'workDone' ? 'work-done' : kind}`;
    app.post(
      url,
      { schema: { tags, summary, params, body: schemas.AsAgentSchema, response: done } },
      async ({ params: { chatId }, body }) => accepted({ kind, chatId, agentId: agentFor(chatId, body.agentId) }),
    );
  }

  app.post(
    '/control/chats/:chatId/say',
    { schema: { tags, summary: 'The agent says something', params, body: schemas.SaySchema, response: done } },
    async ({ params: { chatId }, body }) => {
      const { cannedReply, text, messageType, visibility } = body;
      const said = cannedReply === undefined ? text : replyOf(cannedReply);
      return accepted({
        kind: 'post',
        chatId,
        by: who(chatId, body.agentId),
        type: 'Message',
        text: said ?? '',
        ...(messageType !== undefined && { messageType }),
        ...(visibility !== undefined && { visibility }),
      });
    },
  );

  app.post(
    '/control/chats/:chatId/typing',
    { schema: { tags, summary: 'The agent types, or stops', params, body: schemas.TypingSchema, response: done } },
    async ({ params: { chatId }, body: { agentId, stopped, text } }) =>
      accepted({
        kind: 'post',
        chatId,
        by: who(chatId, agentId),
        type: stopped === true ? 'TypingStopped' : 'TypingStarted',
        ...(text !== undefined && { text }),
      }),
  );

  app.post(
    '/control/chats/:chatId/push-url',
    { schema: { tags, summary: 'The agent shows a page', params, body: schemas.PushSchema, response: done } },
    async ({ params: { chatId }, body: { agentId, url } }) =>
      accepted({ kind: 'post', chatId, by: who(chatId, agentId), type: 'PushUrl', text: url }),
  );

  app.post(
    '/control/chats/:chatId/notice',
    {
      schema: {
        tags,
        summary: 'The agent sends a notice of one’s own',
        params,
        body: schemas.NoticeSchema,
        response: done,
      },
    },
    async ({ params: { chatId }, body: { agentId, text, userData } }) =>
      accepted({
        kind: 'post',
        chatId,
        by: who(chatId, agentId),
        type: 'CustomNotice',
        ...(text !== undefined && { text }),
        ...(userData !== undefined && { userData }),
      }),
  );

  app.post(
    '/control/chats/:chatId/data',
    { schema: { tags, summary: 'The agent changes the user data', params, body: schemas.DataSchema, response: done } },
    async ({ params: { chatId }, body: { agentId, userData } }) =>
      accepted({ kind: 'data', chatId, by: who(chatId, agentId), userData }),
  );

  app.post(
    '/control/chats/:chatId/transfer',
    {
      schema: {
        tags,
        summary: 'To a colleague, or to a service',
        params,
        body: schemas.ToSomewhereSchema,
        response: done,
      },
    },
    async ({ params: { chatId }, body: { agentId: given, to, service } }) => {
      const agentId = agentFor(chatId, given);
      if (to !== undefined && service === undefined) return accepted({ kind: 'transfer', chatId, agentId, to });
      if (service !== undefined && to === undefined) return accepted({ kind: 'requeue', chatId, agentId, service });
      throw new CodedError('invalid-request', { details: 'either /to or /service' });
    },
  );

  app.post(
    '/control/chats/:chatId/conference',
    { schema: { tags, summary: 'A colleague is asked to join', params, body: schemas.ToAgentSchema, response: done } },
    async ({ params: { chatId }, body: { agentId, to } }) =>
      accepted({ kind: 'conference', chatId, agentId: agentFor(chatId, agentId), to }),
  );

  app.post(
    '/control/chats/:chatId/supervise',
    { schema: { tags, summary: 'A supervisor joins', params, body: schemas.SuperviseSchema, response: done } },
    async ({ params: { chatId }, body: { agentId, visibility = 'all' } }) =>
      accepted({ kind: 'supervise', chatId, agentId, visibility }),
  );

  app.post(
    '/control/chats/:chatId/leave',
    { schema: { tags, summary: 'The agent leaves', params, body: schemas.AsAgentSchema, response: done } },
    async ({ params: { chatId }, body }) => accepted({ kind: 'leave', chatId, by: who(chatId, body.agentId) }),
  );

  app.post(
    '/control/chats/:chatId/end',
    { schema: { tags, summary: 'The agent ends the chat', params, body: schemas.AsAgentSchema, response: done } },
    async ({ params: { chatId }, body }) => accepted({ kind: 'end', chatId, by: who(chatId, body.agentId) }),
  );

  app.post(
    '/control/chats/:chatId/files',
    {
      bodyLimit: 4_194_304,
      schema: {
        tags,
        summary: 'The agent sends a file',
        params,
        body: schemas.FileSchema,
        response: { 201: schemas.UploadedSchema },
      },
    },
    async ({ params: { chatId }, body: { agentId, name, content, description } }, reply) => {
      const userData = description === undefined ? {} : { userData: { 'file-description': description } };
      const by = who(chatId, agentId);
      const { fileId } = checked(chats.upload({ chatId, by, name, ...userData }, Buffer.from(content, 'base64')));
      return reply.status(201).send({ fileId: fileId ?? '' });
    },
  );

  function accepted(input: ChatInput): typeof DONE {
    chats.journal.record('control', 'in', input.kind, 'chatId' in input ? input.chatId : undefined);
    checked(chats.do(input));
    return DONE;
  }

  function chatOf(chatId: string): ChatView {
    const chat = chats.chat(chatId);
    if (chat === undefined) throw new CodedError('no-such-chat');
    return chat;
  }

  /** The agent who is meant: the one who is named, is being asked, or answers for the chat. */
  function agentFor(chatId: string, named: string | undefined): string {
    const { offeredTo, owner, parties } = chatOf(chatId);
    const found = named ?? offeredTo ?? parties.find(({ participantId }) => participantId === owner)?.agentId;
    if (found === undefined) throw new CodedError('wrong-state');
    return found;
  }

  /** Who speaks: not whoever is only being asked. */
  function who(chatId: string, named: string | undefined): Who {
    if (named !== undefined) return { agentId: named };
    const { owner } = chatOf(chatId);
    if (owner === undefined) throw new CodedError('wrong-state');
    return { participantId: owner };
  }

  function replyOf(id: string): string {
    const reply = chats.world.data.chat?.cannedReplies?.find((one) => one.id === id);
    if (reply === undefined) throw new CodedError('not-found');
    return reply.text;
  }
};
