import type { Clock, Timer } from '../../runtime/clock.js';
import type { ByocBrand, ByocField } from '../../runtime/config-byoc.js';
import type { ByocLog } from '../outbox-worker.js';
import type { DeClient } from './de-client.js';
import { DeError } from './de-error.js';

export interface CustomerFieldsOptions {
  readonly brands: readonly ByocBrand[];
  /** By brand. */
  readonly clients: ReadonlyMap<number, DeClient>;
  readonly clock: Clock;
  readonly log: ByocLog;
  /** After CXone could not be reached. */
  readonly againMs: number;
}

/** Sees to it, once after the start, that CXone knows the fields of customers. What it knows already is left alone. */
export class CustomerFields {
  readonly #options: CustomerFieldsOptions;
  readonly #timers = new Map<number, Timer>();
  readonly #working = new Set<Promise<void>>();
  #isClosed = false;

  constructor(options: CustomerFieldsOptions) {
    this.#options = options;
  }

  start(): void {
    for (const { id, customerFields = [] } of this.#options.brands)
      if (customerFields.length > 0) this.#begin(id, customerFields);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) timer.cancel();
    await Promise.all(this.#working);
  }

  #begin(brand: number, fields: readonly ByocField[]): void {
    const working = this.#define(brand, fields)
      .catch((error: unknown) => this.#failed(brand, fields, error))
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  async #define(brand: number, fields: readonly ByocField[]): Promise<void> {
    const client = this.#options.clients.get(brand);
    if (client === undefined) return;
    const known = await client.customerFields();
    for (const field of fields) {
      const before = known.find(({ ident }) => ident === field.ident);
      if (before === undefined || !isSame(field, before)) await client.defineCustomerField(field);
    }
  }

  #failed(brand: number, fields: readonly ByocField[], error: unknown): void {
    const { againMs, clock, log } = this.#options;
    const details = error instanceof DeError ? error.details : { err: error };
    log.warn({ brand, ...details }, 'fields of customers cannot be defined');
    const mayPass = error instanceof DeError && error.kind === 'again';
    if (this.#isClosed || !mayPass) return;
    this.#timers.set(
      brand,
      clock.setTimer('byoc fields', againMs, () => this.#begin(brand, fields)),
    );
  }
}

/** What was not said may be as it is. */
function isSame(field: ByocField, known: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(field).every(([name, value]) => JSON.stringify(known[name]) === JSON.stringify(value));
}
