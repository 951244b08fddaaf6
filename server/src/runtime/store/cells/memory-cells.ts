import type { Cell, CellKey, Cells, CellTable } from './cells.js';

interface Entry {
  readonly key: CellKey;
  readonly value: Cell;
}

/** Cells that end with the process: for tests, and for worlds that nobody has to find again. */
export class MemoryCells implements Cells {
  readonly #table = new MemoryTable();

  async write<T>(action: (cells: CellTable) => T): Promise<T> {
    return this.#table.attempt(() => action(this.#table));
  }

  read<T>(action: (cells: CellTable) => T): T {
    return action(this.#table);
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}

class MemoryTable implements CellTable {
  readonly #entries: Entry[] = [];
  #undo: (() => void)[] = [];

  get(key: CellKey): Cell | undefined {
    const { entry } = this.#find(key);
    return entry?.value;
  }

  put(key: CellKey, value: Cell): void {
    const { place, entry } = this.#find(key);
    this.#undo.push(() => this.#replace(key, entry));
    this.#entries.splice(place, entry === undefined ? 0 : 1, { key, value });
  }

  remove(key: CellKey): void {
    const { place, entry } = this.#find(key);
    if (entry === undefined) return;
    this.#undo.push(() => this.#replace(key, entry));
    this.#entries.splice(place, 1);
  }

  *from(start: CellKey): Iterable<Entry> {
    for (let { place } = this.#find(start); place < this.#entries.length; place += 1) {
      const entry = this.#entries[place];
      if (entry !== undefined) yield entry;
    }
  }

  /** Takes back what `action` did when it throws. */
  attempt<T>(action: () => T): T {
    this.#undo = [];
    try {
      return action();
    } catch (error) {
      for (const back of this.#undo.reverse()) back();
      throw error;
    }
  }

  #replace(key: CellKey, before: Entry | undefined): void {
    const { place, entry } = this.#find(key);
    this.#entries.splice(place, entry === undefined ? 0 : 1, ...(before === undefined ? [] : [before]));
  }

  /** Where the key is, or would be. */
  #find(key: CellKey): { place: number; entry: Entry | undefined } {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && compareKeys(entry.key, key) < 0) low = middle + 1;
      else high = middle;
    }
    const entry = this.#entries[low];
    return { place: low, entry: entry !== undefined && compareKeys(entry.key, key) === 0 ? entry : undefined };
  }
}

function compareKeys(a: CellKey, b: CellKey): number {
  for (const [n, part] of a.entries()) {
    const other = b[n];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareParts(a: string | number, b: string | number): number {
  if (a === b) return 0;
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
