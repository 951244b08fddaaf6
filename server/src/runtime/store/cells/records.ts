import { CodedError } from '../../coded-error.js';
import { checkName, checkPage, type StoreLimits } from '../limits.js';
import type { Records, StoredRecord } from '../store.js';
import type { WriteOf } from '../writes.js';
import { type Cells, Shelf, textAt } from './cells.js';
import { nextNumber, type Scene, type WriteRule } from './write-rule.js';

/** Key: the record's. */
const RECORDS = new Shelf<[version: number, text: string]>('record');

export const PUT: WriteRule<WriteOf<'put'>> = {
  check: checkVersion,
  apply: (scene, { key, text }) => {
    const version = nextNumber(scene);
    RECORDS.put(scene.cells, [key], [version, text]);
    return version;
  },
};

export const REMOVE: WriteRule<WriteOf<'remove'>> = {
  check: checkVersion,
  apply: ({ cells }, { key }) => {
    RECORDS.remove(cells, key);
    return 0;
  },
};

function checkVersion({ cells }: Scene, { key, ifVersion }: WriteOf<'put' | 'remove'>): void {
  const [version] = RECORDS.get(cells, key) ?? [0];
  if (ifVersion !== undefined && ifVersion !== version)
    throw new CodedError('store-conflict', { details: `the version of ${key} is ${version}` });
}

export class CellRecords implements Records {
  readonly #cells: Cells;
  readonly #limits: StoreLimits;

  constructor(cells: Cells, limits: StoreLimits) {
    this.#cells = cells;
    this.#limits = limits;
  }

  async get(key: string): Promise<StoredRecord | undefined> {
    checkName(key, this.#limits);
    const found = this.#cells.read((cells) => RECORDS.get(cells, key));
    return found === undefined ? undefined : { key, version: found[0], text: found[1] };
  }

  async list(prefix: string, after: string, limit: number): Promise<readonly StoredRecord[]> {
    for (const name of [prefix, after]) if (name !== '') checkName(name, this.#limits);
    checkPage(limit, this.#limits);
    // `after` itself may be the first that is found.
    const from = Buffer.compare(Buffer.from(prefix), Buffer.from(after)) > 0 ? prefix : after;
    return this.#cells
      .read((cells) => RECORDS.range(cells, [], { from, limit: limit + 1 }))
      .map(({ rest, cell: [version, text] }) => ({ key: textAt(rest, 0), version, text }))
      .filter(({ key }) => key.startsWith(prefix) && key !== after)
      .slice(0, limit);
  }
}
