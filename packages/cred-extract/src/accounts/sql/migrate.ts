import type { Kysely } from 'kysely';
import { migrationsFor } from './migrations/migrations.ts';
import type { AccountDatabase, AccountTables } from './schema.ts';

/** Brings the tables to the newest version. The names of the migrations that this run applied. */
export function migrateToLatest({ dialect, kysely }: AccountDatabase): Promise<readonly string[]> {
  switch (dialect) {
    case 'postgres':
      // Kysely holds an advisory lock and one transaction here.
      return runMigrations(kysely, dialect);
    case 'sqlite':
      return inWriteTransaction(kysely, (connection) => runMigrations(connection, dialect));
  }
}

async function runMigrations(
  db: Kysely<AccountTables>,
  dialect: AccountDatabase['dialect'],
): Promise<readonly string[]> {
  const { Migrator } = await import('kysely/migration');
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrationsFor(dialect) },
    // The database may belong to an application that has migrations of its own in Kysely's default tables.
    migrationTableName: 'aws_accounts_migration',
    migrationLockTableName: 'aws_accounts_migration_lock',
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map(({ migrationName }) => migrationName);
}

/** Kysely takes no lock on SQLite, so that two processes would both find a migration missing and both run it. */
async function inWriteTransaction<Result>(
  kysely: Kysely<AccountTables>,
  action: (connection: Kysely<AccountTables>) => Promise<Result>,
): Promise<Result> {
  const { sql } = await import('kysely');
  return kysely.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    try {
      const result = await action(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}
