import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.js';
import { ConfigError } from './config.js';
import { KEY_BYTES, keyInFile, Seal } from './seal.js';
import { openLmdbStore, openMemoryStore, RedisStore, type Store } from './store/index.js';

const REDIS = /^rediss?:\/\//;

export interface SealedStoreOptions {
  /** A folder, or the address of a Redis; empty: memory. */
  readonly store: string;
  /** 32 bytes in base64; empty: a file beside the folder. */
  readonly sealKey: string;
  /** Whose it is: the group of settings, and what its keys in a Redis begin with. */
  readonly name: string;
  readonly clock: Clock;
}

export interface SealedStore {
  readonly store: Store;
  readonly seal: Seal;
}

/**
 * A place for what has to outlive the process, and what it is sealed with.
 * @throws ConfigError, Error when the store cannot be opened
 */
export async function openSealedStore({ store, sealKey, name, clock }: SealedStoreOptions): Promise<SealedStore> {
  const now = () => clock.now();
  const given = sealKey === '' ? undefined : Buffer.from(sealKey, 'base64');
  if (store === '') return { store: openMemoryStore(now), seal: new Seal(given ?? randomBytes(KEY_BYTES)) };
  if (!REDIS.test(store)) {
    // The folder first: the key lies beside it.
    const opened = await openLmdbStore(store, now);
    return { store: opened, seal: new Seal(given ?? keyInFile(`${store.replace(/\/+$/, '')}.key`)) };
  }
  if (given === undefined) {
    throw new ConfigError([`Setting /${name}/sealKey is needed with Redis: all instances have to have the same.`]);
  }
  return { store: await RedisStore.open({ url: store, name, now }), seal: new Seal(given) };
}
