import type { Clock } from '../../runtime/clock.js';
import { CodedError } from '../../runtime/coded-error.js';
import type { IdSource } from '../../runtime/ids.js';
import { type Book, digest } from '../book.js';

/** An administrator on the pages of an integration. */
export interface Visit {
  /** The integration's. */
  readonly boxClientId: string;
  readonly userId: number;
  readonly userName: string;
  /** Of the administrator. It never leaves the server. */
  readonly accessToken: string;
  /** Where to go in the end; empty: nowhere. */
  readonly backUrl: string;
  /** Each form brings it: no page of others can know it. */
  readonly formToken: string;
  readonly expiresAt: number;
}

const VISIT = 'byoc/visit/';
const SPENT = 'byoc/spent/';

/** Who is on the pages. Any instance knows them; the secret of a visit is not stored. */
export class Visits {
  readonly #book: Book;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #seconds: number;

  constructor(book: Book, clock: Clock, ids: IdSource, seconds: number) {
    this.#book = book;
    this.#clock = clock;
    this.#ids = ids;
    this.#seconds = seconds;
  }

  /**
   * Takes a token out of circulation, on all instances: whoever finds it in an address has nothing of it.
   * @returns `false` when somebody has brought it before
   */
  async spend(boxClientId: string, token: string): Promise<boolean> {
    const until = this.#clock.now() + this.#seconds * 1000;
    try {
      await this.#book.store.commit(...this.#book.remember(SPENT + digest(boxClientId, token), '', until));
      return true;
    } catch (error) {
      if (error instanceof CodedError && error.code === 'store-conflict') return false;
      throw error;
    }
  }

  /** @returns the secret by which the visit is known */
  async begin(visit: Omit<Visit, 'formToken' | 'expiresAt'>): Promise<string> {
    const secret = this.#ids.secret();
    const expiresAt = this.#clock.now() + this.#seconds * 1000;
    const stored: Visit = { ...visit, formToken: this.#ids.secret(), expiresAt };
    await this.#book.store.commit(...this.#book.remember(VISIT + digest(secret), stored, expiresAt));
    return secret;
  }

  async find(boxClientId: string, secret: string): Promise<Visit | undefined> {
    if (secret === '') return undefined;
    const visit = await this.#book.recall<Visit>(VISIT + digest(secret));
    const isGood = visit?.boxClientId === boxClientId && this.#clock.now() < visit.expiresAt;
    return isGood ? visit : undefined;
  }

  async end(secret: string): Promise<void> {
    await this.#book.store.commit(...this.#book.forget(VISIT + digest(secret)));
  }
}
