import { DeError } from '../errors.js';

/** Things by their keys, and not more of them than may be. */
export class Shelf<T> {
  readonly #things = new Map<string, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    return this.#things.get(key);
  }

  /** @throws DeError `full` */
  put(key: string, thing: T): T {
    if (!this.#things.has(key) && this.#things.size >= this.#most) throw DeError.of('full');
    this.#things.set(key, thing);
    return thing;
  }

  delete(key: string): boolean {
    return this.#things.delete(key);
  }

  clear(): void {
    this.#things.clear();
  }

  get entries(): readonly (readonly [key: string, thing: T])[] {
    return [...this.#things];
  }

  /** Puts these in the place of all that is there. */
  fill(entries: readonly (readonly [key: string, thing: T])[]): void {
    this.#things.clear();
    for (const [key, thing] of entries) this.#things.set(key, thing);
  }

  get all(): readonly T[] {
    return [...this.#things.values()];
  }
}
