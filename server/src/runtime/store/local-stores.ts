import { CellStore } from './cells/cell-store.js';
import { LmdbCells } from './cells/lmdb-cells.js';
import { MemoryCells } from './cells/memory-cells.js';
import { STORE_LIMITS, type StoreLimits } from './limits.js';
import type { Store } from './store.js';

/**
 * The store of one machine: in a folder, by LMDB. Several processes of the machine may have it open at once.
 * @param now of the clock, in milliseconds since 1970
 * @throws Error when the folder cannot be used, or was written by a version with another format
 */
export async function openLmdbStore(
  folder: string,
  now: () => number,
  limits: StoreLimits = STORE_LIMITS,
): Promise<Store> {
  return new CellStore(await LmdbCells.open(folder), now, limits);
}

/** A store that ends with the process. "Durable" means no more than "done" here. */
export function openMemoryStore(now: () => number, limits: StoreLimits = STORE_LIMITS): Store {
  return new CellStore(new MemoryCells(), now, limits);
}
