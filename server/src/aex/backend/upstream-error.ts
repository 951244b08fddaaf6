import { CodedError } from '../../runtime/coded-error.js';
import { parsedJson } from '../../runtime/json.js';
import type { OutboundAnswer } from '../../runtime/outbound/index.js';

/**
 * What a call to the other side has come to. `throttled`, `unsent`, `state`, `refused`, `denied` and `gone`: it has
 * certainly done nothing. `unsure`: nobody knows.
 */
export type UpstreamKind = 'throttled' | 'unsent' | 'unsure' | 'state' | 'refused' | 'denied' | 'gone';

export interface UpstreamDetails {
  readonly status?: number;
  /** In the words of the other side, or of our catalogue. */
  readonly code?: string;
  /** Milliseconds that the other side asks to wait; 0 when it does not say. */
  readonly waitMs?: number;
  /** Finds the call in the other side's log. */
  readonly contextId?: string;
  readonly isTimeout?: boolean;
}

/** Says nothing of what was sent, so that it can be logged. */
export class UpstreamError extends Error {
  readonly kind: UpstreamKind;
  readonly details: UpstreamDetails;

  constructor(kind: UpstreamKind, details: UpstreamDetails = {}) {
    super(`The other side: ${kind} ${details.status ?? ''} ${details.code ?? ''}`.trim());
    this.name = 'UpstreamError';
    this.kind = kind;
    this.details = details;
  }
}

const STATE_CODES = new Set(['chat.error.conversation.state', 'chat.error.member.state']);
const BY_STATUS: Readonly<Record<number, UpstreamKind>> = {
  401: 'denied',
  404: 'gone',
  408: 'unsure',
  429: 'throttled',
};

/** @returns `undefined` for a success */
export function errorOfAnswer({ status, headers, body }: OutboundAnswer): UpstreamError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const { code, contextId } = errorFields(body);
  const details = { status, code, contextId, waitMs: waitOf(headers['retry-after']) };
  if (status === 400 && STATE_CODES.has(code)) return new UpstreamError('state', details);
  return new UpstreamError(BY_STATUS[status] ?? (status >= 500 ? 'unsure' : 'refused'), details);
}

/** Node's words for connections that were never there: nothing was sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']);
const NEVER_CALLED =
  /^outbound-(url-invalid|scheme-forbidden|host-forbidden|address-forbidden|redirected|answer-too-large)$/;

/** What became of a call that had no answer. */
export function errorOfCall(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (!(error instanceof CodedError)) throw error;
  const { code, details = '' } = error;
  if (code === 'outbound-unresolved' || NEVER_CONNECTED.has(details)) return new UpstreamError('unsent', { code });
  if (code === 'outbound-timeout') {
    const isConnected = details !== 'no connection in time';
    return new UpstreamError(isConnected ? 'unsure' : 'unsent', { code, isTimeout: true });
  }
  if (code === 'outbound-refused')
    return new UpstreamError(BY_STATUS[Number(details)] ?? 'unsure', { code, status: Number(details) });
  return new UpstreamError(NEVER_CALLED.test(code) ? 'refused' : 'unsure', { code });
}

function errorFields(body: Buffer): { code: string; contextId: string } {
  const { code, contextId, error } = Object(parsedJson(body)) as Record<string, unknown>;
  const word = typeof code === 'string' ? code : error;
  return {
    code: typeof word === 'string' ? word.slice(0, 100) : '',
    contextId: typeof contextId === 'string' ? contextId.slice(0, 100) : '',
  };
}

const LONGEST_WAIT_MS = 120_000;

/** Seconds; the form with a date is not used by this other side. */
function waitOf(header: string | undefined): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(LONGEST_WAIT_MS, seconds * 1000) : 0;
}
