import type { Clock } from '../../runtime/clock.js';
import type { IdSource } from '../../runtime/ids.js';
import { DeError } from '../errors.js';
import type { CxoneOptions } from '../options.js';
import { Shelf } from './shelf.js';

const MOST = 1000;

/** Whom a page of the middleware is opened for. */
export interface PageVisit {
  readonly userId: number;
  readonly purpose: string;
}

interface Issued extends PageVisit {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Tokens that travel in an address: each is good once, and not for long. */
export class OneTimeTokens {
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #options: CxoneOptions;
  readonly #tokens = new Shelf<Issued>(MOST);

  constructor(clock: Clock, ids: IdSource, options: CxoneOptions) {
    this.#clock = clock;
    this.#ids = ids;
    this.#options = options;
  }

  issue(visit: PageVisit): string {
    const token = this.#ids.secret();
    this.#tokens.put(token, { ...visit, expiresAt: this.#clock.now() + this.#options.oneTimeTokenSeconds * 1000 });
    return token;
  }

  /** @throws DeError `invalidValue`: it was used, is over, was never given, or for somebody or something else */
  redeem(token: string, { userId, purpose }: PageVisit): void {
    const issued = this.#tokens.get(token);
    this.#tokens.delete(token);
    const isGood = issued !== undefined && issued.expiresAt > this.#clock.now();
    if (!isGood || issued.userId !== userId || issued.purpose !== purpose) throw DeError.of('invalidValue', 'token');
  }

  clear(): void {
    this.#tokens.clear();
  }
}
