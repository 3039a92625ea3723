import type { Kysely, Sql } from 'kysely';
import type { Migrator, MigratorProps } from 'kysely/migration';
import { migrationsFor } from './migrations/migrations.ts';
import type { AccountDatabase, AccountTables, SqlDialectName } from './schema.ts';

/** Brings the tables to the newest version. The names of the migrations that this run applied. */
export async function migrateToLatest({ dialect, kysely }: AccountDatabase): Promise<readonly string[]> {
  // Loaded ahead: while a SQLite transaction is open, waiting for a file would let another store in this process run
  // into the lock, and wait for it with the thread that has to release it.
  const { sql } = await import('./kysely.ts');
  const { Migrator } = await import('./kysely.ts');
  const run = async (db: Kysely<AccountTables>) => appliedBy(new Migrator(migratorProps(db, dialect)));
  switch (dialect) {
    case 'postgres':
      // Kysely holds an advisory lock and one transaction here.
      return run(kysely);
    case 'sqlite':
      return inWriteTransaction(sql, kysely, run);
  }
}

function migratorProps(db: Kysely<AccountTables>, dialect: SqlDialectName): MigratorProps {
  return {
    db,
    provider: { getMigrations: async () => migrationsFor(dialect) },
    // The database may belong to an application that has migrations of its own in Kysely's default tables.
    migrationTableName: 'aws_accounts_migration',
    migrationLockTableName: 'aws_accounts_migration_lock',
  };
}

async function appliedBy(migrator: Migrator): Promise<readonly string[]> {
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map(({ migrationName }) => migrationName);
}

/** Kysely takes no lock on SQLite, so that two processes would both find a migration missing and both run it. */
function inWriteTransaction<Result>(
  sql: Sql,
  kysely: Kysely<AccountTables>,
  action: (connection: Kysely<AccountTables>) => Promise<Result>,
): Promise<Result> {
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
