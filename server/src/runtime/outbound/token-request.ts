import { type Static, Type } from 'typebox';
import type { OutboundRequest } from './outbound-http.js';

/** An access token as OAuth 2 gives it (RFC 6749, 5.1). Of the answer only what is used is looked at. */
export const GrantedTokenSchema = Type.Object({
  access_token: Type.String({ minLength: 1, maxLength: 16_384 }),
  /** Seconds. */
  expires_in: Type.Number({ exclusiveMinimum: 0 }),
  refresh_token: Type.Optional(Type.Union([Type.String({ maxLength: 16_384 }), Type.Null()])),
});

export type GrantedToken = Static<typeof GrantedTokenSchema>;

export interface OauthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a client asks of a token endpoint, its secret in the header. @param form the grant, by names of OAuth */
export function tokenRequest(
  { clientId, clientSecret }: OauthClient,
  form: Readonly<Record<string, string>>,
): OutboundRequest {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  return {
    method: 'POST',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams(form).toString(),
  };
}
