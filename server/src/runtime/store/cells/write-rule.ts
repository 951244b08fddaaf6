import type { Write, WriteOf } from '../writes.js';
import { type CellTable, Shelf } from './cells.js';

/** What a write finds: the cells of its transaction, and the moment. */
export interface Scene {
  readonly cells: CellTable;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a kind of write means. */
export interface WriteRule<W extends Write> {
  /** Judged for all writes of a commit before the first is applied. Throws when the write may not happen. */
  readonly check?: (scene: Scene, write: W) => void;
  /** @returns the number that the caller gets for it */
  readonly apply: (scene: Scene, write: W) => number;
}

export type WriteRules = { readonly [K in Write['kind']]: WriteRule<WriteOf<K>> };

const COUNTS = new Shelf<[last: number]>('count');

/** The next number of the store. One row of numbers serves versions, tokens and ids: none can come twice. */
export function nextNumber({ cells }: Scene): number {
  const [last] = COUNTS.get(cells, 'store') ?? [0];
  COUNTS.put(cells, ['store'], [last + 1]);
  return last + 1;
}
