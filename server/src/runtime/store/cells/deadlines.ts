import { CodedError } from '../../coded-error.js';
import { checkName, checkPage, type StoreLimits } from '../limits.js';
import type { Deadline, Deadlines } from '../store.js';
import type { WriteOf } from '../writes.js';
import { type Cells, numberAt, Shelf, textAt } from './cells.js';
import type { Scene, WriteRule } from './write-rule.js';

/** Key: table, name. */
const MOMENTS = new Shelf<[at: number]>('deadline');
/** Key: table, moment, name. */
const CALENDAR = new Shelf<[text: string]>('calendar');

export const SCHEDULE: WriteRule<WriteOf<'schedule'>> = {
  apply: (scene, { table, name, at, text }) => {
    forget(scene, table, name);
    MOMENTS.put(scene.cells, [table, name], [at]);
    CALENDAR.put(scene.cells, [table, at, name], [text]);
    return 0;
  },
};

export const UNSCHEDULE: WriteRule<WriteOf<'unschedule'>> = {
  check: ({ cells }, { table, name, ifAt }) => {
    const [at] = MOMENTS.get(cells, table, name) ?? [];
    if (ifAt !== undefined && ifAt !== at)
      throw new CodedError('store-conflict', { details: `${name} of ${table} is due at ${at ?? 'no time'}` });
  },
  apply: (scene, { table, name }) => {
    forget(scene, table, name);
    return 0;
  },
};

function forget({ cells }: Scene, table: string, name: string): void {
  const [at] = MOMENTS.get(cells, table, name) ?? [];
  if (at === undefined) return;
  MOMENTS.remove(cells, table, name);
  CALENDAR.remove(cells, table, at, name);
}

export class CellDeadlines implements Deadlines {
  readonly #cells: Cells;
  readonly #limits: StoreLimits;
  readonly #now: () => number;

  constructor(cells: Cells, limits: StoreLimits, now: () => number) {
    this.#cells = cells;
    this.#limits = limits;
    this.#now = now;
  }

  async due(table: string, limit: number): Promise<readonly Deadline[]> {
    checkName(table, this.#limits);
    checkPage(limit, this.#limits);
    return this.#cells
      .read((cells) => CALENDAR.range(cells, [table], { to: this.#now(), limit }))
      .map(({ rest, cell: [text] }) => ({ name: textAt(rest, 1), at: numberAt(rest, 0), text }));
  }

  async next(table: string): Promise<number | undefined> {
    checkName(table, this.#limits);
    const [soonest] = this.#cells.read((cells) => CALENDAR.range(cells, [table], { limit: 1 }));
    return soonest === undefined ? undefined : numberAt(soonest.rest, 0);
  }
}
