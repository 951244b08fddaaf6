import { CodedError } from '../../coded-error.js';
import { checkName, checkNumber, type StoreLimits } from '../limits.js';
import type { Lease, Leases } from '../store.js';
import type { WriteOf } from '../writes.js';
import { type Cells, type CellTable, Shelf } from './cells.js';
import { nextNumber, type WriteRule } from './write-rule.js';

/** Key: the lease's name. A lease that was released has none. */
const LEASES = new Shelf<[token: number, expiresAt: number, holder: string]>('lease');

/** By token and not by time: as long as nobody took over, the owner does no harm by writing late. */
export const FENCE: WriteRule<WriteOf<'fence'>> = {
  check: ({ cells }, { lease, token }) => {
    if (!isHeld(cells, lease, token)) throw new CodedError('store-lease-lost', { details: lease });
  },
  apply: () => 0,
};

function isHeld(cells: CellTable, name: string, token: number): boolean {
  return LEASES.get(cells, name)?.[0] === token;
}

export class CellLeases implements Leases {
  readonly #cells: Cells;
  readonly #limits: StoreLimits;
  readonly #now: () => number;

  constructor(cells: Cells, limits: StoreLimits, now: () => number) {
    this.#cells = cells;
    this.#limits = limits;
    this.#now = now;
  }

  async acquire(name: string, holder: string, forMs: number): Promise<Lease | undefined> {
    checkName(name, this.#limits);
    checkName(holder, this.#limits);
    checkNumber(forMs);
    return this.#cells.write((cells) => {
      const now = this.#now();
      const [, until] = LEASES.get(cells, name) ?? [0, 0];
      if (until > now) return undefined;
      const token = nextNumber({ cells, now });
      LEASES.put(cells, [name], [token, now + forMs, holder]);
      return { name, holder, token, expiresAt: now + forMs };
    });
  }

  async renew({ name, token }: Lease, forMs: number): Promise<Lease | undefined> {
    checkName(name, this.#limits);
    checkNumber(forMs);
    return this.#cells.write((cells) => {
      const [current, , holder] = LEASES.get(cells, name) ?? [0, 0, ''];
      if (current !== token) return undefined;
      const expiresAt = this.#now() + forMs;
      LEASES.put(cells, [name], [token, expiresAt, holder]);
      return { name, holder, token, expiresAt };
    });
  }

  async release({ name, token }: Lease): Promise<void> {
    checkName(name, this.#limits);
    await this.#cells.write((cells) => {
      if (isHeld(cells, name, token)) LEASES.remove(cells, name);
    });
  }

  async holder(name: string): Promise<Lease | undefined> {
    checkName(name, this.#limits);
    const found = this.#cells.read((cells) => LEASES.get(cells, name));
    if (found === undefined || found[1] <= this.#now()) return undefined;
    const [token, expiresAt, holder] = found;
    return { name, holder, token, expiresAt };
  }
}
