/** What OAuth 2 (RFC 6749, 5.2) calls what is wrong with a request for a token, in sentences of ours. */
const DESCRIPTIONS = {
  invalid_client: 'The client is not known, or its secret is wrong.',
  invalid_request: 'The request lacks grant_type, or the client’s credentials in a header Authorization: Basic.',
  unsupported_grant_type: 'Here are tokens by client_credentials only.',
} as const;

/** A request for a token that is refused. Its body is OAuth's, and not the one of the rest of the API. */
export class OAuthError extends Error {
  readonly code: keyof typeof DESCRIPTIONS;
  readonly status: 400 | 401;

  constructor(code: keyof typeof DESCRIPTIONS, status: 400 | 401 = 400) {
    super(DESCRIPTIONS[code]);
    this.name = 'OAuthError';
    this.code = code;
    this.status = status;
  }

  get body(): Readonly<Record<string, string>> {
    return { error: this.code, description: this.message, error_description: this.message };
  }
}
