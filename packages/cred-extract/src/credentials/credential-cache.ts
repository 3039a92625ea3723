import { LRUCache } from 'lru-cache';
import type { AwsCredentials } from '../account.ts';
import { isCredentialExtractionError } from '../errors.ts';
import { SharedWork } from './shared-work.ts';

/** Past this point a session is renewed while the calls that use it go on. Above the AWS SDK's own 5 minutes, so that its refresh never waits. */
const REFRESH_AHEAD_MS = 10 * 60_000;

/** Between two attempts to renew a session that is still good. */
const RETRY_AFTER_MS = 15_000;

/** A session with less than this left is not handed out any more. */
const MINIMUM_LIFE_MS = 60_000;

/** How long a refusal is believed: a model that tries again at once costs AWS nothing, a person who corrects a role waits seconds. */
const REFUSAL_MS = 5_000;

/** What AWS answers the same to until somebody changes something. */
const REFUSALS: ReadonlySet<string> = new Set(['ASSUME_ROLE_FAILED', 'CREDENTIALS_REJECTED', 'ACCOUNT_MISMATCH']);

/** Enough for hundreds of accounts in use by dozens of subjects at once; an entry is about 2 kB. */
const DEFAULT_MAX_SESSIONS = 10_000;

/** Secrets of an account that nobody uses have no business in memory. */
const IDLE_MS = 60 * 60_000;
const PURGE_EVERY_MS = 60_000;

interface Entry {
  credentials?: AwsCredentials;
  /** Renewal starts here; halfway for sessions too short for the usual lead. */
  refreshAt?: number;
  pending?: SharedWork<AwsCredentials>;
  refusal?: { readonly error: unknown; readonly until: number };
}

export interface CredentialCacheOptions {
  /** Sessions kept at most; the least recently used goes first. Default 10000. */
  readonly max?: number;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** Obtains credentials. The signal ends the wait when nobody wants them any more. */
export type LoadCredentials = (signal: AbortSignal) => Promise<AwsCredentials>;

/**
 * Live credentials by session key (`<account ID>:<digest>`): one request per session however many calls wait for it, renewed
 * ahead of expiry, and forgotten an hour after the last use.
 */
export class CredentialCache {
  readonly #entries: LRUCache<string, Entry>;
  readonly #now: () => number;
  #purgeAt = 0;

  constructor(options: CredentialCacheOptions = {}) {
    const now = options.now ?? (() => Date.now());
    this.#now = now;
    this.#entries = new LRUCache({
      max: options.max ?? DEFAULT_MAX_SESSIONS,
      ttl: IDLE_MS,
      updateAgeOnGet: true,
      ttlResolution: 0,
      perf: { now },
    });
  }

  /**
   * The session's credentials, from the cache or from `load`. AWS's refusals are repeated for 5 seconds; other failures are
   * not kept. `signal` ends the wait of this caller; the others go on, and `load` is cancelled when nobody is left.
   */
  async get(key: string, load: LoadCredentials, signal?: AbortSignal): Promise<AwsCredentials> {
    const entry = this.#entry(key);
    if (!this.#isUsable(entry.credentials)) return this.#loadNow(entry, load, signal);
    if (entry.refreshAt !== undefined && this.#now() >= entry.refreshAt) {
      // In the background, and a failure is no failure while the session lives.
      this.#work(entry, load)
        .join()
        .catch(() => {
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

  /** Until when `get` has nothing to do for the credentials in hand, in milliseconds since the epoch; undefined without any. */
  goodUntil(key: string): number | undefined {
    const entry = this.#entries.get(key);
    if (!this.#isUsable(entry?.credentials)) return undefined;
    const { expiration } = entry.credentials;
    const end = expiration ? expiration.getTime() - MINIMUM_LIFE_MS : Number.POSITIVE_INFINITY;
    return Math.min(entry.refreshAt ?? end, end);
  }

  /** Forgets every session, or those of one account. Requests under way are answered and not kept. */
  clear(accountId?: string): void {
    for (const key of [...this.#entries.keys()]) {
      if (accountId === undefined || key.startsWith(`${accountId}:`)) this.#entries.delete(key);
    }
  }

  #entry(key: string): Entry {
    this.#purge();
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = {};
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #purge(): void {
    if (this.#now() < this.#purgeAt) return;
    this.#purgeAt = this.#now() + PURGE_EVERY_MS;
    this.#entries.purgeStale();
  }

  #isUsable(credentials: AwsCredentials | undefined): credentials is AwsCredentials {
    if (!credentials) return false;
    return !credentials.expiration || credentials.expiration.getTime() - this.#now() > MINIMUM_LIFE_MS;
  }

  #loadNow(entry: Entry, load: LoadCredentials, signal: AbortSignal | undefined): Promise<AwsCredentials> {
    if (entry.refusal && this.#now() < entry.refusal.until) throw entry.refusal.error;
    return this.#work(entry, load).join(signal);
  }

  #work(entry: Entry, load: LoadCredentials): SharedWork<AwsCredentials> {
    if (entry.pending && !entry.pending.isAbandoned) return entry.pending;
    const work = new SharedWork(async (signal) => {
      try {
        return this.#store(entry, await load(signal));
      } catch (error) {
        if (isRefusal(error)) entry.refusal = { error, until: this.#now() + REFUSAL_MS };
        throw error;
      } finally {
        if (entry.pending === work) delete entry.pending;
      }
    });
    entry.pending = work;
    return work;
  }

  #store(entry: Entry, credentials: AwsCredentials): AwsCredentials {
    entry.credentials = credentials;
    delete entry.refreshAt;
    delete entry.refusal;
    if (credentials.expiration) {
      const expiresAt = credentials.expiration.getTime();
      const life = expiresAt - this.#now();
      entry.refreshAt = expiresAt - Math.min(REFRESH_AHEAD_MS, life / 2);
    }
    return credentials;
  }
}

function isRefusal(error: unknown): boolean {
  return isCredentialExtractionError(error) && !error.retryable && REFUSALS.has(error.code);
}
