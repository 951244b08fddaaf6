import { ERROR_CATALOGUE } from '@fusion-cti/protocol';
import { CodedError } from '../../runtime/coded-error.js';
import type { OutboundAnswer } from '../../runtime/outbound/index.js';
import type { Notice } from './notice.js';
import type { PushOptionName } from './options.js';

/**
 * What came of an attempt. `gone`: the device is not there any more, and nothing more is to be sent to it. `later`: the
 * same may succeed later, after so many milliseconds where the other side says so.
 */
export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'refused' | 'gone'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string; readonly afterMs?: number };

/** Something that is to be told to a device. */
export interface Push {
  readonly deviceId: string;
  readonly notice: Notice;
  readonly includePayload: boolean;
  readonly option: (name: PushOptionName) => string | undefined;
  readonly debug: boolean;
}

/** One kind of service that reaches devices. */
export interface Sender {
  /** Whom it is sent through: those that share it wait for each other, and for nobody else. */
  laneOf(push: Push): string;
  /** @throws CodedError when the other side could not be reached */
  send(push: Push): Promise<Outcome>;
}

export const DELIVERED: Outcome = { kind: 'delivered' };

export function refused(why: string): Outcome {
  return { kind: 'refused', why };
}

/** By its status alone, as both vendors mean it. */
export function ofStatus({ status, headers }: OutboundAnswer, why: string): Outcome {
  if (status === 200) return DELIVERED;
  if (status !== 429 && status < 500) return refused(why);
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return { kind: 'later', why, ...(seconds > 0 && { afterMs: Math.min(seconds, 3600) * 1000 }) };
}

/** @param report is told of what is our own fault */
export function ofError(error: unknown, report: (error: unknown) => void): Outcome {
  const { code } = error instanceof CodedError ? error : new CodedError('invalid-request');
  if (!(error instanceof CodedError)) report(error);
  return ERROR_CATALOGUE[code].retryable ? { kind: 'later', why: code } : refused(code);
}

/** [A] How long a vendor keeps what it cannot deliver at once, seconds. [D] Not below 30. */
export function keptSeconds({ option }: Push): number {
  const seconds = Number(option('defaultSubscriptionExpiration') ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 30 ? seconds : 30;
}

/** A field of an answer in JSON, however deep, as text; empty where there is none. */
export function fieldOf({ body }: OutboundAnswer, ...path: readonly string[]): string {
  try {
    let value: unknown = JSON.parse(body.toString());
    for (const name of path) value = (value as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  } catch {
    return ''; // Whatever stands before a vendor may answer in its own words.
  }
}
