import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Clock } from '../runtime/clock.js';
import { ErrorBodySchema } from '../runtime/error-schema.js';
import type { Chats } from '../site/chats.js';
import { NewsStream } from './news-stream.js';
import type { Platform } from './platform.js';
import * as schemas from './schemas.js';

export interface BotRoutesOptions {
  readonly platform: Platform;
  readonly chats: Chats;
  /** The network's time. */
  readonly wallClock: Clock;
}

/** As AEX publishes it. */
export const PUBLISH_PATH = '/api/livechat/v1/agentmessage/publish';

const TALK = '/bot/conversations/:id';
const tags = ['bot'];
const refused = { default: ErrorBodySchema };
const params = schemas.TalkParamsSchema;
const Nothing = Type.Object({});

/** What the bot page asks for, and where the bridge publishes to. */
export const botRoutes: FastifyPluginAsyncTypebox<BotRoutesOptions> = async (app, { platform, chats, wallClock }) => {
  app.post(
    '/bot/conversations',
    {
      schema: {
        tags,
        summary: 'Begin to talk to the assistant',
        body: schemas.NewTalkSchema,
        response: { 200: schemas.TalkCreatedSchema, ...refused },
      },
    },
    async ({ body }) => ({ id: platform.begin(body).id }),
  );

  app.post(
    `${TALK}/messages`,
    {
      schema: {
        tags,
        summary: 'The user says something, to whomever is there',
        params,
        body: schemas.SaySchema,
        response: { 202: Nothing, ...refused },
      },
    },
    async ({ params: { id }, body: { text } }, reply) => {
      platform.say(id, text);
      return reply.status(202).send({});
    },
  );

  /** What takes no more than the conversation. */
  const BARE = [
    ['person', 'The user wants to talk to a person', (id: string) => platform.askForPerson(id)],
    ['typing', 'The user types', (id: string) => platform.type(id)],
    ['end', 'The user goes', (id: string) => platform.leave(id)],
  ] as const;
  for (const [what, summary, perform] of BARE) {
    app.post(
      `${TALK}/${what}`,
      { schema: { tags, summary, params, response: { 202: Nothing, ...refused } } },
      async ({ params: { id } }, reply) => {
        perform(id);
        return reply.status(202).send({});
      },
    );
  }

  app.get(
    `${TALK}/events`,
    {
      schema: {
        tags,
        summary: 'What is said, and the way of it',
        description:
          'Server-sent events: `phase`, who is `typing`, and the `lines` and `rows` of the trace that are new; the first ' +
          'one has all of them. Rows come without what was said, and each has the correlation id.',
        params,
      },
    },
    async ({ params: { id } }, reply) => {
      const news = new NewsStream(platform.find(id), chats, wallClock);
      reply.raw.once('close', () => news.close());
      return reply.type('text/event-stream').header('cache-control', 'no-store').send(news.body);
    },
  );

  app.post(
    PUBLISH_PATH,
    {
      schema: {
        tags,
        summary: 'What agents do, as the bridge publishes it',
        headers: Type.Object({ authorization: Type.Optional(Type.String({ maxLength: 1000 })) }),
        body: schemas.PublicationSchema,
        response: { 200: Nothing, ...refused },
      },
    },
    async ({ headers: { authorization = '' }, body }) => {
      platform.hear(authorization, body);
      return {};
    },
  );
};
