import type { Clock, Timer } from '../runtime/clock.js';
import type { ThreadView } from './core/inputs.js';
import type { ByocRules } from './core/rules.js';
import { DeError } from './de/de-error.js';
import type { DeClient } from './de/de-client.js';

/** Which thread, and the number of its case where that is known. */
export interface Viewed {
  readonly brand: number;
  readonly channel: string;
  readonly thread: string;
  readonly contact: string;
}

interface Seen {
  readonly at: number;
  readonly view: ThreadView;
}

const MAX_SEEN = 10_000;

/** What CXone says of threads, asked no more often than needed. */
export class ThreadViews {
  readonly #clients: ReadonlyMap<number, DeClient>;
  readonly #rules: ByocRules;
  readonly #clock: Clock;
  readonly #seen = new Map<string, Seen>();
  readonly #asking = new Map<string, Promise<ThreadView>>();

  constructor(clients: ReadonlyMap<number, DeClient>, rules: ByocRules, clock: Clock) {
    this.#clients = clients;
    this.#rules = rules;
    this.#clock = clock;
  }

  /**
   * For a customer who waits for the answer.
   * @returns `undefined` when CXone does not say in time, and has not lately
   */
  async soon(viewed: Viewed): Promise<ThreadView | undefined> {
    const { cachedMs, lookMs, lookWaitMs } = this.#rules;
    const seen = this.#seenWithin(viewed, lookMs);
    if (seen !== undefined) return seen;
    let timer: Timer | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = this.#clock.setTimer('byoc look', lookWaitMs, () => resolve(undefined));
    });
    try {
      const asked = this.#ask(viewed).catch((error: unknown) => {
        if (error instanceof DeError) return undefined;
        throw error;
      });
      return (await Promise.race([asked, late])) ?? this.#seenWithin(viewed, cachedMs);
    } finally {
      timer?.cancel();
    }
  }

  /** @throws DeError */
  async fresh(viewed: Viewed): Promise<ThreadView> {
    return this.#seenWithin(viewed, this.#rules.lookMs) ?? this.#ask(viewed);
  }

  /** Somebody else has looked. */
  note(viewed: Viewed, view: ThreadView): void {
    const key = keyOf(viewed);
    this.#seen.delete(key);
    this.#seen.set(key, { at: this.#clock.now(), view });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MAX_SEEN && oldest !== undefined) this.#seen.delete(oldest);
  }

  #seenWithin(viewed: Viewed, ms: number): ThreadView | undefined {
    const seen = this.#seen.get(keyOf(viewed));
    return seen !== undefined && this.#clock.now() - seen.at < ms ? seen.view : undefined;
  }

  #ask(viewed: Viewed): Promise<ThreadView> {
    const key = keyOf(viewed);
    const known = this.#asking.get(key);
    if (known !== undefined) return known;
    const asking = this.#look(viewed).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  async #look(viewed: Viewed): Promise<ThreadView> {
    const { brand, channel, thread, contact } = viewed;
    const client = this.#clients.get(brand);
    if (client === undefined) throw new DeError('again', { code: 'brand.unknown' });
    const [{ canAddMoreMessages }, status] = await Promise.all([
      client.thread(channel, thread),
      contact === '' ? '' : client.contact(contact).then((found) => found.status),
    ]);
    const view = { canAddMoreMessages, status };
    this.note(viewed, view);
    return view;
  }
}

function keyOf({ channel, thread }: Viewed): string {
  return `${channel} ${thread}`;
}
