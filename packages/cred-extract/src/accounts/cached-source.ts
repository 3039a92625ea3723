import { LRUCache } from 'lru-cache';
import type { AccountRecord, AccountSource, AccountTarget } from '../account.ts';

export const DEFAULT_RECORD_TTL_MS = 30_000;

export interface AccountCacheOptions {
  /** How long a record is believed, in milliseconds; a disabled account stops within it. Default 30000; at least 1. */
  readonly ttlMs?: number;
  /** How many targets are kept. Default 10000. */
  readonly max?: number;
}

export interface CachedAccountSource extends AccountSource {
  /** Forgets everything; searches under way are answered and not kept. */
  clear(): void;
}

/** Milliseconds. A model that guesses names must not flood the database, and a new account must be seen at once. */
const MISS_TTL_MS = 2_000;

/** Asks `source` once per target and `ttlMs`, however many calls want it at the same time. Failures are not kept. */
export function cacheAccounts(source: AccountSource, options: AccountCacheOptions = {}): CachedAccountSource {
  const { ttlMs = DEFAULT_RECORD_TTL_MS, max = 10_000 } = options;
  // To lru-cache, 0 means for ever.
  const ttl = Math.max(1, ttlMs);
  const cache = new LRUCache<string, Promise<readonly AccountRecord[]>>({
    max,
    ttl,
    // A timer for each burst of calls, which is how lru-cache remembers the time, costs more than asking for the time.
    ttlResolution: 0,
  });

  function find(target: AccountTarget): Promise<readonly AccountRecord[]> {
    const key = cacheKey(target);
    const known = cache.get(key);
    if (known) return known;
    const search = source.find(target);
    cache.set(key, search);
    search.then(
      (records) => {
        if (records.length > 0 || !isCurrent(key, search)) return;
        cache.set(key, search, { ttl: Math.min(ttl, MISS_TTL_MS) });
      },
      () => {
        if (isCurrent(key, search)) cache.delete(key);
      },
    );
    return search;
  }

  /** By the time a search ends, `clear` or eviction may have made room for a newer one. */
  function isCurrent(key: string, search: Promise<unknown>): boolean {
    return cache.peek(key) === search;
  }

  return { find, clear: () => cache.clear(), close: async () => source.close?.() };
}

function cacheKey(target: AccountTarget): string {
  return target.kind === 'alias' ? `alias:${target.alias}` : target.accountId;
}
