import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { asCodedError } from '../runtime/error-answers.js';
import { AuthError } from './auth/auth-error.js';
import { DeError, type DeErrorCode, type DeProblem } from './errors.js';

/** By which a request can be found in the journal. */
export const TRACE_HEADER = 'x-trace-id';

/** Refusals by the parts we stand on, by their status. */
const BY_STATUS: Readonly<Record<number, DeErrorCode>> = {
  403: 'permissionDenied',
  404: 'notFound',
  413: 'requestTooLarge',
  415: 'unsupportedMediaType',
};

export function answerFailure(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AuthError) return reply.status(error.status).send(error.body);
  const refusal = asDeError(error, request);
  if (refusal.retryAfterSeconds !== undefined) void reply.header('retry-after', String(refusal.retryAfterSeconds));
  if (refusal.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.status(refusal.status).send(refusal.body(String(reply.getHeader(TRACE_HEADER))));
}

/** Everything that was thrown, as a refusal; what is our own fault is logged. */
function asDeError(error: FastifyError | Error, request: FastifyRequest): DeError {
  if (error instanceof DeError) return error;
  if ('validation' in error && error.validation !== undefined) return new DeError(400, problemsOf(error.validation));
  const coded = asCodedError(error as FastifyError);
  if (coded !== undefined) return DeError.of(BY_STATUS[coded.status] ?? 'malformedRequest');
  if (!request.raw.destroyed) request.log.error({ err: error, correlationId: request.id }, 'request failed');
  return DeError.of('internalError');
}

export interface Finding {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message?: string;
}

/** What a schema found, a problem a field. */
export function problemsOf(findings: readonly Finding[], below = ''): DeProblem[] {
  return findings.flatMap(({ keyword, instancePath, params, message = '' }) => {
    // The same is said once more as `additionalProperties`.
    if (keyword === 'boolean') return [];
    const { requiredProperties, additionalProperties, ...parameters } = params as {
      readonly requiredProperties?: readonly string[];
      readonly additionalProperties?: readonly string[];
    };
    return (requiredProperties ?? additionalProperties ?? ['']).map((name) => ({
      field: [below, ...instancePath.split('/'), name].filter((part) => part !== '').join('.'),
      message,
      parameters,
      errorCode: keyword,
    }));
  });
}
