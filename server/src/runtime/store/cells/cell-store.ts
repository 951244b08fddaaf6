import { checkCommit, STORE_LIMITS, type StoreLimits } from '../limits.js';
import type { Deadlines, Leases, Logs, Outboxes, Records, Store } from '../store.js';
import type { Write } from '../writes.js';
import type { Cells } from './cells.js';
import { CellDeadlines, SCHEDULE, UNSCHEDULE } from './deadlines.js';
import { CellLeases, FENCE } from './leases.js';
import { APPEND, CellLogs } from './logs.js';
import { ACKNOWLEDGE, BURY, DISCARD, ENQUEUE, RETRY } from './outbox-writes.js';
import { CellOutboxes } from './outboxes.js';
import { CellRecords, PUT, REMOVE } from './records.js';
import type { Scene, WriteRule, WriteRules } from './write-rule.js';

const RULES: WriteRules = {
  append: APPEND,
  put: PUT,
  remove: REMOVE,
  fence: FENCE,
  schedule: SCHEDULE,
  unschedule: UNSCHEDULE,
  enqueue: ENQUEUE,
  acknowledge: ACKNOWLEDGE,
  retry: RETRY,
  bury: BURY,
  discard: DISCARD,
};

/** A store on one machine, over cells in memory or on the disk. */
export class CellStore implements Store {
  readonly logs: Logs;
  readonly records: Records;
  readonly leases: Leases;
  readonly deadlines: Deadlines;
  readonly outboxes: Outboxes;
  readonly #cells: Cells;
  readonly #limits: StoreLimits;
  readonly #now: () => number;

  /** @param now of the clock, in milliseconds since 1970 */
  constructor(cells: Cells, now: () => number, limits: StoreLimits = STORE_LIMITS) {
    this.#cells = cells;
    this.#limits = limits;
    this.#now = now;
    this.logs = new CellLogs(cells, limits);
    this.records = new CellRecords(cells, limits);
    this.leases = new CellLeases(cells, limits, now);
    this.deadlines = new CellDeadlines(cells, limits, now);
    this.outboxes = new CellOutboxes(cells, limits, now);
  }

  async commit(...writes: readonly Write[]): Promise<readonly number[]> {
    checkCommit(writes, this.#limits);
    return this.#cells.write((cells) => {
      const scene = { cells, now: this.#now() };
      for (const write of writes) ruleOf(write).check?.(scene, write);
      return writes.map((write) => apply(scene, write));
    });
  }

  close(): Promise<void> {
    return this.#cells.close();
  }
}

function ruleOf<W extends Write>(write: W): WriteRule<W> {
  return RULES[write.kind] as unknown as WriteRule<W>;
}

function apply(scene: Scene, write: Write): number {
  return ruleOf(write).apply(scene, write);
}
