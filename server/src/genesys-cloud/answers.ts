import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { asCodedError } from '../runtime/error-answers.js';
import { CLOUD_ERRORS, CloudError, type CloudErrorCode, type CloudErrorDetail } from './errors.js';
import { OAuthError } from './oauth/oauth-error.js';

export const CORRELATION_HEADER = 'inin-correlation-id';

/** What schemas find, as the codes of Genesys Cloud name it. */
const KINDS: Readonly<Record<string, string>> = {
  required: 'notnull',
  type: 'notnull',
  minLength: 'notnull',
  pattern: 'pattern',
};

/** Refusals by the parts we stand on, by their status. */
const BY_STATUS: Readonly<Record<number, CloudErrorCode>> = {
  403: 'not.authorized',
  404: 'not.found',
  413: 'request.entity.too.large',
  415: 'unsupported.media.type',
};

export function answerFailure(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof OAuthError) return reply.status(error.status).send(error.body);
  const refusal = asCloudError(error, request);
  if (refusal.retryAfterSeconds !== undefined) void reply.header('retry-after', String(refusal.retryAfterSeconds));
  return reply.status(refusal.status).send(refusal.body(String(reply.getHeader(CORRELATION_HEADER))));
}

/** Everything that was thrown, as a refusal; what is our own fault is logged. */
export function asCloudError(error: FastifyError | Error, request: FastifyRequest): CloudError {
  if (error instanceof CloudError) return error;
  if ('validation' in error && error.validation !== undefined) return wrongField(error, request);
  const coded = asCodedError(error as FastifyError);
  if (coded !== undefined) return CloudError.of(BY_STATUS[coded.status] ?? 'bad.request');
  if (!request.raw.destroyed) request.log.error({ err: error, correlationId: request.id }, 'request failed');
  return CloudError.of('internal.server.error');
}

function wrongField({ validation = [], validationContext }: FastifyError, request: FastifyRequest): CloudError {
  const details = validation.flatMap(({ keyword, instancePath, params }) => {
    const missing = (params as { readonly requiredProperties?: readonly string[] }).requiredProperties ?? [''];
    return missing.map((name) => ({
      errorCode: keyword,
      fieldName: [...instancePath.split('/'), name].filter((part) => part !== '').join('.'),
    }));
  });
  if (validationContext === 'querystring') return CloudError.of('invalid.query.param.value', { details });
  const { model = '' } = request.routeOptions.config;
  const known = details.flatMap((detail) => codesOf(model, detail)).find(isKnown);
  return CloudError.of(known ?? 'constraint.validation', { details });
}

/** What Genesys Cloud would call it, the most telling first. */
function codesOf(model: string, { errorCode, fieldName = '' }: CloudErrorDetail): string[] {
  const field = fieldName.toLowerCase();
  return [
    `chat.error.${KINDS[errorCode] ?? errorCode}.${model}.${field}`,
    `chat.error.${model}.${field.split('.', 1)[0] ?? ''}`,
  ];
}

function isKnown(code: string): code is CloudErrorCode {
  return code in CLOUD_ERRORS;
}
