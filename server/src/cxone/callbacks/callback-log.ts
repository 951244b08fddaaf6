/** One request to a middleware, and its answer. Never with what proves anything. */
export interface CallbackEntry {
  /** Counts from 1; a reset does not start it again. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly integrationId: string;
  readonly kind: string;
  readonly path: string;
  readonly attempt: number;
  /** Absent: no answer came. */
  readonly status?: number;
  readonly latencyMs: number;
  /** Above what NICE asks of a middleware. */
  readonly slow: boolean;
  readonly request: unknown;
  readonly answer?: unknown;
  /** Why there is no answer. */
  readonly failure?: string;
}

const CAPACITY = 1000;

/** The newest calls to middlewares. */
export class CallbackLog {
  readonly #entries: CallbackEntry[] = [];
  #count = 0;

  add(entry: Omit<CallbackEntry, 'n'>): CallbackEntry {
    this.#count += 1;
    const numbered = { n: this.#count, ...entry };
    this.#entries.push(numbered);
    if (this.#entries.length > CAPACITY) this.#entries.shift();
    return numbered;
  }

  after(after: number, limit: number): readonly CallbackEntry[] {
    return this.#entries.filter(({ n }) => n > after).slice(0, limit);
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
