import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { GmsSession } from '../session.js';
import { MockError } from './answers.js';
import { FaultSchema, inject } from './faults.js';
import type { MockOptions } from './plugin.js';
import { sessionView } from './session-view.js';
import { statsOf } from './stats.js';

const ChatParams = Type.Object({ chatId: Type.String({ maxLength: 64 }) });
const Digits = Type.String({ pattern: '^[0-9]{1,6}$' });
const ListQuery = Type.Object({
  state: Type.Optional(Type.Enum(['waiting', 'active', 'ended'])),
  service: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Optional(Digits),
  offset: Type.Optional(Digits),
  messages: Type.Optional(Type.Enum(['true', 'false'])),
});
const Which = Type.Object({ chatId: Type.Optional(Type.String({ maxLength: 64 })) });
const PushUrlBody = Type.Object({ pushUrl: Type.String({ maxLength: 2048, pattern: '^(https?://\\S+)?$' }) });

/** The chats that there are, what goes wrong in them, and their end. */
export const sessionRoutes: FastifyPluginAsyncTypebox<MockOptions> = async (app, options) => {
  const { gms, cometd, pushes, scripts } = options;
  const tags = ['gms mock'];
  const startedAt = gms.chats.clock.now();

  app.get('/sessions', { schema: { tags, summary: 'All chats', querystring: ListQuery } }, async ({ query }) => {
    const { state, service, limit = '1000', offset = '0', messages } = query;
    const views = [...gms.sessions.all]
      .filter((session) => service === undefined || session.service === service)
      .map((session) => view(session, messages === 'true'))
      .filter((one) => state === undefined || one.state === state);
    return views.slice(Number(offset), Number(offset) + Number(limit));
  });

  app.get('/sessions/stats', { schema: { tags, summary: 'Counters' } }, async () => statsOf(gms, pushes, startedAt));

  app.get('/sessions/keys', { schema: { tags, summary: 'The ids of all chats' } }, async () =>
    Array.from(gms.sessions.all, ({ chatId }) => chatId),
  );

  app.get('/sessions/:chatId', { schema: { tags, summary: 'A chat', params: ChatParams } }, async ({ params }) =>
    view(find(params.chatId), true),
  );

  app.delete(
    '/sessions',
    { schema: { tags, summary: 'Remove all chats, or one', querystring: Which } },
    async ({ query, body }) => {
      const named = query.chatId ?? chatIdIn(body);
      const chosen = named === undefined ? [...gms.sessions.all] : [find(named)];
      for (const session of chosen) remove(session);
      return { removed: chosen.length };
    },
  );

  app.delete(
    '/sessions/:chatId',
    { schema: { tags, summary: 'Remove a chat', params: ChatParams } },
    async ({ params }) => {
      remove(find(params.chatId));
      return { removed: 1 };
    },
  );

  app.put(
    '/sessions/:chatId/pushUrl',
    { schema: { tags, summary: 'Where events are posted to', params: ChatParams, body: PushUrlBody } },
    async ({ params, body }) => {
      const session = find(params.chatId);
      session.pushUrl = body.pushUrl;
      return view(session, false);
    },
  );

  app.post(
    '/sessions/:chatId/fault',
    { schema: { tags, summary: 'Something goes wrong', params: ChatParams, body: FaultSchema } },
    async ({ params, body }) => {
      const session = find(params.chatId);
      inject(gms, cometd, session, body);
      return view(session, false);
    },
  );

  function find(chatId: string): GmsSession {
    const session = gms.sessions.ofChat(chatId);
    if (session === undefined) throw new MockError('not_found', 'There is no such chat.');
    return session;
  }

  function view(session: GmsSession, messages: boolean) {
    const chat = gms.chats.chat(session.chatId);
    if (chat === undefined) throw new MockError('not_found', 'There is no such chat.');
    return sessionView(gms, scripts, session, chat, messages);
  }

  /** First the end, which is told; then nothing is left of it. */
  function remove({ chatId }: GmsSession): void {
    gms.chats.do({ kind: 'end', chatId, by: 'system' });
    gms.chats.do({ kind: 'forget', chatId });
  }
};

/** Most clients send no body with a DELETE, some say there which chat they mean. */
function chatIdIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('chatId' in body)) return undefined;
  if (typeof body.chatId !== 'string') throw new MockError('bad_request', 'chatId is no text.');
  return body.chatId;
}
