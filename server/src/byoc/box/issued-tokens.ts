import type { Clock } from '../../runtime/clock.js';
import type { IdSource } from '../../runtime/ids.js';
import { sameSecret } from '../../runtime/same-secret.js';
import { type Book, digest } from '../book.js';
import type { Directory, IntegrationPlace } from '../directory.js';
import { ByocError } from '../errors.js';

const TOKEN = 'byoc/token/';

interface Stored {
  readonly client: string;
  readonly expiresAt: number;
}

/** The tokens that CXone gets. Any instance takes what another has given; only hashes are stored. */
export class IssuedTokens {
  readonly #book: Book;
  readonly #directory: Directory;
  readonly #clock: Clock;
  readonly #ids: IdSource;

  constructor(book: Book, directory: Directory, clock: Clock, ids: IdSource) {
    this.#book = book;
    this.#directory = directory;
    this.#clock = clock;
    this.#ids = ids;
  }

  /** @throws ByocError `invalid_client` */
  client(id: string, secret: string): IntegrationPlace {
    const integration = this.#directory.client(id);
    // Every secret is compared, whichever fits, and one when nobody has this id: how long it takes tells nothing.
    const fitting = (integration?.boxSecrets ?? ['']).filter((known) => sameSecret(known, secret));
    if (integration === undefined || fitting.length === 0) throw new ByocError('invalid_client');
    return integration;
  }

  /** @returns once it is stored */
  async issue({ boxClientId }: IntegrationPlace, seconds: number): Promise<string> {
    const token = this.#ids.secret();
    const expiresAt = this.#clock.now() + seconds * 1000;
    const stored: Stored = { client: boxClientId, expiresAt };
    await this.#book.store.commit(...this.#book.remember(TOKEN + digest(token), stored, expiresAt));
    return token;
  }

  /**
   * Whose token it is.
   * @throws ByocError `invalid_token`
   */
  async holder(authorization: string | undefined): Promise<IntegrationPlace> {
    const [, token] = /^Bearer +([\x21-\x7e]{1,1000}) *$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) throw new ByocError('invalid_token');
    const stored = await this.#book.recall<Stored>(TOKEN + digest(token));
    const integration = stored && this.#directory.client(stored.client);
    if (integration === undefined || stored === undefined || this.#clock.now() >= stored.expiresAt)
      throw new ByocError('invalid_token');
    return integration;
  }
}
