import type { RootDatabase } from 'lmdb';
import { CodedError } from '../../coded-error.js';
import type { Cell, CellKey, Cells, CellTable } from './cells.js';
import { openRoot } from './lmdb-root.js';

/** Of the layout of the cells. A file with another one is refused: guessing would lose data. */
const FORMAT = 1;
const FORMAT_KEY = ['format'];

/**
 * Cells on the disk. Actions that come while the disk is busy are committed together, so many writers cost hardly more
 * than one; the thread that waits for the disk is not the one that runs the program.
 */
export class LmdbCells implements Cells {
  readonly #root: RootDatabase<Cell>;
  readonly #table: CellTable;
  readonly #close: () => Promise<void>;
  #isClosed = false;

  private constructor(root: RootDatabase<Cell>, close: () => Promise<void>) {
    this.#root = root;
    this.#table = new LmdbTable(root);
    this.#close = close;
  }

  /**
   * @param folder is made when it is not there
   * @throws Error when the folder cannot be used, or holds another format
   */
  static async open(folder: string): Promise<LmdbCells> {
    const { root, close } = await openRoot(folder);
    const cells = new LmdbCells(root, close);
    try {
      await cells.write((table) => {
        const [format] = table.get(FORMAT_KEY) ?? [];
        if (format === undefined) table.put(FORMAT_KEY, [FORMAT]);
        else if (format !== FORMAT)
          throw new Error(`The store in ${folder} has format ${format}; this version reads format ${FORMAT} only.`);
      });
      return cells;
    } catch (error) {
      await close();
      throw error;
    }
  }

  async write<T>(action: (cells: CellTable) => T): Promise<T> {
    this.#checkOpen();
    let failure: { readonly error: unknown } | undefined;
    try {
      // A child transaction ends alone when its action throws; those that are committed with it go on.
      return await this.#root.childTransaction(() => {
        try {
          return action(this.#table);
        } catch (error) {
          failure = { error };
          throw error;
        }
      });
    } catch (error) {
      if (failure !== undefined) throw failure.error;
      throw new CodedError('store-unavailable', { details: (error as Error).message });
    }
  }

  read<T>(action: (cells: CellTable) => T): T {
    this.#checkOpen();
    return action(this.#table);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#close();
  }

  /** LMDB fails later, and where nobody can catch it, when somebody reads what is being closed. */
  #checkOpen(): void {
    if (this.#isClosed) throw new CodedError('store-unavailable', { details: 'It is closed.' });
  }
}

class LmdbTable implements CellTable {
  readonly #root: RootDatabase<Cell>;

  constructor(root: RootDatabase<Cell>) {
    this.#root = root;
  }

  get(key: CellKey): Cell | undefined {
    return this.#root.get([...key]);
  }

  put(key: CellKey, cell: Cell): void {
    void this.#root.put([...key], cell);
  }

  remove(key: CellKey): void {
    void this.#root.remove([...key]);
  }

  *from(start: CellKey): Iterable<{ key: CellKey; value: Cell }> {
    for (const { key, value } of this.#root.getRange({ start: [...start] })) yield { key: key as CellKey, value };
  }
}
