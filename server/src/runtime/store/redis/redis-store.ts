import { Redis } from 'ioredis';
import { CodedError } from '../../coded-error.js';
import { checkCommit, STORE_LIMITS, type StoreLimits } from '../limits.js';
import type { Deadlines, Leases, Logs, Outboxes, Records, Store } from '../store.js';
import type { Write } from '../writes.js';
import { commitArguments, commitNumbers } from './commit.js';
import { redisDeadlines, redisLeases, redisLogs, redisOutboxes, redisRecords } from './parts.js';
import { list } from './replies.js';
import { ScriptRunner } from './script-runner.js';
import { COMMIT } from './scripts.js';

export interface RedisStoreOptions {
  /** `redis://` or `rediss://`, with user and password where there are some. */
  readonly url: string;
  /** What tells the keys of this store from those of others on the same Redis. */
  readonly name: string;
  /**
   * Of the clock, in milliseconds since 1970. The clocks of all machines have to agree roughly: leases and turns go by
   * them. Fences do not.
   */
  readonly now: () => number;
  readonly limits?: StoreLimits;
  /** Milliseconds for a command; what has no answer by then is `store-unavailable`. */
  readonly commandMs?: number;
  /** The operator answers for Redis being durable: for a Redis that does not tell its settings. */
  readonly durabilityIsKnown?: boolean;
  /** Hears of connections that broke or could not be made; they are made again by themselves. */
  readonly onTrouble?: (error: Error) => void;
}

/** What Redis has to be set to, and what would happen otherwise. */
const SETTINGS: readonly { name: string; value: string; why: string }[] = [
  { name: 'appendonly', value: 'yes', why: 'a restart would lose everything since the last snapshot' },
  { name: 'appendfsync', value: 'always', why: 'a power cut would lose what was answered already' },
  { name: 'maxmemory-policy', value: 'noeviction', why: 'Redis would throw records away when its memory is full' },
];

/** A store that several machines share, on Redis 7 or Valkey 8. */
export class RedisStore implements Store {
  readonly logs: Logs;
  readonly records: Records;
  readonly leases: Leases;
  readonly deadlines: Deadlines;
  readonly outboxes: Outboxes;
  readonly #redis: Redis;
  readonly #runner: ScriptRunner;
  readonly #limits: StoreLimits;

  private constructor(redis: Redis, { name, now, limits = STORE_LIMITS }: RedisStoreOptions) {
    this.#redis = redis;
    this.#limits = limits;
    this.#runner = new ScriptRunner(redis, `{${name}}:`, now);
    this.logs = redisLogs(this.#runner, limits);
    this.records = redisRecords(this.#runner, limits);
    this.leases = redisLeases(this.#runner, limits);
    this.deadlines = redisDeadlines(this.#runner, limits);
    this.outboxes = redisOutboxes(this.#runner, limits);
  }

  /**
   * @throws CodedError `store-unavailable` when Redis cannot be reached
   * @throws Error with a sentence for each setting by which Redis would not be durable
   */
  static async open(options: RedisStoreOptions): Promise<RedisStore> {
    const redis = new Redis(options.url, {
      lazyConnect: true,
      protocol: 2,
      commandTimeout: options.commandMs ?? 5000,
      // A command whose answer was lost may have been done: sent again by itself, it would be done twice.
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
    });
    redis.on('error', (error: Error) => options.onTrouble?.(error));
    try {
      await redis.connect();
      if (options.durabilityIsKnown !== true) await checkSettings(redis);
      return new RedisStore(redis, options);
    } catch (error) {
      redis.disconnect();
      if (error instanceof SettingsError) throw error;
      throw new CodedError('store-unavailable', { details: (error as Error).message });
    }
  }

  async commit(...writes: readonly Write[]): Promise<readonly number[]> {
    checkCommit(writes, this.#limits);
    return commitNumbers(await this.#runner.run(COMMIT, ...commitArguments(writes)));
  }

  async close(): Promise<void> {
    // Without a connection there is nothing that could be waited for.
    if (this.#redis.status === 'ready') await this.#redis.quit();
    else this.#redis.disconnect();
  }
}

class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
  }
}

async function checkSettings(redis: Redis): Promise<void> {
  const problems: string[] = [];
  for (const { name, value, why } of SETTINGS) {
    const [, found] = list(await redis.config('GET', name));
    if (found !== value) problems.push(`Redis has ${name} ${String(found)}; set it to ${value}, or ${why}.`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
}
