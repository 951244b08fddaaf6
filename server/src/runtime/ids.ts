import { randomBytes, randomUUID } from 'node:crypto';

/** The only source of identities. Tests inject one that counts. */
export interface IdSource {
  /** An unguessable secret: 256 bits, URL-safe. */
  secret(): string;
  /** A name that is unique, but no secret. */
  uuid(): string;
  /** A T-Server ConnID: 16 lower-case hexadecimal digits. */
  connId(): string;
  /** A T-Server CallUUID: 32 characters of 0-9 and A-V. */
  callUuid(): string;
}

const UINT32 = 0x1_0000_0000;
const BASE_32_HEX = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/**
 * Real identities. A ConnID is a server-start prefix and a counter, as T-Servers build them: the prefix keeps calls of
 * two server runs apart, because Fusion remembers a contact's id for longer than a server lives.
 */
export class SystemIds implements IdSource {
  readonly #connPrefix: string;
  readonly #callUuidPrefix: string;
  #lastConnId = 0;
  #lastCallUuid = 0;

  constructor(startedAtMs: number) {
    this.#connPrefix = (Math.floor(startedAtMs / 1000) % UINT32).toString(16).padStart(8, '0');
    this.#callUuidPrefix = Array.from(randomBytes(20), (byte) => BASE_32_HEX.charAt(byte & 31)).join('');
  }

  secret(): string {
    return randomBytes(32).toString('base64url');
  }

  uuid(): string {
    return randomUUID();
  }

  connId(): string {
    this.#lastConnId = (this.#lastConnId + 1) % UINT32;
    return this.#connPrefix + this.#lastConnId.toString(16).padStart(8, '0');
  }

  callUuid(): string {
    this.#lastCallUuid += 1;
    return this.#callUuidPrefix + this.#lastCallUuid.toString(32).toUpperCase().padStart(12, '0');
  }
}

/** Identities that count from one, for tests whose traces are compared as a whole. */
export class CountingIds implements IdSource {
  #last = 0;

  secret(): string {
    return `secret-${this.#next()}`;
  }

  uuid(): string {
    return `uuid-${this.#next()}`;
  }

  connId(): string {
    return this.#next().toString(16).padStart(16, '0');
  }

  callUuid(): string {
    return this.#next().toString(32).toUpperCase().padStart(32, '0');
  }

  #next(): number {
    this.#last += 1;
    return this.#last;
  }
}
