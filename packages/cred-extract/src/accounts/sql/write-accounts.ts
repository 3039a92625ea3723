import { randomUUID } from 'node:crypto';
import type { DatabaseLocation } from '../database-url.ts';
import { checkNewAccount, type NewAccount } from '../new-account.ts';
import type { LazyDatabase } from './lazy-database.ts';
import { migrateToLatest } from './migrate.ts';
import type { AccountDatabase } from './schema.ts';

export async function putAccount(
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

export async function removeAccount(database: LazyDatabase, accountId: string): Promise<boolean> {
  const opened = await database.existing();
  if (!opened) return false;
  const { numDeletedRows } = await opened.kysely
    .deleteFrom('aws_accounts')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
