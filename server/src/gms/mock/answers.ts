import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../runtime/coded-error.js';
import { asCodedError } from '../../runtime/error-answers.js';

const ERRORS = {
  bad_request: 400,
  unauthorized: 401,
  not_found: 404,
  conflict: 409,
} as const;

/** A request to the mock control API that is refused. */
export class MockError extends Error {
  readonly error: keyof typeof ERRORS;

  constructor(error: keyof typeof ERRORS, message: string) {
    super(message);
    this.name = 'MockError';
    this.error = error;
  }
}

/** In the place of an answer that was not safe in time. */
export function refuseUnsafe(reply: FastifyReply): string {
  const { status, message } = new CodedError('store-unavailable');
  void reply.code(status);
  return JSON.stringify({ error: 'unavailable', message });
}

export function answerMockError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof MockError) {
    return reply.status(ERRORS[error.error]).send({ error: error.error, message: error.message });
  }
  const coded = asCodedError(error as FastifyError);
  if (coded !== undefined) {
    return reply.status(coded.status).send({ error: 'bad_request', message: coded.details ?? coded.message });
  }
  request.log.error({ err: error, correlationId: request.id }, 'request failed');
  return reply.status(500).send({ error: 'internal_error', message: request.id });
}
