import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Cloud } from '../cloud.js';
import { OAuthError } from './oauth-error.js';

const GrantSchema = Type.Object({
  grant_type: Type.Optional(Type.String({ maxLength: 100, description: 'client_credentials' })),
});
const TokenSchema = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('bearer'),
  expires_in: Type.Integer({ description: 'Seconds' }),
});

/** Tokens for programs. Some put `grant_type` into the address and say that they send JSON: both ways are taken. */
export const tokenRoute: FastifyPluginAsyncTypebox<{ readonly cloud: Cloud }> = async (app, { cloud }) => {
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body))),
  );
  app.post(
    '/oauth/token',
    {
      config: { operation: 'token' },
      schema: {
        tags: ['genesys cloud'],
        summary: 'An access token, by client credentials',
        querystring: GrantSchema,
        body: Type.Union([GrantSchema, Type.Null()]),
        response: { 200: TokenSchema },
      },
    },
    async ({ headers, query, body }) => {
      const grant = body?.grant_type ?? query.grant_type;
      const credentials = basicCredentials(headers.authorization);
      if (grant === undefined || credentials === undefined) throw new OAuthError('invalid_request');
      if (grant !== 'client_credentials') throw new OAuthError('unsupported_grant_type');
      const { token, lifeSeconds } = cloud.tokens.grant(...credentials);
      return { access_token: token, token_type: 'bearer' as const, expires_in: lifeSeconds };
    },
  );
};

function basicCredentials(header = ''): [clientId: string, secret: string] | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header) ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}
