import { fits, type ErrorBody, type ErrorCode, type Shape } from '@fusion-cti/protocol';
import { HopError, type Hop } from '../state/failure.js';

/** The service's own codes, and those for answers that it did not give. */
export type ServiceErrorCode = ErrorCode | 'unreachable' | 'no-answer' | 'not-understood' | 'offline';

const ERROR_BODY_SHAPE = {
  status: ['Error'],
  code: 'string',
  message: 'string',
  retryable: 'boolean',
} as const satisfies Shape;

/** At which hop a coded error means that something is broken. Everything else: the switch refused. */
const HOP_OF: Partial<Readonly<Record<ServiceErrorCode, Hop>>> = {
  unreachable: 'service',
  'no-answer': 'service',
  'not-understood': 'service',
  'not-ready': 'service',
  'too-many-connections': 'service',
  'internal-error': 'service',
  'origin-forbidden': 'service',
  'not-found': 'service',
  offline: 'socket',
  'not-connected': 'socket',
  'session-required': 'session',
  'session-unknown': 'session',
  'ticket-invalid': 'session',
  'wrong-password': 'session',
  'agent-unknown': 'session',
  'agent-in-use': 'session',
};

/** A request that the service refused, or never answered. */
export class ServiceError extends HopError {
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, reason: string, retryable: boolean) {
    super(HOP_OF[code] ?? 'switch', reason, retryable, false, code);
    this.name = 'ServiceError';
    this.code = code;
  }
}

export function isErrorBody(value: unknown): value is ErrorBody {
  return fits(ERROR_BODY_SHAPE, value);
}

export function serviceErrorOf(body: ErrorBody): ServiceError {
  return new ServiceError(body.code, body.message, body.retryable);
}
