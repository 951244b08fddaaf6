import { CodedError } from '../../runtime/coded-error.js';
import { parsedJson } from '../../runtime/json.js';
import type { OutboundAnswer } from '../../runtime/outbound/index.js';

/**
 * What a call to CXone has come to. `again`: it may succeed later; nobody knows whether it has. `denied`: the token is
 * not taken. `refused`: it will never be taken. `gone`: there is no such thing. `duplicate`: it has been taken before.
 */
export type DeErrorKind = 'again' | 'denied' | 'refused' | 'gone' | 'duplicate';

export interface DeErrorDetails {
  readonly status?: number;
  /** In the words of CXone, or of our catalogue. */
  readonly code?: string;
  /** Milliseconds that CXone asks to wait. */
  readonly waitMs?: number;
  /** Finds the call in CXone's log. */
  readonly uid?: string;
  /** What the call was marked with. */
  readonly traceId?: string;
}

/** A limit of CXone that is kept here, before a call is made. */
export const THROTTLED_HERE = 'throttled.here';

/** Says nothing of what was sent, so that it can be logged. */
export class DeError extends Error {
  readonly kind: DeErrorKind;
  readonly details: DeErrorDetails;

  constructor(kind: DeErrorKind, details: DeErrorDetails = {}) {
    super(`CXone: ${kind} ${details.status ?? ''} ${details.code ?? ''}`.trim());
    this.name = 'DeError';
    this.kind = kind;
    this.details = details;
  }
}

/** A 403 is told when a key has too few rights: somebody may give it more. */
const BY_STATUS: Readonly<Record<number, DeErrorKind>> = {
  401: 'denied',
  403: 'again',
  404: 'gone',
  408: 'again',
  409: 'duplicate',
  425: 'again',
  429: 'again',
};

/** @returns `undefined` for a success */
export function errorOfAnswer({ status, headers, body }: OutboundAnswer): DeError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const details = { status, waitMs: waitOf(headers['retry-after']), ...errorFields(body) };
  return new DeError(BY_STATUS[status] ?? (status >= 500 ? 'again' : 'refused'), details);
}

const NEVER = /^outbound-(url-invalid|scheme-forbidden|host-forbidden|address-forbidden|redirected)$/;

/** What became of a call that had no answer. */
export function errorOfCall(error: unknown): DeError {
  if (error instanceof DeError) return error;
  if (!(error instanceof CodedError)) throw error;
  return new DeError(NEVER.test(error.code) ? 'refused' : 'again', { code: error.code });
}

/** Of both shapes: the one of the Digital Engagement API and the one of the token endpoint. */
function errorFields(body: Buffer): { code: string; uid: string } {
  const { errors, error, uid } = Object(parsedJson(body)) as Record<string, unknown>;
  const [inner] = Array.isArray(errors) ? (errors as unknown[]) : [];
  const { errorCode } = Object(inner) as Record<string, unknown>;
  return { code: word(errorCode ?? error), uid: word(uid) };
}

function word(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 100) : '';
}

const LONGEST_WAIT_MS = 120_000;

/** Seconds; the form with a date is not used by this other side. */
function waitOf(header: string | undefined): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(LONGEST_WAIT_MS, seconds * 1000) : 0;
}
