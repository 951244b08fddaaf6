/** Everything the client throws or rejects with: an `Error` that is also the vendor's `IErrorData`. */
import type { IErrorData } from '../types/index.js';

/** Statuses of failures that begin in the client; the texts are ours except where noted. */
export const ERROR_STATUS = {
  HANDSHAKE_TIMEOUT: 'HANDSHAKE_TIMEOUT',
  DISPOSED: 'DISPOSED',
  INVALID_REQUEST: 'INVALID_REQUEST',
  UNSUPPORTED_ACTION: 'UNSUPPORTED_ACTION',
  UNSUPPORTED_EVENT: 'UNSUPPORTED_EVENT',
  APP_CLASSIFICATION_MISSING: 'APP_CLASSIFICATION_MISSING',
  CHANNEL_NOT_ACTIVE: 'CHANNEL_NOT_ACTIVE',
  NOT_FOUND: 'NOT_FOUND',
} as const;

export class UefError extends Error implements IErrorData {
  readonly #status: string;
  readonly #details: unknown;

  constructor(status: string, message: string, details?: unknown) {
    super(message);
    this.name = 'UefError';
    this.#status = status;
    this.#details = details;
  }

  getStatus(): string {
    return this.#status;
  }

  getMessage(): string {
    return this.message;
  }

  getErrorDetails(): unknown {
    return this.#details;
  }
}

/** What everything fails with after a provider or a context was disposed of. */
export function disposed(): UefError {
  return new UefError(ERROR_STATUS.DISPOSED, 'This framework provider or context was disposed of.');
}
