import type { IncomingHttpHeaders } from 'node:http';
import type { AexConfig } from '../runtime/config-aex.js';
import { LOOPBACK_TARGETS, type OutboundTarget } from '../runtime/outbound/index.js';
import { sameSecret } from '../runtime/same-secret.js';
import { BridgeError } from './errors.js';

/** Who uses the bridge. */
export interface Caller {
  readonly name: string;
  /** Where it may be called back. */
  readonly returnTargets: readonly OutboundTarget[];
}

/** In open mode without any keys, which is refused on addresses that others can reach. */
const ANYBODY: Caller = { name: 'anybody', returnTargets: LOOPBACK_TARGETS };

/** Tells callers apart by their API keys. */
export class Callers {
  readonly #callers: AexConfig['callers'];
  readonly #adminToken: string;
  readonly #isOpen: boolean;

  constructor({ callers, adminToken }: AexConfig, isOpen: boolean) {
    this.#callers = callers;
    this.#adminToken = adminToken;
    this.#isOpen = isOpen;
  }

  /** @throws BridgeError `unauthorized` */
  of(headers: IncomingHttpHeaders): Caller {
    if (this.#callers.length === 0 && this.#isOpen) return ANYBODY;
    const given = bearerOf(headers);
    // Every key is compared, whichever fits: how long it takes tells nothing.
    const fitting = this.#callers.filter(({ keys }) => keys.filter((key) => sameSecret(key, given)).length > 0);
    const [caller] = fitting;
    if (caller === undefined) throw new BridgeError('unauthorized');
    return caller;
  }

  /** @throws BridgeError `unauthorized` */
  checkAdmin(headers: IncomingHttpHeaders): void {
    if (this.#adminToken === '' && this.#isOpen) return;
    if (this.#adminToken === '' || !sameSecret(this.#adminToken, bearerOf(headers)))
      throw new BridgeError('unauthorized');
  }

  /** As it is configured now: who was taken off the list is called back no more. */
  named(name: string): Caller | undefined {
    const known = this.#callers.find((caller) => caller.name === name);
    return known ?? (this.#isOpen && name === ANYBODY.name ? ANYBODY : undefined);
  }
}

function bearerOf({ authorization = '', 'x-api-key': key }: IncomingHttpHeaders): string {
  const [, token] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  return token ?? (typeof key === 'string' ? key : '');
}
