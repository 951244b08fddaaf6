import type { Clock } from '../../../runtime/clock.js';
import { CodedError } from '../../../runtime/coded-error.js';
import type { IdSource } from '../../../runtime/ids.js';
import type { Write } from '../../../runtime/store/index.js';
import { type Book, digest } from '../../book.js';
import type { EndUser } from '../../core/conversation.js';
import { ByocError } from '../../errors.js';
import { type Entry, type Kept, newPerson, type Person } from './person.js';

export interface PeopleOptions {
  readonly book: Book;
  /** The network's time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  /** How long somebody is known who does not come. */
  readonly sessionMs: number;
  /** Something was kept for the person with this key. */
  readonly onNews: (key: string) => void;
}

interface Token {
  readonly channel: string;
  /** Whose it is. */
  readonly key: string;
}

const TOKEN = 'byoc/widget/token/';
const PERSON = 'byoc/widget/person/';
const ENTRY = 'byoc/widget/entry/';
/** How often somebody else may change a person between reading and writing. */
const CONFLICTS = 20;
const DIGITS = 12;

/** Who has the widget, and all that their browsers are told: kept before it is told, so that nothing is lost between. */
export class People {
  readonly #options: PeopleOptions;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /** @returns once it is stored. The token opens what belongs to this person, and nothing else does. */
  async begin(
    channel: string,
    names: Omit<EndUser, 'id'>,
  ): Promise<{ readonly token: string; readonly person: Person }> {
    const { book, clock, ids, sessionMs } = this.#options;
    const token = ids.secret();
    const person = newPerson(channel, { id: ids.uuid(), ...names }, ids.uuid());
    const key = personKey(channel, person.customer.id);
    const expiresAt = clock.now() + sessionMs;
    const held: Token = { channel, key };
    await book.store.commit(
      ...book.remember(TOKEN + digest(token), held, expiresAt),
      ...book.remember(PERSON + key, person, expiresAt),
    );
    return { token, person };
  }

  /**
   * Whose token it is. One of another channel is nobody's here.
   * @throws ByocError `invalid_token`
   */
  async holder(channel: string, token: string): Promise<string> {
    const held = await this.#options.book.recall<Token>(TOKEN + digest(token));
    if (held?.channel !== channel) throw new ByocError('invalid_token');
    return held.key;
  }

  /** Who comes is known for as long again. @throws ByocError `invalid_token` */
  async come(key: string, token: string): Promise<Person> {
    const { book, clock, sessionMs } = this.#options;
    const now = clock.now();
    const prolonged = book.prolong(TOKEN + digest(token), now + sessionMs);
    const come = await this.change(key, (person) => ({ person: { ...person, openedAt: now }, entries: [] }), [
      prolonged,
    ]);
    if (come === undefined) throw new ByocError('invalid_token');
    return come;
  }

  async find(key: string): Promise<Person | undefined> {
    return this.#options.book.recall<Person>(PERSON + key);
  }

  /** Entries behind number `after`, oldest first. */
  entries(key: string, after: number, limit: number): Promise<readonly Entry[]> {
    return this.#options.book.recallAll<Entry>(`${ENTRY}${key}/`, entryKey(key, after), limit);
  }

  /**
   * Reads the person, decides and writes on condition that nobody else has.
   * @param decide gives `undefined` when there is nothing to change
   * @returns the person as it is then; `undefined` when there is none
   * @throws CodedError of the store
   */
  async change(
    key: string,
    decide: (person: Person) => Kept | undefined,
    more: readonly Write[] = [],
  ): Promise<Person | undefined> {
    const { book, clock, onNews, sessionMs } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const found = await book.recallVersion<Person>(PERSON + key);
      if (found === undefined) return undefined;
      const decided = decide(found.value);
      if (decided === undefined) return found.value;
      const { person, entries } = decided;
      const expiresAt = clock.now() + sessionMs;
      try {
        await book.store.commit(
          ...book.remember(PERSON + key, person, expiresAt, found.version),
          ...entries.flatMap((entry) => book.remember(entryKey(key, entry.seq), entry, expiresAt)),
          ...more,
        );
        onNews(key);
        return person;
      } catch (error) {
        const isConflict = error instanceof CodedError && error.code === 'store-conflict';
        if (!isConflict || attempt >= CONFLICTS) throw error;
      }
    }
  }
}

/** What stands for a person in keys: what customers are called can be long. */
export function personKey(channel: string, customer: string): string {
  return digest(channel, customer);
}

function entryKey(key: string, seq: number): string {
  return `${ENTRY}${key}/${String(seq).padStart(DIGITS, '0')}`;
}
