import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { MockError } from './answers.js';
import type { MockOptions } from './plugin.js';
import { type Profile, ProfileSchema, SettingsSchema } from './profile-schema.js';
import { RESERVED } from './profiles.js';

const MAX_AT_ONCE = 100;
const NameParams = Type.Object({ profile: Type.String({ maxLength: 64 }) });
/** As one gets it, or one of those that are got as a list. */
const OneBody = Type.Union([
  Type.Object({ profile: Type.Optional(Type.String()), settings: SettingsSchema }, { additionalProperties: false }),
  Type.Array(ProfileSchema, { minItems: 1, maxItems: 1 }),
]);
const SeveralBody = Type.Union([ProfileSchema, Type.Array(ProfileSchema, { maxItems: MAX_AT_ONCE })]);

/** How chats go by themselves. */
export const profileRoutes: FastifyPluginAsyncTypebox<MockOptions> = async (app, { gms: { profiles } }) => {
  const tags = ['gms mock'];

  app.get('/profiles', { schema: { tags, summary: 'All profiles' } }, async () => profiles.all);

  app.post('/profiles', { schema: { tags, summary: 'Set profiles', body: SeveralBody } }, async ({ body }) => {
    set([body].flat());
    return profiles.all;
  });

  // A GET that changes something, because aura-mocks has it so.
  app.route({
    method: ['GET', 'POST'],
    url: '/profiles/reset',
    schema: { tags, summary: 'Back to the profiles that are built in' },
    handler: async () => {
      profiles.reset();
      return profiles.all;
    },
  });

  app.get('/profiles/:profile', { schema: { tags, summary: 'A profile', params: NameParams } }, async ({ params }) => {
    const found = profiles.find(params.profile);
    if (found === undefined) throw new MockError('not_found', `There is no profile ${params.profile}.`);
    return found;
  });

  app.post(
    '/profiles/:profile',
    { schema: { tags, summary: 'Set a profile', params: NameParams, body: OneBody } },
    async ({ params: { profile }, body }) => {
      const [given] = [body].flat();
      if (given === undefined) throw new MockError('bad_request', 'There is no profile in the body.');
      const named: Profile = { profile, settings: given.settings };
      set([named]);
      return named;
    },
  );

  function set(given: readonly Profile[]): void {
    const name = given
      .map(({ profile }) => profile)
      .find((one) => RESERVED.has(one) || !/^[A-Za-z0-9._-]{1,64}$/.test(one));
    if (name !== undefined) throw new MockError('conflict', `${name.slice(0, 64)} cannot be the name of a profile.`);
    if (!profiles.set(given)) throw new MockError('conflict', 'There are as many profiles as there may be.');
  }
};
