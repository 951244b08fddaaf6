import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { asCodedError } from '../runtime/error-answers.js';

/** What the bridge refuses, in the words of its own interface: status, and a sentence for a person. */
export const BRIDGE_ERRORS = {
  invalid_request: { status: 400, sentence: 'The request does not fit its schema.' },
  unauthorized: { status: 401, sentence: 'Send one of your API keys as bearer token.' },
  host_not_allowed: { status: 403, sentence: 'The hostname is none of the regions that this bridge may call.' },
  return_url_not_allowed: { status: 403, sentence: 'The return address is not among those that you may be called at.' },
  conversation_unknown: { status: 404, sentence: 'There is no such conversation.' },
  conversation_exists: { status: 409, sentence: 'A conversation is being made for this channel at the moment.' },
  rate_limited: { status: 429, sentence: 'Too many requests at once. Wait a moment and try again.' },
  upstream_error: { status: 502, sentence: 'Genesys Cloud did not take the request.' },
  draining: { status: 503, sentence: 'This instance is stopping. Ask another one.' },
  upstream_timeout: { status: 504, sentence: 'Genesys Cloud did not answer in time.' },
  internal_error: { status: 500, sentence: 'The bridge failed. The correlation id finds it in the log.' },
} as const;
export type BridgeErrorCode = keyof typeof BRIDGE_ERRORS;

export class BridgeError extends Error {
  readonly code: BridgeErrorCode;

  /** @param details for the caller: what exactly, and never a secret */
  constructor(code: BridgeErrorCode, details = '') {
    super([BRIDGE_ERRORS[code].sentence, details].filter((part) => part !== '').join(' '));
    this.name = 'BridgeError';
    this.code = code;
  }
}

/** What others refuse, in the same words. */
const BY_STATUS: Readonly<Record<number, BridgeErrorCode>> = {
  401: 'unauthorized',
  404: 'conversation_unknown',
  429: 'rate_limited',
};

export function answerBridgeError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = asBridgeError(error);
  if (refused === undefined) request.log.error({ err: error, correlationId: request.id }, 'request failed');
  const { code, message } = refused ?? new BridgeError('internal_error');
  return reply.status(BRIDGE_ERRORS[code].status).send({ error: code, message, correlationId: request.id });
}

function asBridgeError(error: FastifyError): BridgeError | undefined {
  if (error instanceof BridgeError) return error;
  const coded = asCodedError(error);
  if (coded === undefined || coded.status >= 500) return undefined;
  return new BridgeError(BY_STATUS[coded.status] ?? 'invalid_request', coded.details ?? coded.message);
}
