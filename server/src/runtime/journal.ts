import { CodedError } from './coded-error.js';

/** Between whom something crossed. */
export const SEAMS = [
  'aex',
  'bot',
  'chat',
  'control',
  'cxone',
  'desktop',
  'genesys-cloud',
  'switch',
  'tlib',
  'workspace',
] as const;
export type Seam = (typeof SEAMS)[number];

export interface JournalEntry {
  /** Counts from 1; a reset does not start it again. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly seam: Seam;
  /** `in`: towards us. `out`: from us. Seen from the named seam. */
  readonly direction: 'in' | 'out';
  /** The command, request, event or frame. */
  readonly name: string;
  /** Who it is about: an agent, a DN, a client. */
  readonly who: string | undefined;
  readonly payload: unknown;
}

/**
 * Does what was asked, and tells how it was answered: `Success`, or the code of the refusal, which goes on to the caller.
 * @param tell records the answer
 */
export function answerTold<Answer>(
  tell: (name: string, payload: object) => void,
  asked: string,
  act: () => Answer,
): Answer {
  try {
    const answer = act();
    tell('Success', { accepts: asked });
    return answer;
  } catch (error) {
    if (error instanceof CodedError) tell(error.code, { refuses: asked });
    throw error;
  }
}

/**
 * Everything that crossed a seam, in order; the newest `capacity` entries, and none at all with a capacity of 0.
 * Payloads are kept by reference, so only what never changes may be given, and secrets have to be left out by whoever
 * gives it.
 */
export class Journal {
  readonly #now: () => number;
  readonly #capacity: number;
  // Columns instead of objects: many entries are made for each call, and none of them is garbage later.
  readonly #times: Float64Array;
  readonly #seams: Seam[] = [];
  readonly #directions: ('in' | 'out')[] = [];
  readonly #names: string[] = [];
  readonly #whos: (string | undefined)[] = [];
  readonly #payloads: unknown[] = [];
  #count = 0;
  #oldest = 1;

  constructor(now: () => number, capacity: number) {
    this.#now = now;
    this.#capacity = capacity;
    this.#times = new Float64Array(capacity);
  }

  record(seam: Seam, direction: 'in' | 'out', name: string, who?: string, payload?: unknown): void {
    if (this.#capacity === 0) return;
    const slot = this.#count % this.#capacity;
    this.#count += 1;
    this.#times[slot] = this.#now();
    this.#seams[slot] = seam;
    this.#directions[slot] = direction;
    this.#names[slot] = name;
    this.#whos[slot] = who;
    this.#payloads[slot] = payload;
    if (this.#count - this.#oldest >= this.#capacity) this.#oldest = this.#count - this.#capacity + 1;
  }

  /** At most `limit` entries with a number above `after`, oldest first. */
  after(after: number, limit: number): readonly JournalEntry[] {
    const first = Math.max(after + 1, this.#oldest);
    const last = Math.min(this.#count, first + limit - 1);
    const found: JournalEntry[] = [];
    for (let n = first; n <= last; n += 1) found.push(this.#entry(n));
    return found;
  }

  /** The number of the newest entry; 0 when there was none. */
  get newest(): number {
    return this.#count;
  }

  /** Forgets the entries, not the count. */
  clear(): void {
    this.#payloads.fill(undefined);
    this.#whos.fill(undefined);
    this.#oldest = this.#count + 1;
  }

  #entry(n: number): JournalEntry {
    const slot = (n - 1) % this.#capacity;
    return {
      n,
      time: this.#times[slot] ?? 0,
      seam: this.#seams[slot] ?? 'switch',
      direction: this.#directions[slot] ?? 'in',
      name: this.#names[slot] ?? '',
      who: this.#whos[slot],
      payload: this.#payloads[slot],
    };
  }
}
