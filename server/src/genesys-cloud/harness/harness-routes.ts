import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { CodedError } from '../../runtime/coded-error.js';
import type { Cloud } from '../cloud.js';
import type { Conversation } from '../webchat/conversation.js';
import { memberView } from '../webchat/projection.js';
import * as schemas from './harness-schemas.js';

const DONE = { status: 'Success' } as const;
const BASE = '/control/genesys-cloud';

/** The harness's hand in Genesys Cloud: what there is, and what goes wrong. Agents act by the control API of chats. */
export const harnessRoutes: FastifyPluginAsyncTypebox<{ readonly cloud: Cloud }> = async (app, { cloud }) => {
  const tags = ['control'];
  const response = { 200: schemas.DoneSchema };
  const params = schemas.ConversationParams;

  app.get(
    `${BASE}/conversations`,
    {
      schema: { tags, summary: 'Web chats, as their guests know them', response: { 200: schemas.ConversationsSchema } },
    },
    async () => ({ conversations: Array.from(cloud.conversations.all, viewOf) }),
  );

  app.post(
    `${BASE}/faults`,
    { schema: { tags, summary: 'The next requests go wrong', body: schemas.RequestFaultSchema, response } },
    async ({ body: { count = 1, ...fault } }) => {
      cloud.faults.add({ ...fault, count });
      return DONE;
    },
  );

  app.post(
    `${BASE}/expire-tokens`,
    { schema: { tags, summary: 'All access tokens are good no more', response } },
    async () => {
      cloud.tokens.expire();
      return DONE;
    },
  );

  app.post(
    `${BASE}/conversations/:conversationId/faults`,
    { schema: { tags, summary: 'An event stream goes wrong', params, body: schemas.StreamFaultSchema, response } },
    async ({ params: { conversationId }, body }) => {
      const conversation = conversationOf(conversationId);
      const { cut, close, heartbeats, delayMs, expireToken, ...frames } = body;
      conversation.faults.order(frames);
      if (heartbeats !== undefined) conversation.heartbeats = heartbeats;
      if (delayMs !== undefined) conversation.frameDelayMs = delayMs;
      if (expireToken !== undefined) conversation.tokenExpired = expireToken;
      for (const stream of [...conversation.streams]) {
        if (cut === true) stream.cut();
        if (close === true) stream.close();
      }
      return DONE;
    },
  );

  app.post(
    `${BASE}/conversations/:conversationId/agent`,
    {
      schema: {
        tags,
        summary: 'What is told of the agent, whatever the agent does',
        params,
        body: schemas.AgentDeedSchema,
        response,
      },
    },
    async ({ params: { conversationId }, body: { deed } }) => {
      const conversation = conversationOf(conversationId);
      const from = deed === 'back' ? 'DISCONNECTED' : 'CONNECTED';
      const agent = [...conversation.parties.values()].findLast(
        ({ role, state }) => role === 'AGENT' && state === from,
      );
      if (agent === undefined || conversation.ended) throw new CodedError('wrong-state');
      cloud.conversations.retell(conversation, agent, deed === 'lost' ? 'DISCONNECTED' : 'CONNECTED');
      return DONE;
    },
  );

  app.get(
    `${BASE}/sessions`,
    { schema: { tags, summary: 'Sessions of Web Messaging', response: { 200: schemas.SessionsSchema } } },
    async () => ({
      sessions: Array.from(cloud.messaging.all, ({ id, chatId, deployment, readOnly, connections }) => ({
        id,
        ...(chatId !== undefined && { chatId }),
        deployment: deployment.name,
        readOnly,
        connections: connections.size,
      })),
    }),
  );

  app.post(
    `${BASE}/sessions/:sessionId/faults`,
    {
      schema: {
        tags,
        summary: 'A session of Web Messaging goes wrong',
        params: schemas.SessionParams,
        body: schemas.SessionFaultSchema,
        response,
      },
    },
    async ({ params: { sessionId }, body: { cut, close, expire, throttle, ...frames } }) => {
      const session = [...cloud.messaging.all].find(({ id }) => id === sessionId);
      if (session === undefined) throw new CodedError('no-such-chat');
      session.faults.order(frames);
      if (throttle !== undefined) session.throttled = throttle;
      if (expire === true) cloud.messaging.expire(session);
      for (const connection of [...session.connections]) {
        if (cut === true) connection.cut();
        if (close === true) connection.close();
      }
      return DONE;
    },
  );

  function conversationOf(id: string): Conversation {
    const conversation = cloud.conversations.find(id);
    if (conversation === undefined) throw new CodedError('no-such-chat');
    return conversation;
  }
};

function viewOf({ id, chatId, queue, ended, streams, members }: Conversation) {
  return {
    id,
    ...(chatId !== undefined && { chatId }),
    queue: queue.name,
    ended,
    streams: streams.size,
    members: members.map(memberView),
  };
}
