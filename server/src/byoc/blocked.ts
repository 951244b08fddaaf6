import type { Clock } from '../runtime/clock.js';
import { put, remove } from '../runtime/store/index.js';
import { type Book, digest } from './book.js';

/** Somebody whom a channel does not carry any more. */
export interface BlockedPerson {
  /** On the external platform. */
  readonly user: string;
  /** For support staff. */
  readonly reason: string;
  readonly at: number;
}

const BLOCKED = 'byoc/blocked/';
const PAGE = 100;

/** Whom support staff has shut out, by channel. Their words reach no agent, and no agent writes to them first. */
export class BlockedPeople {
  readonly #book: Book;
  readonly #clock: Clock;

  constructor(book: Book, clock: Clock) {
    this.#book = book;
    this.#clock = clock;
  }

  async block(channel: string, user: string, reason: string): Promise<void> {
    const person: BlockedPerson = { user, reason, at: this.#clock.now() };
    const key = keyOf(channel, user);
    await this.#book.store.commit(put(key, this.#book.seal(key, person)));
  }

  /** @returns `false` when nobody had */
  async unblock(channel: string, user: string): Promise<boolean> {
    const isThere = await this.has(channel, user);
    await this.#book.store.commit(remove(keyOf(channel, user)));
    return isThere;
  }

  async has(channel: string, user: string): Promise<boolean> {
    return (await this.#book.store.records.get(keyOf(channel, user))) !== undefined;
  }

  /** @param after where the page before ended; empty for the first */
  async list(
    channel: string,
    after: string,
  ): Promise<{ readonly people: readonly BlockedPerson[]; readonly after: string }> {
    const prefix = `${BLOCKED}${channel}/`;
    const records = await this.#book.store.records.list(prefix, after === '' ? '' : prefix + after, PAGE);
    const people = records.map(({ key, text }) => this.#book.unseal<BlockedPerson>(key, text));
    return { people, after: records.length < PAGE ? '' : (records.at(-1)?.key.slice(prefix.length) ?? '') };
  }
}

function keyOf(channel: string, user: string): string {
  return `${BLOCKED}${channel}/${digest(user)}`;
}
