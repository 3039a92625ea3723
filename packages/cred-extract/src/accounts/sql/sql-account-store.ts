import type { AccountRecord, AccountSource, AccountTarget } from '../../account.ts';
import type { Environment } from '../../environment.ts';
import { isCredentialExtractionError } from '../../errors.ts';
import { createKeyring } from '../../secrets/keyring.ts';
import { databaseLocation } from '../database-location.ts';
import type { NewAccount } from '../new-account.ts';
import { fromDriverError } from './driver-error.ts';
import { lazyDatabase } from './lazy-database.ts';
import { migrateToLatest } from './migrate.ts';
import { accountProblems, findAccounts, listAccounts } from './read-accounts.ts';
import { type RekeyOptions, type RekeyResult, rekeyAccounts } from './rekey.ts';
import { putAccounts, removeAccount, setAccountEnabled } from './write-accounts.ts';

export interface AccountStoreOptions {
  /** Default: what `env` describes (docs/secrets.md), else the embedded SQLite file. */
  readonly databaseUrl?: string;
  /** Needed only for `aksk` accounts. Several keys with commas between them, newest first. Default: as `env` says. */
  readonly encryptionKey?: string;
  /** Default `process.env`. */
  readonly env?: Environment;
}

/**
 * The account tables in PostgreSQL or SQLite. Every method throws DatabaseConnectionError or ConfigurationError; those that
 * encrypt throw CredentialDecryptionError too, `retryable`, when AWS cannot be asked for the key.
 */
export interface AccountStore extends AccountSource {
  /** Creates what is missing, in a database of the Python system too. The names of the migrations applied. */
  migrate(): Promise<readonly string[]>;
  /** Registers an account, or replaces the one with this account ID; its organization stays. */
  put(account: NewAccount): Promise<void>;
  /**
   * `put` for many. Nothing is written when one of them is wrong. A run that is killed has put the first of them, and put
   * again it completes.
   */
  putMany(accounts: readonly NewAccount[]): Promise<void>;
  /** In order of account ID. Leaves out rows that cannot be used; `problems` says why. */
  list(): Promise<readonly AccountRecord[]>;
  /** Whether the database can be reached, lets the server in and has its tables. */
  check(): Promise<void>;
  /** What is wrong with each row that cannot be used. */
  problems(): Promise<readonly string[]>;
  /** Whether there was such an account. Running servers follow within their `recordTtlMs`. */
  setEnabled(accountId: string, enabled: boolean): Promise<boolean>;
  /** Whether there was such an account. */
  remove(accountId: string): Promise<boolean>;
  /** Encrypts every stored secret with the newest key and in the chosen format. May be killed, and run again. */
  rekey(options?: RekeyOptions): Promise<RekeyResult>;
  close(): Promise<void>;
}

/**
 * Opens nothing yet: the driver loads and connects with the first call.
 *
 * @throws ConfigurationError when the settings of database or keys cannot be understood, or contradict one another.
 */
export function openAccountStore(options: AccountStoreOptions = {}): AccountStore {
  const env = options.env ?? process.env;
  const location = databaseLocation(options.databaseUrl, env);
  const database = lazyDatabase(location, env);
  const keyring = createKeyring({ encryptionKey: options.encryptionKey, env });

  return {
    find: (target) => orTypedError(() => findAccounts(database, target)),
    list: () => orTypedError(() => listAccounts(database)),
    check: () => orTypedError(async () => void (await findAccounts(database, NO_ACCOUNT))),
    problems: () => orTypedError(() => accountProblems(database)),
    migrate: () => orTypedError(async () => migrateToLatest(await database.created())),
    put: (account) => orTypedError(() => putAccounts(location, database, [account], keyring)),
    putMany: (accounts) => orTypedError(() => putAccounts(location, database, accounts, keyring)),
    setEnabled: (accountId, enabled) => orTypedError(() => setAccountEnabled(database, accountId, enabled)),
    remove: (accountId) => orTypedError(() => removeAccount(database, accountId)),
    rekey: (rekeyOptions = {}) => orTypedError(() => rekeyAccounts(database, keyring, rekeyOptions)),
    close: () => database.close(),
  };
}

/** The query of every call, without a row to read. */
const NO_ACCOUNT: AccountTarget = { kind: 'account-id', accountId: '' };

async function orTypedError<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw isCredentialExtractionError(error) ? error : fromDriverError(error);
  }
}
