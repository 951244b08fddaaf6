import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { messageOf } from '../projection.js';
import { MockError } from './answers.js';
import { play, refusalOf } from './play.js';
import type { MockOptions } from './plugin.js';
import { ScriptEntrySchema } from './profile-schema.js';

const Params = Type.Object({
  serviceName: Type.String({ maxLength: 64 }),
  chatId: Type.String({ maxLength: 64 }),
});
const Body = Type.Union([ScriptEntrySchema, Type.Array(ScriptEntrySchema, { maxItems: 1000 })]);

/** Anything that can happen in a chat, made to happen. */
export const injectionRoutes: FastifyPluginAsyncTypebox<MockOptions> = async (app, { gms, scripts }) => {
  app.post(
    '/chat/:serviceName/:chatId/send',
    {
      schema: {
        tags: ['gms mock'],
        summary: 'Make something happen in a chat, now or later',
        description:
          'One entry or a list. With a `timeout` it happens so many seconds later, and those behind it after it.',
        params: Params,
        body: Body,
      },
    },
    async ({ params: { serviceName, chatId }, body }) => {
      const { chats, sessions } = gms;
      const session = sessions.ofChat(chatId);
      const chat = chats.chat(chatId);
      if (session?.service !== serviceName || chat === undefined)
        throw new MockError('not_found', 'There is no such chat.');
      if (chat.state === 'Ended') throw new MockError('conflict', 'The chat has ended.');
      const entries = [body].flat();
      const refusal = refusalOf(chat, entries, gms.rulesOf(session));
      if (refusal !== undefined) throw new MockError('bad_request', refusal);
      const later = entries.findIndex(({ timeout = 0 }) => timeout > 0);
      const now = later < 0 ? entries : entries.slice(0, later);
      const events = now.map((entry) => play(chats, chatId, entry)).filter((event) => typeof event === 'object');
      // Of a chat that has just been ended nothing is left to be told.
      if (!gms.hasEnded(session)) scripts.start(chatId, entries.slice(now.length));
      return {
        statusCode: 0,
        scheduled: entries.length,
        messages: events.map((event) => messageOf(event, session.options)),
        nextPosition: chats.chat(chatId)?.nextIndex ?? 1,
      };
    },
  );
};
