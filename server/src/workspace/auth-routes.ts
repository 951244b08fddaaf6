import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Credentials } from '../runtime/credentials.js';
import type { SignIn } from '../site/sign-in.js';
import type { WorldAgent } from '../world/world-schema.js';
import type { FaceJournal } from './face-journal.js';
import { AnswerSchema, TokenAnswerSchema, TokenBody } from './schemas.js';

export interface AuthRoutesOptions {
  readonly signIn: SignIn;
  readonly tokens: Credentials<WorldAgent>;
  /** Milliseconds. */
  readonly tokenMs: number;
  readonly journal: FaceJournal;
}

/** As much of the authentication service as a program needs that has a user name and a password. */
export const authRoutes: FastifyPluginAsyncTypebox<AuthRoutesOptions> = async (app, options) => {
  const { signIn, tokens, tokenMs, journal } = options;

  // What OAuth prescribes. A hostile page that posts a form is known by its Origin, and could not read the answer.
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body as string)));
  });

  app.post(
    '/auth/v3/oauth/token',
    {
      schema: {
        tags: ['workspace'],
        summary: 'Get an access token for an agent',
        consumes: ['application/x-www-form-urlencoded', 'application/json'],
        body: TokenBody,
        response: { 200: TokenAnswerSchema, default: AnswerSchema },
      },
    },
    async ({ body }) => {
      const agent = signIn.identify(body.username, body.password);
      return {
        access_token: journal.operation(agent, 'oauth/token', undefined, () => tokens.issue(agent.agentId, agent)),
        token_type: 'bearer' as const,
        expires_in: Math.floor(tokenMs / 1000),
        scope: '*',
      };
    },
  );
};
