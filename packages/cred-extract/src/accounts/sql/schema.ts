import type { ColumnType, Kysely } from 'kysely';

/**
 * The account tables. Every column but those that the Python system's tables have may be absent, because such a
 * database is read without a migration; booleans and JSON come in the driver's own form.
 */
export interface AccountTables {
  aws_accounts: AccountTable;
  organizations: OrganizationTable;
}

export interface AccountTable {
  id: ColumnType<string, string, never>;
  account_id: ColumnType<string, string, never>;
  alias: string | null;
  auth_type: string;
  access_key_id: string | null;
  secret_access_key_encrypted: string | null;
  role_arn: string | null;
  external_id: string | null;
  region: string | null;
  session_duration: number | null;
  environment: string | null;
  /** A JSON object, written as text; PostgreSQL hands it back parsed. */
  tags: ColumnType<unknown, string | null, string | null>;
  /** SQLite has 0 and 1, and its driver binds no booleans. */
  enabled: ColumnType<unknown, boolean | number, boolean | number>;
  org_id: ColumnType<string | null, never, never>;
}

export interface OrganizationTable {
  id: string;
  name: string;
  external_id: string | null;
}

export type SqlDialectName = 'postgres' | 'sqlite';

/** What differs between the two databases, behind one query builder. */
export interface AccountDatabase {
  readonly dialect: SqlDialectName;
  readonly kysely: Kysely<AccountTables>;
}
