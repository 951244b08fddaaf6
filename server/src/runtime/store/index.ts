export { STORE_LIMITS, type StoreLimits } from './limits.js';
export { openLmdbStore, openMemoryStore } from './local-stores.js';
export { RedisStore, type RedisStoreOptions } from './redis/redis-store.js';
export type * from './store.js';
export * from './writes.js';
