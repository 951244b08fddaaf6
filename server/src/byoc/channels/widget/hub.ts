import type { Clock, Timer } from '../../../runtime/clock.js';

/** Somebody who wants to know when something was kept for a person. */
export interface Listener {
  wake(): void;
  /** Another browser needs the place. */
  drop(): void;
}

export interface HubOptions {
  /** The network's time. */
  readonly clock: Clock;
  /** How often to look for what others have kept; 0: there are no others. */
  readonly sharedMs: number;
}

const MAX_EACH = 8;

/** The sockets of this instance, by person. */
export class Hub {
  readonly #options: HubOptions;
  readonly #byPerson = new Map<string, Set<Listener>>();
  #timer: Timer | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  /** @returns how it ends, which says whether that was the person's last */
  join(key: string, listener: Listener): () => boolean {
    const all = this.#byPerson.get(key) ?? new Set();
    this.#byPerson.set(key, all.add(listener));
    const [oldest] = all;
    if (all.size > MAX_EACH) oldest?.drop();
    this.#lookOut();
    return () => {
      all.delete(listener);
      if (all.size === 0 && this.#byPerson.get(key) === all) this.#byPerson.delete(key);
      return !this.#byPerson.has(key);
    };
  }

  has(key: string): boolean {
    return this.#byPerson.has(key);
  }

  wake(key: string): void {
    for (const listener of this.#byPerson.get(key) ?? []) listener.wake();
  }

  close(): void {
    this.#timer?.cancel();
  }

  /** What another instance keeps, nobody tells this one. */
  #lookOut(): void {
    const { clock, sharedMs } = this.#options;
    if (sharedMs === 0 || this.#timer !== undefined) return;
    this.#timer = clock.setTimer('byoc widget news', sharedMs, () => {
      this.#timer = undefined;
      for (const key of this.#byPerson.keys()) this.wake(key);
      if (this.#byPerson.size > 0) this.#lookOut();
    });
  }
}
