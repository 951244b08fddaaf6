import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { DeError } from '../errors.js';
import type { Tenant } from '../tenant.js';
import type { Grant } from './access-tokens.js';
import { AuthError } from './auth-error.js';

const Field = Type.Optional(Type.String({ maxLength: 4096 }));
const GrantSchema = Type.Object({
  grant_type: Field,
  username: Field,
  password: Field,
  refresh_token: Field,
  client_id: Field,
  client_secret: Field,
});
const KeySchema = Type.Object({ accessKeyId: Field, accessKeySecret: Field });
const TokenSchema = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('Bearer'),
  refresh_token: Type.String(),
  expires_in: Type.Integer({ description: 'Seconds' }),
  id_token: Type.String(),
});

/** The authorization server: where it is, and tokens for back-end applications and their access keys. */
export const authRoutes: FastifyPluginAsyncTypebox<{ readonly tenant: Tenant }> = async (app, { tenant }) => {
  const tags = ['cxone'];
  const { tokens, settings, idTokens } = tenant;
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body))),
  );

  app.get(
    '/.well-known/openid-configuration',
    { config: { operation: 'discovery' }, schema: { tags, summary: 'Where tokens are' } },
    async () => {
      const issuer = tenant.url;
      return {
        issuer,
        token_endpoint: `${issuer}/auth/token`,
        jwks_uri: `${issuer}/auth/jwks`,
        grant_types_supported: ['password', 'refresh_token'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        id_token_signing_alg_values_supported: ['RS256'],
      };
    },
  );

  app.get(
    '/.well-known/cxone-configuration',
    {
      config: { operation: 'discovery' },
      schema: { tags, summary: 'Where a tenant is', querystring: Type.Object({ tenantId: Field }) },
    },
    async ({ query: { tenantId } }) => {
      const { area = 'na1' } = settings;
      if (tenantId !== settings.tenantId) throw DeError.of('notFound', 'tenantId');
      return { tenantId, area, domain: new URL(tenant.url).host, api_endpoint: tenant.url, auth_endpoint: tenant.url };
    },
  );

  app.get(
    '/auth/jwks',
    { config: { operation: 'discovery' }, schema: { tags, summary: 'Keys that id tokens are signed with' } },
    () => idTokens.publicKeys(),
  );

  app.post(
    '/auth/token',
    {
      config: { operation: 'token' },
      attachValidation: true,
      schema: {
        tags,
        summary: 'An access token, by access key or refresh token',
        body: GrantSchema,
        response: { 200: TokenSchema },
      },
    },
    async (request) => {
      const body = checked(request, request.body);
      const { grant_type, username, password, refresh_token } = body;
      const [clientId, clientSecret] = basicCredentials(request) ?? [body.client_id, body.client_secret];
      if (grant_type === undefined || clientId === undefined || clientSecret === undefined) throw lacking();
      if (grant_type !== 'password' && grant_type !== 'refresh_token') throw new AuthError('unsupported_grant_type');
      tokens.checkApplication(clientId, clientSecret);
      if (grant_type === 'refresh_token') {
        if (refresh_token === undefined) throw lacking();
        return answer(tokens.byRefreshToken(refresh_token), clientId);
      }
      if (username === undefined || password === undefined) throw lacking();
      return answer(tokens.byAccessKey(username, password), clientId);
    },
  );

  app.post(
    '/authentication/v1/token/access-key',
    {
      config: { operation: 'token' },
      attachValidation: true,
      schema: { tags, summary: 'The same, as it was', body: KeySchema, response: { 200: TokenSchema } },
    },
    async (request) => {
      const { accessKeyId, accessKeySecret } = checked(request, request.body);
      if (accessKeyId === undefined || accessKeySecret === undefined) throw lacking();
      return answer(tokens.byAccessKey(accessKeyId, accessKeySecret), accessKeyId);
    },
  );

  async function answer({ accessToken, refreshToken, lifeSeconds, holder }: Grant, audience: string) {
    return {
      access_token: accessToken,
      token_type: 'Bearer' as const,
      refresh_token: refreshToken,
      expires_in: lifeSeconds,
      id_token: await idTokens.sign(tenant.url, holder.name, audience, lifeSeconds),
    };
  }
};

/** What is wrong with it is said in OAuth's words. */
function checked<Body>({ validationError }: FastifyRequest, body: Body): Body {
  if (validationError !== undefined) throw lacking();
  return body;
}

function lacking(): AuthError {
  return new AuthError('invalid_request');
}

function basicCredentials({ headers }: FastifyRequest): [clientId: string, clientSecret: string] | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(headers.authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}
