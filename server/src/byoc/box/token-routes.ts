import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { NamedLimits } from '../../runtime/named-limits.js';
import { ByocError } from '../errors.js';
import type { IssuedTokens } from './issued-tokens.js';
import { TokenAnswerSchema, type TokenRequest, TokenRequestSchema } from './schemas.js';

export interface TokenRoutesOptions {
  readonly tokens: IssuedTokens;
  readonly limits: NamedLimits;
  /** Of one address, whoever asks from there: for who guesses. */
  readonly addresses: NamedLimits;
  readonly seconds: number;
}

/** Administrators enter the whole address, and both are seen in use. */
const PATHS = ['/1.0/token', '/oauth/token'];
const BODY_BYTES = 8_192;

/** Where CXone gets the tokens with which it calls the rest. */
export const tokenRoutes: FastifyPluginAsyncTypebox<TokenRoutesOptions> = async (
  app,
  { tokens, limits, addresses, seconds },
) => {
  // Nothing here changes anything for who only posts a form without knowing a secret.
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body))),
  );

  for (const path of PATHS) {
    app.post(
      path,
      {
        bodyLimit: BODY_BYTES,
        schema: {
          tags: ['CXone BYOC: integration box'],
          summary: 'A token for client id and secret, as JSON or form, or with HTTP Basic',
          body: TokenRequestSchema,
          response: { 200: TokenAnswerSchema },
        },
      },
      async ({ headers, body, ip }) => {
        const { grant_type: grant = '' } = body;
        if (grant === '') throw ByocError.at('grant_type', 'is missing');
        if (grant !== 'client_credentials') throw new ByocError('unsupported_grant_type');
        const [id, secret] = credentialsOf(headers.authorization, body);
        if (id === '' || secret === '') throw ByocError.at('client_id', 'or client_secret is missing');
        if (!addresses.take(ip)) throw new ByocError('rate_limited');
        const client = tokens.client(id, secret);
        if (!limits.take(client.boxClientId)) throw new ByocError('rate_limited');
        return {
          access_token: await tokens.issue(client, seconds),
          token_type: 'Bearer' as const,
          expires_in: seconds,
        };
      },
    );
  }
};

function credentialsOf(authorization = '', body: TokenRequest): readonly [id: string, secret: string] {
  const [, basic] = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization) ?? [];
  if (basic === undefined) return [body.client_id ?? '', body.client_secret ?? ''];
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [unescaped(text.slice(0, colon)), unescaped(text.slice(colon + 1))];
}

/** Both halves are form-encoded by who follows OAuth to the letter. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
