import { checkName, checkNumber, checkPage, type StoreLimits } from '../limits.js';
import type { BuriedItem, OutboxDepth, OutboxItem, Outboxes } from '../store.js';
import { type Cells, type CellTable, numberAt, textAt } from './cells.js';
import { BURIED, LINES, TURNS } from './outbox-writes.js';

export class CellOutboxes implements Outboxes {
  readonly #cells: Cells;
  readonly #limits: StoreLimits;
  readonly #now: () => number;

  constructor(cells: Cells, limits: StoreLimits, now: () => number) {
    this.#cells = cells;
    this.#limits = limits;
    this.#now = now;
  }

  async take(outbox: string, limit: number, holdMs: number): Promise<readonly OutboxItem[]> {
    checkName(outbox, this.#limits);
    checkPage(limit, this.#limits);
    checkNumber(holdMs);
    const due = (cells: CellTable) => TURNS.range(cells, [outbox], { to: this.#now(), limit });
    // Most polls find nothing, and need no transaction for it.
    if (this.#cells.read(due).length === 0) return [];
    return this.#cells.write((cells) =>
      due(cells).flatMap(({ rest }) => {
        const key = textAt(rest, 1);
        const [first] = LINES.range(cells, [outbox, key], { limit: 1 });
        if (first === undefined) throw new Error(`Outbox ${outbox} has a turn for ${key} and no item`);
        const id = numberAt(first.rest, 0);
        const [at, taken, , text] = first.cell;
        const turnAt = this.#now() + holdMs;
        TURNS.remove(cells, outbox, ...rest);
        TURNS.put(cells, [outbox, turnAt, key], []);
        LINES.put(cells, [outbox, key, id], [at, taken + 1, turnAt, text]);
        return [{ outbox, key, id, attempt: taken + 1, at, text }];
      }),
    );
  }

  async next(outbox: string): Promise<number | undefined> {
    checkName(outbox, this.#limits);
    const [soonest] = this.#cells.read((cells) => TURNS.range(cells, [outbox], { limit: 1 }));
    return soonest === undefined ? undefined : numberAt(soonest.rest, 0);
  }

  async buried(outbox: string, after: number, limit: number): Promise<readonly BuriedItem[]> {
    checkName(outbox, this.#limits);
    checkNumber(after);
    checkPage(limit, this.#limits);
    return this.#cells
      .read((cells) => BURIED.range(cells, [outbox], { from: after + 1, limit }))
      .map(({ rest, cell: [key, at, attempt, buriedAt, reason, text] }) => ({
        id: numberAt(rest, 0),
        key,
        text,
        at,
        attempt,
        buriedAt,
        reason,
      }));
  }

  async depth(outbox: string, limit: number): Promise<OutboxDepth> {
    checkName(outbox, this.#limits);
    checkPage(limit, this.#limits);
    return this.#cells.read((cells) => {
      const ats = LINES.range(cells, [outbox], { limit }).map(({ cell: [at] }) => at);
      const buried = BURIED.range(cells, [outbox], { limit }).length;
      return { waiting: ats.length, oldestAt: ats.length === 0 ? undefined : Math.min(...ats), buried };
    });
  }
}
