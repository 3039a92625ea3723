import type { AccountRecord, AccountSource } from '../../account.ts';
import type { Environment } from '../../environment.ts';
import { isCredentialExtractionError } from '../../errors.ts';
import { createKeyring } from '../../secrets/keyring.ts';
import { parseDatabaseUrl } from '../database-url.ts';
import type { NewAccount } from '../new-account.ts';
import { fromDriverError } from './driver-error.ts';
import { lazyDatabase } from './lazy-database.ts';
import { migrateToLatest } from './migrate.ts';
import { findAccounts, listAccounts } from './read-accounts.ts';
import { putAccount, removeAccount } from './write-accounts.ts';

export interface AccountStoreOptions {
  /** Default: `DATABASE_URL` of `env`, else the embedded SQLite file. */
  readonly databaseUrl?: string;
  /** Needed only to put an `aksk` account. Default: `ENCRYPTION_KEY` of `env`. */
  readonly encryptionKey?: string;
  /** Default `process.env`. */
  readonly env?: Environment;
}

/** The account tables in PostgreSQL or SQLite. Every method throws DatabaseConnectionError or ConfigurationError. */
export interface AccountStore extends AccountSource {
  /** Creates what is missing, in a database of the Python system too. The names of the migrations applied. */
  migrate(): Promise<readonly string[]>;
  /** Registers an account, or replaces the one with this account ID; its organization stays. */
  put(account: NewAccount): Promise<void>;
  /** In order of account ID. Leaves out rows that cannot be used; `find` says why. */
  list(): Promise<readonly AccountRecord[]>;
  /** Whether there was such an account. */
  remove(accountId: string): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Opens nothing yet: the driver loads and connects with the first call.
 *
 * @throws ConfigurationError when `DATABASE_URL` cannot be understood.
 */
export function openAccountStore(options: AccountStoreOptions = {}): AccountStore {
  const env = options.env ?? process.env;
  const location = parseDatabaseUrl(options.databaseUrl ?? env.DATABASE_URL, env);
  const database = lazyDatabase(location);
  const encrypt = (secret: string) => createKeyring(options.encryptionKey ?? env.ENCRYPTION_KEY).encrypt(secret);

  return {
    find: (target) => orTypedError(() => findAccounts(database, target)),
    list: () => orTypedError(() => listAccounts(database)),
    migrate: () => orTypedError(async () => migrateToLatest(await database.created())),
    put: (account) => orTypedError(() => putAccount(location, database, account, encrypt)),
    remove: (accountId) => orTypedError(() => removeAccount(database, accountId)),
    close: () => database.close(),
  };
}

async function orTypedError<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw isCredentialExtractionError(error) ? error : fromDriverError(error);
  }
}
