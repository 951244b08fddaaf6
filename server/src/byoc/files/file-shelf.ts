import type { Clock } from '../../runtime/clock.js';
import type { IdSource } from '../../runtime/ids.js';
import type { Write } from '../../runtime/store/index.js';
import { type Book, digest } from '../book.js';
import type { FetchedFile } from './file-fetcher.js';

/** A file that is kept, or that is on its way, or will never come. */
export interface KeptFile {
  readonly state: 'coming' | 'here' | 'failed';
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly pieces: number;
  /** Of one that failed. */
  readonly why: string;
}

const FILE = 'byoc/file/';
/** Sealed and in base64 it is a text that every store takes, and four of them are a commit. */
const PIECE_BYTES = 720_000;
const PIECES_A_COMMIT = 4;

/** Files for channels, sealed, each for a while. Who has the id has the file; what is stored does not hold the id. */
export class FileShelf {
  readonly #book: Book;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #forMs: number;

  constructor(book: Book, clock: Clock, ids: IdSource, forMs: number) {
    this.#book = book;
    this.#clock = clock;
    this.#ids = ids;
    this.#forMs = forMs;
  }

  /**
   * A place for a file that is being fetched.
   * @param withinMs who has not brought it by then will not any more
   */
  expect(name: string, withinMs: number): { readonly id: string; readonly writes: readonly Write[] } {
    const id = this.#ids.secret();
    const coming: KeptFile = { state: 'coming', name, type: '', bytes: 0, pieces: 0, why: '' };
    return { id, writes: this.#book.keep(keyOf(id), coming, this.#clock.now() + withinMs) };
  }

  async put(id: string, { name, type, content }: FetchedFile): Promise<void> {
    const key = keyOf(id);
    const until = this.#clock.now() + this.#forMs;
    const pieces = Math.ceil(content.length / PIECE_BYTES);
    for (let first = 0; first < pieces; first += PIECES_A_COMMIT) {
      const numbers = Array.from({ length: Math.min(PIECES_A_COMMIT, pieces - first) }, (_piece, n) => first + n);
      const writes = numbers.flatMap((n) =>
        this.#book.keepBytes(`${key}/${n}`, content.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES), until),
      );
      await this.#book.store.commit(...writes);
    }
    // Last of all: whoever sees it finds all of it.
    const here: KeptFile = { state: 'here', name, type, bytes: content.length, pieces, why: '' };
    await this.#book.store.commit(...this.#book.keep(key, here, until));
  }

  async fail(id: string, why: string): Promise<void> {
    const failed: KeptFile = { state: 'failed', name: '', type: '', bytes: 0, pieces: 0, why };
    await this.#book.store.commit(...this.#book.keep(keyOf(id), failed, this.#clock.now() + this.#forMs));
  }

  find(id: string): Promise<KeptFile | undefined> {
    return this.#book.recall<KeptFile>(keyOf(id));
  }

  /** @throws Error when its time is over meanwhile */
  async *read(id: string, { pieces }: KeptFile): AsyncGenerator<Buffer> {
    for (let n = 0; n < pieces; n += 1) {
      const piece = await this.#book.recallBytes(`${keyOf(id)}/${n}`);
      if (piece === undefined) throw new Error('The file is not there any more');
      yield piece;
    }
  }
}

function keyOf(id: string): string {
  return FILE + digest(id);
}
