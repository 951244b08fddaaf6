/** What OAuth 2 (RFC 6749, 5.2) calls what is wrong with a request for a token, in sentences of ours. */
const KINDS = {
  invalid_request: { status: 400, description: 'The request lacks something.' },
  invalid_client: { status: 401, description: 'The application is not known, or its secret is wrong.' },
  invalid_grant: { status: 400, description: 'The access key or the refresh token is not good.' },
  unsupported_grant_type: { status: 400, description: 'Here are tokens by password and refresh_token only.' },
  slow_down: { status: 429, description: 'Too many tries. Come again in a second.' },
} as const;

/** A request for a token that is refused. Its body is the one of the authorization server. */
export class AuthError extends Error {
  readonly code: keyof typeof KINDS;

  constructor(code: keyof typeof KINDS) {
    super(KINDS[code].description);
    this.name = 'AuthError';
    this.code = code;
  }

  get status(): number {
    return KINDS[this.code].status;
  }

  get body(): { readonly error: string; readonly errorDescription: string } {
    return { error: this.code, errorDescription: this.message };
  }
}
