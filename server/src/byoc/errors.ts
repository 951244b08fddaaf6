import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { asCodedError } from '../runtime/error-answers.js';

/** What the middleware refuses, whoever asks: status, and a sentence for a person. */
export const BYOC_ERRORS = {
  invalid_request: { status: 400, sentence: 'The request does not fit its schema.' },
  unsupported_grant_type: { status: 400, sentence: 'Only client_credentials gives a token.' },
  outbound_validation_failed: { status: 400, sentence: 'The recipient cannot be written to.' },
  invalid_client: { status: 401, sentence: 'Client id and secret do not fit together.' },
  invalid_token: { status: 401, sentence: 'Get a token from the token endpoint, and send it as bearer token.' },
  invalid_signature: { status: 401, sentence: 'The signature is missing, wrong or too old.' },
  unauthorized: { status: 401, sentence: 'Send the token for support staff as bearer token.' },
  origin_forbidden: { status: 403, sentence: 'The channel is not for pages of this origin.' },
  unknown_channel: { status: 404, sentence: 'There is no such channel.' },
  unknown_thread: { status: 404, sentence: 'There is no such thread.' },
  unknown_letter: { status: 404, sentence: 'There is no such dead letter.' },
  unknown_file: { status: 404, sentence: 'There is no such file, or not any more.' },
  conversation_closed: { status: 409, sentence: 'The conversation has ended. Begin a new one.' },
  id_reused: { status: 409, sentence: 'This id belonged to something else. Give each event an id of its own.' },
  attachment_too_large: { status: 413, sentence: 'These are more attachments, or more bytes, than are taken.' },
  unsupported_media_type: { status: 415, sentence: 'Send JSON.' },
  rate_limited: { status: 429, sentence: 'Too many requests at once. Wait a moment and try again.' },
  internal_error: { status: 500, sentence: 'The middleware failed. The correlation id finds it in the log.' },
  unavailable: { status: 503, sentence: 'It could not be stored. Try again in a moment.' },
} as const;
export type ByocErrorCode = keyof typeof BYOC_ERRORS;

/** Which part of a request is wrong. */
export interface Fault {
  readonly path: readonly string[];
  readonly message: string;
}

export class ByocError extends Error {
  readonly code: ByocErrorCode;
  readonly faults: readonly Fault[];

  /** @param faults for the caller: what exactly, and never a secret */
  constructor(code: ByocErrorCode, faults: readonly Fault[] = []) {
    super(BYOC_ERRORS[code].sentence);
    this.name = 'ByocError';
    this.code = code;
    this.faults = faults;
  }

  static at(path: string, message: string): ByocError {
    return new ByocError('invalid_request', [{ path: path.split('.'), message }]);
  }
}

/** What others refuse, in the same words. */
const BY_STATUS: Readonly<Record<number, ByocErrorCode>> = {
  413: 'attachment_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'unavailable',
};
const RETRY_AFTER_SECONDS = '1';

export function answerByocError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = asByocError(error);
  if (refused === undefined) request.log.error({ err: error, correlationId: request.id }, 'request failed');
  const { code, message, faults } = refused ?? new ByocError('internal_error');
  if (code === 'invalid_token') void reply.header('www-authenticate', 'Bearer');
  if (code === 'rate_limited' || code === 'unavailable') void reply.header('retry-after', RETRY_AFTER_SECONDS);
  void reply.status(BYOC_ERRORS[code].status);
  if (code === 'outbound_validation_failed') {
    const displayErrorMessage = faults[0]?.message ?? message;
    return reply.send({ displayErrorMessage, errorCode: 'outboundValidationFailed', errors: faults });
  }
  return reply.send({ error: code, message, errors: faults, correlationId: request.id });
}

/** @returns `undefined` for what is nobody's mistake but ours */
export function asByocError(error: FastifyError): ByocError | undefined {
  if (error instanceof ByocError) return error;
  if (error.validation !== undefined)
    return new ByocError(
      'invalid_request',
      error.validation.map(({ instancePath, message = 'does not fit' }) => ({
        path: instancePath.split('/').slice(1),
        message,
      })),
    );
  const coded = asCodedError(error);
  if (coded === undefined || (coded.status >= 500 && coded.code !== 'store-unavailable')) return undefined;
  const faults = [{ path: [], message: coded.details ?? coded.message }];
  return new ByocError(BY_STATUS[coded.status] ?? 'invalid_request', faults);
}
