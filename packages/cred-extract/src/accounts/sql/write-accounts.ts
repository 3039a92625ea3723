import { randomUUID } from 'node:crypto';
import type { InsertObject } from 'kysely';
import { ConfigurationError } from '../../errors.ts';
import type { Keyring } from '../../secrets/keyring.ts';
import type { DatabaseLocation } from '../database-location.ts';
import { mapFewAtOnce } from '../few-at-once.ts';
import { checkNewAccount, type NewAccount } from '../new-account.ts';
import type { LazyDatabase } from './lazy-database.ts';
import { migrateToLatest } from './migrate.ts';
import type { AccountDatabase, AccountTables, SqlDialectName } from './schema.ts';

/** Rows of one statement: 13 values each, of which SQLite takes 32,766. */
const BATCH = 500;

/** What a put replaces in an account that exists: all but its ID and its organization. */
const REPLACED = [
  'alias',
  'auth_type',
  'access_key_id',
  'secret_access_key_encrypted',
  'role_arn',
  'external_id',
  'region',
  'session_duration',
  'environment',
  'tags',
  'enabled',
] as const;

/** In order, some hundred in each statement. Writes nothing when one of them is wrong or cannot be encrypted. */
export async function putAccounts(
  location: DatabaseLocation,
  database: LazyDatabase,
  accounts: readonly NewAccount[],
  keyring: Keyring,
): Promise<void> {
  for (const account of accounts) checkNewAccount(account);
  refuseRepeated(accounts);
  const secrets = await mapFewAtOnce(accounts, (account) => encryptedSecret(account, keyring));
  const { dialect, kysely } = await databaseToWrite(location, database);
  const rows = accounts.map((account, index) => toRow(account, secrets[index] ?? null, dialect));
  for (let start = 0; start < rows.length; start += BATCH) {
    await kysely
      .insertInto('aws_accounts')
      .values(rows.slice(start, start + BATCH))
      .onConflict((conflict) =>
        conflict
          .column('account_id')
          .doUpdateSet(({ ref }) => Object.fromEntries(REPLACED.map((column) => [column, ref(`excluded.${column}`)]))),
      )
      .execute();
  }
}

/** Which of the two would stay is nobody's guess to make. */
function refuseRepeated(accounts: readonly NewAccount[]): void {
  const seen = new Set<string>();
  for (const { account_id } of accounts) {
    if (seen.has(account_id)) throw new ConfigurationError(`AWS account ${account_id} is given more than once.`);
    seen.add(account_id);
  }
}

async function encryptedSecret(account: NewAccount, keyring: Keyring): Promise<string | null> {
  const secret = account.secret_access_key;
  return secret ? keyring.encrypt(secret, account.account_id) : null;
}

/** The embedded database has nobody to run `migrate()` on it, so that the first account put brings the tables. */
async function databaseToWrite(location: DatabaseLocation, database: LazyDatabase): Promise<AccountDatabase> {
  const existing = await database.existing();
  if (existing && (location.kind === 'postgres' || location.required)) return existing;
  const created = await database.created();
  await migrateToLatest(created);
  return created;
}

function toRow(
  account: NewAccount,
  encrypted: string | null,
  dialect: SqlDialectName,
): InsertObject<AccountTables, 'aws_accounts'> {
  return {
    id: randomUUID(),
    account_id: account.account_id,
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
    enabled: toBoolean(account.enabled ?? true, dialect),
  };
}

function toBoolean(value: boolean, dialect: SqlDialectName): boolean | number {
  return dialect === 'sqlite' ? Number(value) : value;
}

export async function setAccountEnabled(database: LazyDatabase, accountId: string, enabled: boolean): Promise<boolean> {
  const opened = await database.existing();
  if (!opened) return false;
  const { numUpdatedRows } = await opened.kysely
    .updateTable('aws_accounts')
    .set({ enabled: toBoolean(enabled, opened.dialect) })
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export async function removeAccount(database: LazyDatabase, accountId: string): Promise<boolean> {
  const opened = await database.existing();
  if (!opened) return false;
  const { numDeletedRows } = await opened.kysely
    .deleteFrom('aws_accounts')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
