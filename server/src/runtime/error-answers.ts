import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '@fusion-cti/protocol';
import { CodedError } from './coded-error.js';
import { problemSentence } from './schema.js';

/** Fastify's own refusals, in the words of the catalogue. */
const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
};

/** Every answer that is not a success is an `ErrorBody` of the catalogue, whoever threw. */
export function answerErrorsFromCatalogue(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const coded = asCodedError(error);
    if (coded === undefined) return answerInternalError(error, request, reply);
    return reply.status(coded.status).send(coded.body(commandIdOf(request.body)));
  });
  app.setNotFoundHandler((_request, reply) => {
    const error = new CodedError('not-found');
    return reply.status(error.status).send(error.body());
  });
}

function asCodedError(error: FastifyError): CodedError | undefined {
  if (error instanceof CodedError) return error;
  if (error.validation !== undefined) {
    const details = error.validation
      .map(({ instancePath, message }) => problemSentence({ instancePath, message: message ?? 'does not fit' }))
      .join('; ');
    return new CodedError('invalid-request', { details });
  }
  // A body cut off or mangled on its way is reported by Node without a Fastify code.
  const code = FASTIFY_CODES[error.code] ?? (error instanceof SyntaxError ? 'malformed-json' : undefined);
  return code === undefined ? undefined : new CodedError(code);
}

function answerInternalError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.error({ err: error, correlationId: request.id }, 'request failed');
  const body = new CodedError('internal-error').body({ correlationId: request.id });
  return reply.status(500).send(body);
}

/** So that a client can tell which of its commands was refused. */
function commandIdOf(body: unknown): { commandId?: string } {
  if (typeof body !== 'object' || body === null || !('commandId' in body)) return {};
  return typeof body.commandId === 'string' ? { commandId: body.commandId.slice(0, 64) } : {};
}
