import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { asCodedError } from '../runtime/error-answers.js';
import { errorEnvelope } from './envelope.js';
import { GmsError } from './errors.js';
import type { GmsServer } from './gms-server.js';
import type { GmsSession } from './session.js';

/** Everything that was thrown, as a refusal; what is our own fault is logged. */
export function asGmsError(error: unknown, request: FastifyRequest): GmsError {
  if (error instanceof GmsError) return error;
  const coded = asCodedError(error as FastifyError);
  // Refusals by the parts we stand on keep their status: clients look at that first.
  if (coded !== undefined) return GmsError.of(coded.status === 403 ? 904 : 902, coded.message, { http: coded.status });
  request.log.error({ err: error, correlationId: request.id }, 'request failed');
  return GmsError.of(910);
}

/** Clients read the envelope of a failure too, so every one has it. */
export function refuse(gms: GmsServer, error: GmsError, reply: FastifyReply, session?: GmsSession): FastifyReply {
  if (error.http === 401) void reply.header('www-authenticate', 'Basic realm="chat"');
  return reply.status(error.http).send(errorEnvelope(error, gms.nextReference(), session));
}
