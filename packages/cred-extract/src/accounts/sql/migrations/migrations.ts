import type { Migration } from 'kysely/migration';
import type { SqlDialectName } from '../schema.ts';
import { createAccountTables } from './0001-accounts.ts';

/** Every version of the schema, in order of its name. A published one never changes; a new one is added. */
export function migrationsFor(dialect: SqlDialectName): Record<string, Migration> {
  return {
    '0001-accounts': { up: (db) => createAccountTables(db, dialect) },
  };
}
