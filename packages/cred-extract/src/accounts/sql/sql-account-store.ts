import { randomUUID } from 'node:crypto';
import type { AccountRecord, AccountSource, AccountTarget } from '../../account.ts';
import { isCredentialExtractionError } from '../../errors.ts';
import { createKeyring } from '../../secrets/keyring.ts';
import { type DatabaseLocation, parseDatabaseUrl } from '../database-url.ts';
import { checkNewAccount, type NewAccount } from '../new-account.ts';
import { type AccountRow, problemOf, toAccountRecord } from './account-row.ts';
import { fromDriverError } from './driver-error.ts';
import { type LazyDatabase, lazyDatabase } from './lazy-database.ts';
import { migrateToLatest } from './migrate.ts';
import type { AccountDatabase } from './schema.ts';

export interface AccountStoreOptions {
  /** Default: `DATABASE_URL` of `env`, else the embedded SQLite file. */
  readonly databaseUrl?: string;
  /** Needed only to put an `aksk` account. Default: `ENCRYPTION_KEY` of `env`. */
  readonly encryptionKey?: string;
  /** Default `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
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

async function findAccounts(database: LazyDatabase, target: AccountTarget): Promise<readonly AccountRecord[]> {
  const opened = await database.existing();
  if (!opened) return [];
  const query = selectAccounts(opened);
  const found =
    target.kind === 'alias'
      ? query.where('a.alias', '=', target.alias)
      : query.where('a.account_id', '=', target.accountId);
  return (await found.execute()).map(toAccountRecord);
}

async function listAccounts(database: LazyDatabase): Promise<readonly AccountRecord[]> {
  const opened = await database.existing();
  if (!opened) return [];
  const rows: AccountRow[] = await selectAccounts(opened).orderBy('a.account_id').execute();
  return rows.filter((row) => problemOf(row) === undefined).map(toAccountRecord);
}

/** Every column there is, and no other by name: a database of the Python system lacks some. */
function selectAccounts({ kysely }: AccountDatabase) {
  return kysely
    .selectFrom('aws_accounts as a')
    .leftJoin('organizations as o', 'o.id', 'a.org_id')
    .selectAll('a')
    .select('o.external_id as organization_external_id');
}

async function putAccount(
  location: DatabaseLocation,
  database: LazyDatabase,
  account: NewAccount,
  encrypt: (secret: string) => string,
): Promise<void> {
  checkNewAccount(account);
  const secret = account.secret_access_key;
  const encrypted = secret ? encrypt(secret) : null;
  const opened = await databaseToWrite(location, database);
  const columns = writtenColumns(account, encrypted, opened);
  await opened.kysely
    .insertInto('aws_accounts')
    .values({ id: randomUUID(), account_id: account.account_id, ...columns })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(columns))
    .execute();
}

/** The embedded database has nobody to run `migrate()` on it, so that the first account put brings the tables. */
async function databaseToWrite(location: DatabaseLocation, database: LazyDatabase): Promise<AccountDatabase> {
  const existing = await database.existing();
  if (existing && (location.kind === 'postgres' || location.required)) return existing;
  const created = await database.created();
  await migrateToLatest(created);
  return created;
}

function writtenColumns(account: NewAccount, encrypted: string | null, { dialect }: AccountDatabase) {
  const enabled = account.enabled ?? true;
  return {
    alias: account.alias ?? null,
    auth_type: account.auth_type,
    access_key_id: account.access_key_id ?? null,
    secret_access_key_encrypted: encrypted,
    role_arn: account.role_arn ?? null,
    external_id: account.external_id ?? null,
    region: account.region ?? null,
    session_duration: account.session_duration ?? null,
    environment: account.environment ?? null,
    tags: account.tags ? JSON.stringify(account.tags) : null,
    enabled: dialect === 'sqlite' ? Number(enabled) : enabled,
  };
}

async function removeAccount(database: LazyDatabase, accountId: string): Promise<boolean> {
  const opened = await database.existing();
  if (!opened) return false;
  const { numDeletedRows } = await opened.kysely
    .deleteFrom('aws_accounts')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
