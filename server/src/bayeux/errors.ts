/** Bayeux' form of an error: a code of three digits, arguments separated by commas, a text. */
export type BayeuxError = `${number}:${string}:${string}`;

/** Texts of errors with their codes. That of 402 is what GMS says; clients act on advice, and never on a text. */
const ERROR_CODES = {
  body_malformed: 400,
  channel_missing: 400,
  channel_invalid: 400,
  field_invalid: 400,
  query_invalid: 400,
  connection_type_unsupported: 400,
  'Unknown client': 402,
  handshake_forbidden: 403,
  subscription_forbidden: 403,
  too_many_subscriptions: 403,
  unknown_channel: 404,
  body_too_large: 413,
  too_many_messages: 413,
  media_type_unsupported: 415,
  rate_limited: 429,
  internal_error: 500,
  too_many_sessions: 503,
} as const;

export type ErrorText = keyof typeof ERROR_CODES;

/** @param args what the error is about, for example the channel; without colons and commas */
export function bayeuxError(text: ErrorText, ...args: string[]): BayeuxError {
  return `${ERROR_CODES[text]}:${args.join(',')}:${text}`;
}

/** The HTTP status for a body that was refused as a whole. */
export function statusOf(error: BayeuxError): number {
  return Number(error.slice(0, 3));
}
