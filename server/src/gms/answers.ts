import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { asCodedError } from '../runtime/error-answers.js';
import { errorEnvelope, type KnownAs } from './envelope.js';
import { GmsError } from './errors.js';
import type { GmsServer } from './gms-server.js';

/** Everything that was thrown, as a refusal; what is our own fault is logged. */
export function asGmsError(error: unknown, request: FastifyRequest): GmsError {
  if (error instanceof GmsError) return error;
  const coded = asCodedError(error as FastifyError);
  // Refusals by the parts we stand on keep their status: clients look at that first.
  if (coded !== undefined) return GmsError.of(coded.status === 403 ? 904 : 902, coded.message, { http: coded.status });
  request.log.error({ err: error, correlationId: request.id }, 'request failed');
  return GmsError.of(910);
}

/**
 * In the place of an answer that was not safe in time. [A] The transcript tells whether it was done all the same, so the
 * client may ask again.
 */
export function refuseUnsafe(gms: GmsServer, reply: FastifyReply, { params }: FastifyRequest): string {
  if (reply.hasHeader('content-disposition')) return failedDownload(gms, reply);
  const error = GmsError.of(911);
  void reply.code(error.http);
  return JSON.stringify(errorEnvelope(error, gms.nextReference(), params as KnownAs));
}

/** [D] A download that fails is a page for a person, and never an envelope. */
export function failedDownload(gms: GmsServer, reply: FastifyReply): string {
  void reply.code(500).type('text/html; charset=utf-8');
  return `<!doctype html><title>Error</title><p>The file cannot be downloaded. referenceId[${gms.nextReference()}]</p>`;
}

/** Clients read the envelope of a failure too, so every one has it. */
export function refuse(gms: GmsServer, error: GmsError, reply: FastifyReply, chat?: KnownAs): FastifyReply {
  if (error.http === 401) void reply.header('www-authenticate', 'Basic realm="chat"');
  return reply.status(error.http).send(errorEnvelope(error, gms.nextReference(), chat));
}
