import { sentence } from './sentence.js';

/** Where between agent and Fusion something broke. The toolbar names it, so that the right person is called. */
export const HOPS = ['service', 'session', 'socket', 'switch', 'fusion'] as const;
export type Hop = (typeof HOPS)[number];

export interface Failure {
  readonly hop: Hop;
  /** One sentence for a person. */
  readonly reason: string;
  /** `true`: the same attempt may succeed later. */
  readonly retryable: boolean;
  /** For whoever is called to help: what exactly it was. */
  readonly code?: string;
  /** The agent is at work elsewhere, and the next attempt ends that. */
  readonly takesOver?: boolean;
}

export class HopError extends Error {
  readonly failure: Failure;

  constructor(hop: Hop, reason: string, retryable: boolean, takesOver = false, code?: string) {
    super(reason);
    this.name = 'HopError';
    this.failure = { hop, reason, retryable, ...(takesOver && { takesOver }), ...(code !== undefined && { code }) };
  }
}

/** What went wrong, whatever was thrown; `hop` is where it happened when the error itself does not say. */
export function failureOf(error: unknown, hop: Hop): Failure {
  if (error instanceof HopError) return error.failure;
  return { hop, reason: sentenceOf(error), retryable: true };
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : sentence('Something unexpected went wrong.');
}
