import type { Book, BookSnapshot } from '../engagement/book.js';
import { DeError } from '../errors.js';

/** With one more the oldest is forgotten. */
const MOST = 20;

/** What was kept at moments to which a test wants to come back. */
export class Snapshots {
  readonly #byName = new Map<string, BookSnapshot>();

  /** One of the same name takes the place of the other. */
  take(name: string, book: Book): void {
    this.#byName.delete(name);
    this.#byName.set(name, book.snapshot());
    const [oldest] = this.#byName.keys();
    if (this.#byName.size > MOST && oldest !== undefined) this.#byName.delete(oldest);
  }

  /** @throws DeError `notFound` */
  get(name: string): BookSnapshot {
    const snapshot = this.#byName.get(name);
    if (snapshot === undefined) throw DeError.of('notFound', 'name');
    return snapshot;
  }
}
