import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { CodedError } from '../../coded-error.js';

export type Argument = string | number;

/** Runs the scripts of one store. */
export class ScriptRunner {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #now: () => number;
  readonly #hashes = new Map<string, string>();

  constructor(redis: Redis, prefix: string, now: () => number) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#now = now;
  }

  now(): number {
    return this.#now();
  }

  /** @throws CodedError `store-unavailable` */
  async run(script: string, ...args: readonly Argument[]): Promise<unknown> {
    const all = [this.#prefix, this.now(), ...args];
    try {
      return await this.#redis.evalsha(this.#hashOf(script), 1, ...all).catch((error: unknown) => {
        // Redis forgets scripts when it starts. Then it has done nothing, so this is no second time.
        if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
        return this.#redis.eval(script, 1, ...all);
      });
    } catch (error) {
      throw new CodedError('store-unavailable', { details: (error as Error).message });
    }
  }

  #hashOf(script: string): string {
    const known = this.#hashes.get(script);
    if (known !== undefined) return known;
    const hash = createHash('sha1').update(script).digest('hex');
    this.#hashes.set(script, hash);
    return hash;
  }
}
