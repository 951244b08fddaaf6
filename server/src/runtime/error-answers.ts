import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@fusion-cti/protocol';
import { CodedError } from './coded-error.js';
import { problemSentence } from './schema.js';

/** Refusals by the parts we stand on, in the words of the catalogue. */
const FOREIGN_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-http',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_BAD_URL: 'malformed-http',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  HPE_HEADER_OVERFLOW: 'body-too-large',
};

const HTTP_METHODS = ['GET', 'POST'] as const;

/** Every answer that is not a success is an `ErrorBody` of the catalogue, whoever threw. */
export function answerErrorsFromCatalogue(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerCoded(nothingThere(app, request), request, reply));
}

/** What is wrong with a request that has no route: its address, or only its method. */
export function nothingThere(app: FastifyInstance, { url }: FastifyRequest): CodedError {
  const path = url.split('?', 1)[0] ?? '';
  const elsewhere = HTTP_METHODS.some((method) => app.hasRoute({ method, url: path }));
  return new CodedError(elsewhere ? 'method-not-allowed' : 'not-found');
}

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const coded = asCodedError(error);
  if (coded !== undefined) return answerCoded(coded, request, reply);
  // Who hung up in the middle of a request needs no answer, and is no failure of ours.
  if (!request.raw.destroyed) request.log.error({ err: error, correlationId: request.id }, 'request failed');
  return reply.status(500).send(new CodedError('internal-error').body({ correlationId: request.id }));
}

/** What Node could not read as HTTP at all. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  refuse(socket, new CodedError(FOREIGN_CODES[error.code ?? ''] ?? 'malformed-http'));
}

/** Writes a coded answer to a bare stream, and ends it: nobody else looks after it. */
export function refuse(stream: Duplex, error: CodedError): void {
  const body = JSON.stringify(error.body());
  const head = [
    `HTTP/1.1 ${error.status} ${error.code}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  stream.once('finish', () => stream.destroy());
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function answerCoded(error: CodedError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.status(error.status).send(error.body(commandIdOf(request.body)));
}

/** In the words of the catalogue; `undefined` when it is our fault. */
export function asCodedError(error: FastifyError): CodedError | undefined {
  if (error instanceof CodedError) return error;
  if (error.validation !== undefined) {
    const details = error.validation
      .map(({ instancePath, message }) => problemSentence({ instancePath, message: message ?? 'does not fit' }))
      .join('; ');
    return new CodedError('invalid-request', { details });
  }
  const code = FOREIGN_CODES[error.code] ?? (error instanceof SyntaxError ? 'malformed-json' : undefined);
  if (code !== undefined) return new CodedError(code);
  const theirFault = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  return theirFault ? new CodedError('invalid-request', { details: error.message }) : undefined;
}

/** So that a client can tell which of its commands was refused. */
function commandIdOf(body: unknown): { commandId?: string } {
  if (typeof body !== 'object' || body === null || !('commandId' in body)) return {};
  return typeof body.commandId === 'string' ? { commandId: body.commandId.slice(0, 64) } : {};
}
