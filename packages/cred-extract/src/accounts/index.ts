export { type AccountCacheOptions, type CachedAccountSource, cacheAccounts } from './cached-source.ts';
export { type DatabaseLocation, parseDatabaseUrl } from './database-url.ts';
export type { NewAccount } from './new-account.ts';
export { looksLikeAccountId, parseAccountTarget } from './parse-target.ts';
export { resolveAccount } from './resolve-account.ts';
export { type AccountStore, type AccountStoreOptions, openAccountStore } from './sql/sql-account-store.ts';
