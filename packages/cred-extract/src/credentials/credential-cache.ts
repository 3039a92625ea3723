import { LRUCache } from 'lru-cache';
import type { AwsCredentials } from '../account.ts';

/** Past this point a session is renewed while the calls that use it go on. Above the AWS SDK's own 5 minutes, so that its refresh never waits. */
const REFRESH_AHEAD_MS = 10 * 60_000;

/** Between two attempts to renew a session that is still good. */
const RETRY_AFTER_MS = 15_000;

/** A session with less than this left is not handed out any more. */
const MINIMUM_LIFE_MS = 60_000;

/** Enough for every account of a large organization in use at once; an entry is under 1 kB. */
const DEFAULT_MAX_SESSIONS = 1_000;

interface Entry {
  credentials?: AwsCredentials;
  /** Renewal starts here; halfway for sessions too short for the usual lead. */
  refreshAt?: number;
  pending?: Promise<AwsCredentials>;
}

export interface CredentialCacheOptions {
  /** Sessions kept at most; the least recently used goes first. Default 1000. */
  readonly max?: number;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** Live credentials by session key: one request per session however many calls wait for it, renewed ahead of expiry. */
export class CredentialCache {
  readonly #entries: LRUCache<string, Entry>;
  readonly #now: () => number;

  constructor(options: CredentialCacheOptions = {}) {
    this.#entries = new LRUCache({ max: options.max ?? DEFAULT_MAX_SESSIONS });
    this.#now = options.now ?? Date.now;
  }

  /** The session's credentials, from the cache or from `load`. A failed load is not cached. */
  async get(key: string, load: () => Promise<AwsCredentials>): Promise<AwsCredentials> {
    const entry = this.#entry(key);
    if (!this.#isUsable(entry.credentials)) return this.#load(entry, load);
    if (entry.refreshAt !== undefined && this.#now() >= entry.refreshAt) {
      // In the background, and a failure is no failure while the session lives.
      this.#load(entry, load).catch(() => {
        entry.refreshAt = this.#now() + RETRY_AFTER_MS;
      });
    }
    return entry.credentials;
  }

  /** Credentials already here and still good, without waiting. */
  peek(key: string): AwsCredentials | undefined {
    const credentials = this.#entries.get(key)?.credentials;
    return this.#isUsable(credentials) ? credentials : undefined;
  }

  clear(): void {
    this.#entries.clear();
  }

  #entry(key: string): Entry {
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = {};
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #isUsable(credentials: AwsCredentials | undefined): credentials is AwsCredentials {
    if (!credentials) return false;
    return !credentials.expiration || credentials.expiration.getTime() - this.#now() > MINIMUM_LIFE_MS;
  }

  #load(entry: Entry, load: () => Promise<AwsCredentials>): Promise<AwsCredentials> {
    entry.pending ??= load()
      .then((credentials) => this.#store(entry, credentials))
      .finally(() => {
        delete entry.pending;
      });
    return entry.pending;
  }

  #store(entry: Entry, credentials: AwsCredentials): AwsCredentials {
    entry.credentials = credentials;
    delete entry.refreshAt;
    if (credentials.expiration) {
      const expiresAt = credentials.expiration.getTime();
      const life = expiresAt - this.#now();
      entry.refreshAt = expiresAt - Math.min(REFRESH_AHEAD_MS, life / 2);
    }
    return credentials;
  }
}
