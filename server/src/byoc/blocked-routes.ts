import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { BlockedPeople } from './blocked.js';
import type { Directory } from './directory.js';
import { ByocError } from './errors.js';

export interface BlockedRoutesOptions {
  readonly blocked: BlockedPeople;
  readonly directory: Directory;
}

const tags = ['CXone BYOC: support'];
const Channel = Type.String({ maxLength: 128 });
const Person = Type.Object({ channel: Channel, user: Type.String({ minLength: 1, maxLength: 255 }) });

/** Whom support staff shuts out. */
export const blockedRoutes: FastifyPluginAsyncTypebox<BlockedRoutesOptions> = async (app, { blocked, directory }) => {
  app.get(
    '/blocked/:channel',
    {
      schema: {
        tags,
        summary: 'Who is shut out of a channel',
        params: Type.Object({ channel: Channel }),
        querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 100 })) }),
      },
    },
    async ({ params: { channel }, query: { after = '' } }) => {
      const page = await blocked.list(directory.channel(channel).channel.id, after);
      const people = page.people.map(({ user, reason, at }) => ({ user, reason, at: new Date(at).toISOString() }));
      return { people, after: page.after };
    },
  );

  app.put(
    '/blocked/:channel/:user',
    {
      schema: {
        tags,
        summary: 'Shut somebody out: what they say is refused from now on',
        params: Person,
        body: Type.Optional(
          Type.Object({ reason: Type.Optional(Type.String({ maxLength: 1000 })) }, { additionalProperties: false }),
        ),
      },
    },
    async ({ params: { channel, user }, body }, reply) => {
      await blocked.block(directory.channel(channel).channel.id, user, body?.reason ?? '');
      return reply.status(204).send();
    },
  );

  app.delete(
    '/blocked/:channel/:user',
    { schema: { tags, summary: 'Let somebody in again', params: Person } },
    async ({ params: { channel, user } }, reply) => {
      if (!(await blocked.unblock(directory.channel(channel).channel.id, user))) throw new ByocError('unknown_person');
      return reply.status(204).send();
    },
  );
};
