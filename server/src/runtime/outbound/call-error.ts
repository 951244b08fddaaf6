import type { ErrorCode } from '@fusion-cti/protocol';
import { CodedError } from '../coded-error.js';

/** Refusals by Node, in the words of the catalogue. */
const FOREIGN_CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'outbound-answer-too-large',
  ERR_INVALID_CHAR: 'invalid-request',
  ERR_INVALID_HTTP_TOKEN: 'invalid-request',
};

/** What a call ended with, in the words of the catalogue: `details` is a code of Node or OpenSSL, and never the address. */
export function callError(error: unknown, signal: AbortSignal): CodedError {
  // Whatever broke because the time was over, that is why.
  const cause: unknown = signal.aborted ? signal.reason : error;
  if (cause instanceof CodedError) return cause;
  const { code } = cause as NodeJS.ErrnoException;
  return new CodedError(FOREIGN_CODES[code ?? ''] ?? 'outbound-unreachable', {
    details: code ?? 'the connection ended',
  });
}
