import { CodedError } from '../../coded-error.js';
import { checkName, checkNumber, checkPage, type StoreLimits } from '../limits.js';
import type { LogPage, Logs } from '../store.js';
import type { WriteOf } from '../writes.js';
import { type Cells, numberAt, Shelf } from './cells.js';
import type { WriteRule } from './write-rule.js';

/** Key: log, sequence number. */
const ENTRIES = new Shelf<[at: number, text: string]>('log');
/** Key: log. */
const ENDS = new Shelf<[first: number, last: number]>('log-ends');

/** Entries removed in one transaction: others must not wait for a long log. */
const TRIM_PORTION = 500;

export const APPEND: WriteRule<WriteOf<'append'>> = {
  check: ({ cells }, { log, ifLast }) => {
    const [, last] = ENDS.get(cells, log) ?? [1, 0];
    if (ifLast !== undefined && ifLast !== last)
      throw new CodedError('store-conflict', { details: `the last entry of ${log} is ${last}` });
  },
  apply: ({ cells, now }, { log, texts }) => {
    const [first, last] = ENDS.get(cells, log) ?? [1, 0];
    for (const [n, text] of texts.entries()) ENTRIES.put(cells, [log, last + 1 + n], [now, text]);
    ENDS.put(cells, [log], [first, last + texts.length]);
    return last + texts.length;
  },
};

export class CellLogs implements Logs {
  readonly #cells: Cells;
  readonly #limits: StoreLimits;

  constructor(cells: Cells, limits: StoreLimits) {
    this.#cells = cells;
    this.#limits = limits;
  }

  async read(log: string, after: number, limit: number): Promise<LogPage> {
    checkName(log, this.#limits);
    checkNumber(after);
    checkPage(limit, this.#limits);
    return this.#cells.read((cells) => {
      const [first, last] = ENDS.get(cells, log) ?? [1, 0];
      const found = ENTRIES.range(cells, [log], { from: after + 1, limit });
      return {
        first,
        last,
        entries: found.map(({ rest, cell: [at, text] }) => ({ seq: numberAt(rest, 0), at, text })),
      };
    });
  }

  async trim(log: string, through: number): Promise<void> {
    checkName(log, this.#limits);
    checkNumber(through);
    while (await this.#trimPortion(log, through));
  }

  async drop(log: string): Promise<void> {
    checkName(log, this.#limits);
    while (await this.#trimPortion(log, Infinity));
    await this.#cells.write((cells) => {
      // Somebody may have appended meanwhile: then it is a log that is in use, and stays.
      if (ENTRIES.range(cells, [log], { limit: 1 }).length === 0) ENDS.remove(cells, log);
    });
  }

  /** @returns whether there is more */
  #trimPortion(log: string, through: number): Promise<boolean> {
    return this.#cells.write((cells) => {
      const found = ENTRIES.range(cells, [log], { to: through, limit: TRIM_PORTION });
      for (const { rest } of found) ENTRIES.remove(cells, log, ...rest);
      const [, last] = ENDS.get(cells, log) ?? [1, 0];
      const newest = found.at(-1);
      if (newest !== undefined) ENDS.put(cells, [log], [numberAt(newest.rest, 0) + 1, last]);
      return found.length === TRIM_PORTION;
    });
  }
}
