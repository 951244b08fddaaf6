import type { AexConfig } from '../runtime/config-aex.js';
import { ConfigError } from '../runtime/config.js';
import type { Clock } from '../runtime/clock.js';
import { openLmdbStore, openMemoryStore, RedisStore, type Store } from '../runtime/store/index.js';
import { randomBytes } from 'node:crypto';
import { BRIDGE_RULES, type BridgeRules } from './core/rules.js';
import { KEY_BYTES, keyInFile, Seal } from './seal.js';

/** @throws ConfigError with every problem found */
export function rulesOf({ rules }: AexConfig): BridgeRules {
  const known: Readonly<Record<string, unknown>> = { ...BRIDGE_RULES };
  const problems = Object.entries(rules).flatMap(([name, value]) => {
    if (!(name in known)) return [`Setting /aex/rules/${name} is not known.`];
    return typeof value === typeof known[name] ? [] : [`Setting /aex/rules/${name} must be ${typeof known[name]}.`];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...BRIDGE_RULES, ...(rules as Partial<BridgeRules>) };
}

/**
 * Nobody who is not on this machine may use the bridge without a key.
 * @throws ConfigError
 */
export function checkCallers({ callers }: AexConfig): void {
  const names = callers.map(({ name }) => name);
  const keys = callers.flatMap((caller) => caller.keys);
  const problems = [
    ...(new Set(names).size < names.length ? ['Setting /aex/callers has the same name twice.'] : []),
    ...(new Set(keys).size < keys.length ? ['Setting /aex/callers has the same key twice.'] : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
}

const REDIS = /^rediss?:\/\//;

/**
 * Where the chats are kept, and what they are sealed with.
 * @throws ConfigError, Error when the store cannot be opened
 */
export async function openBook({ store, sealKey }: AexConfig, clock: Clock): Promise<{ store: Store; seal: Seal }> {
  const now = () => clock.now();
  const given = sealKey === '' ? undefined : Buffer.from(sealKey, 'base64');
  if (store === '') return { store: openMemoryStore(now), seal: new Seal(given ?? randomBytes(KEY_BYTES)) };
  if (!REDIS.test(store)) {
    // The folder first: the key lies beside it.
    const opened = await openLmdbStore(store, now);
    return { store: opened, seal: new Seal(given ?? keyInFile(`${store.replace(/\/+$/, '')}.key`)) };
  }
  if (given === undefined) {
    throw new ConfigError(['Setting /aex/sealKey is needed with Redis: all instances have to have the same.']);
  }
  return { store: await RedisStore.open({ url: store, name: 'aex', now }), seal: new Seal(given) };
}
