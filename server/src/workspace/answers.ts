import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import { asCodedError } from '../runtime/error-answers.js';
import { MAX_ID } from './schemas.js';

/** The envelope of every answer of the API. */
export interface ApiAnswer {
  readonly status: {
    /** 0: done. 1: accepted, what comes of it is told by a notification. Anything else is an error. */
    readonly code: number;
    readonly message?: string;
    readonly errorCode?: number;
    readonly errorMessage?: string;
  };
  readonly operationId?: string;
  readonly data?: unknown;
}

export function done(data?: unknown): ApiAnswer {
  return { status: { code: 0 }, ...(data !== undefined && { data }) };
}

export function accepted(operationId: string): ApiAnswer {
  return { status: { code: 1 }, operationId };
}

interface ApiError {
  readonly http?: number;
  readonly code?: number;
  readonly message: string;
}

const NO_SESSION: ApiError = {
  http: 403,
  code: 603,
  message: 'There is no such session. Send POST /workspace/v3/initialize-workspace, and its cookie from then on.',
};
const NO_CHANNEL: ApiError = {
  message: 'The voice channel is not active. Send POST /workspace/v3/activate-channels first.',
};

/**
 * The one place where the catalogue's errors become those of the API. Its status code is the HTTP status, unless
 * public programs show another; a sentence that speaks of another face is replaced. [A] but 603, which is [O].
 */
const API_ERRORS: Partial<Readonly<Record<ErrorCode, ApiError>>> = {
  'session-unknown': NO_SESSION,
  'session-required': NO_SESSION,
  'not-initialized': NO_CHANNEL,
  'not-logged-in': { message: 'The agent is not logged in at the switch. Send POST /workspace/v3/voice/login first.' },
  'ticket-invalid': {
    http: 403,
    code: 603,
    message: 'There is no such access token, or it is too old. Get one from POST /auth/v3/oauth/token.',
  },
  'invalid-request': { message: 'The request does not fit its schema, which /docs shows:' },
  'agent-unknown': { message: 'There is no such agent in the world file.' },
};

export function httpStatusOf(error: CodedError): number {
  return API_ERRORS[error.code]?.http ?? error.status;
}

export function refusal(error: CodedError, operationId?: string): ApiAnswer {
  const row = API_ERRORS[error.code];
  const sentence = row?.message ?? error.message;
  return {
    status: {
      code: row?.code ?? httpStatusOf(error),
      message: error.details === undefined ? sentence : `${sentence} ${error.details}`,
      ...(error.tserver !== undefined && error.tserver),
    },
    ...(operationId !== undefined && { operationId }),
  };
}

/** Answers whatever a route of this face throws. */
export function answerInEnvelope(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const coded = asCodedError(error);
  if (coded !== undefined) return reply.status(httpStatusOf(coded)).send(refusal(coded, givenOperationId(request)));
  // Who hung up in the middle of a request needs no answer, and is no failure of ours.
  if (!request.raw.destroyed) request.log.error({ err: error, correlationId: request.id }, 'request failed');
  const failure = refusal(new CodedError('internal-error'), givenOperationId(request));
  return reply.status(500).send({ ...failure, data: { correlationId: request.id } });
}

function givenOperationId({ body }: FastifyRequest): string | undefined {
  if (typeof body !== 'object' || body === null || !('operationId' in body)) return undefined;
  return typeof body.operationId === 'string' ? body.operationId.slice(0, MAX_ID) : undefined;
}
