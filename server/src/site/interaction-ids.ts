import { createHash } from 'node:crypto';
import type { IdSource } from '../runtime/ids.js';

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id as Genesys gives interactions and documents: 16 digits and letters of both cases, the first of them zeros. */
export function interactionId(ids: IdSource): string {
  const letters = Array.from(digestOf(ids.uuid()).subarray(0, 13), (byte) => BASE_62.charAt(byte % BASE_62.length));
  return `000${letters.join('')}`;
}

/** 16 upper-case hexadecimal digits, the first of them zeros: of files and of customers. */
export function hexId(ids: IdSource): string {
  return `00${digestOf(ids.uuid()).toString('hex').slice(0, 14).toUpperCase()}`;
}

/** From a unique name, so that tests with names that count get ids that stay. */
function digestOf(name: string): Buffer {
  return createHash('sha256').update(name).digest();
}
