/**
 * What a store on one machine stands on: cells in the order of their keys, changed in transactions. The meaning of logs,
 * records, leases, deadlines and outboxes is written once, above this, for the memory and for the disk.
 */
export interface Cells {
  /**
   * Runs `action` as a whole or, when it throws, not at all. Actions run one after the other.
   * @returns what the action returned, when what it wrote is durable
   */
  write<T>(action: (cells: CellTable) => T): Promise<T>;
  /** Runs `action` on what is there at the moment. It must not write. */
  read<T>(action: (cells: CellTable) => T): T;
  close(): Promise<void>;
}

/** Parts compare one by one: numbers by their value, texts by their bytes in UTF-8, all numbers before all texts. */
export type CellKey = readonly (string | number)[];

export type Cell = readonly (string | number)[];

/** The cells of an adapter, bare. */
export interface CellTable {
  get(key: CellKey): Cell | undefined;
  put(key: CellKey, cell: Cell): void;
  remove(key: CellKey): void;
  /** All cells from `start` on, in order. The caller stops when it has enough, and changes nothing meanwhile. */
  from(start: CellKey): Iterable<{ readonly key: CellKey; readonly value: Cell }>;
}

export interface Found<V extends Cell> {
  /** What follows in the key behind the beginning that was asked for. */
  readonly rest: CellKey;
  readonly cell: V;
}

/**
 * A kind of cells. `V` says what they hold; nothing else writes them, and the number of the format is checked when a
 * file is opened, so what is found under its name is of that kind.
 */
export class Shelf<V extends Cell> {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  get(cells: CellTable, ...key: CellKey): V | undefined {
    return cells.get([this.#name, ...key]) as V | undefined;
  }

  put(cells: CellTable, key: CellKey, cell: V): void {
    cells.put([this.#name, ...key], cell);
  }

  remove(cells: CellTable, ...key: CellKey): void {
    cells.remove([this.#name, ...key]);
  }

  /**
   * Cells whose key begins with `key`, in order, at most `limit`.
   * @param from where the part behind `key` begins
   * @param to where it ends, with it
   */
  range(
    cells: CellTable,
    key: CellKey,
    { from, to = Infinity, limit }: { from?: string | number; to?: number; limit: number },
  ): readonly Found<V>[] {
    const beginning = [this.#name, ...key];
    const found: Found<V>[] = [];
    for (const { key: full, value } of cells.from(from === undefined ? beginning : [...beginning, from])) {
      const rest = full.slice(beginning.length);
      const [next] = rest;
      const outside = beginning.some((part, n) => full[n] !== part) || (typeof next === 'number' && next > to);
      if (outside || found.push({ rest, cell: value as unknown as V }) === limit) break;
    }
    return found;
  }
}

/** A number that a key has at this place. */
export function numberAt(key: CellKey, place: number): number {
  const part = key[place];
  if (typeof part !== 'number') throw new Error(`The key ${key.join(' ')} has no number at ${place}`);
  return part;
}

/** A text that a key has at this place. */
export function textAt(key: CellKey, place: number): string {
  const part = key[place];
  if (typeof part !== 'string') throw new Error(`The key ${key.join(' ')} has no text at ${place}`);
  return part;
}
