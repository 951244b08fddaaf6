import { createHmac } from 'node:crypto';
import { sameSecret } from '../../runtime/same-secret.js';

export const TIMESTAMP_HEADER = 'x-cti-timestamp';
export const SIGNATURE_HEADER = 'x-cti-signature';

/** Neither can what goes one way be sent back, nor what is for one channel be sent to another. */
export interface Signed {
  readonly direction: 'to-channel' | 'from-channel';
  readonly channel: string;
  /** Milliseconds since 1970, as text. */
  readonly timestamp: string;
  readonly body: string;
}

/** HMAC with SHA-256 over version, direction, channel, time and body, parted by line feeds. */
export function signatureOf(secret: string, { direction, channel, timestamp, body }: Signed): string {
  const text = ['v1', direction, channel, timestamp, body].join('\n');
  return `v1=${createHmac('sha256', secret).update(text).digest('hex')}`;
}

/** Whether one of the secrets made it. Several may be given, parted by commas: who changes a secret sends two. */
export function isSigned(secrets: readonly string[], given: string, signed: Signed): boolean {
  const candidates = given.split(',', 4).map((one) => one.trim());
  const fitting = secrets.flatMap((secret) => candidates.filter((one) => sameSecret(signatureOf(secret, signed), one)));
  return fitting.length > 0;
}
