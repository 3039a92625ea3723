import type { Environment } from '../../environment.ts';
import { DatabaseConnectionError } from '../../errors.ts';
import type { DatabaseLocation } from '../database-location.ts';
import { connectionSettings } from './postgres/connection-settings.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import type { AccountDatabase } from './schema.ts';
import { createSqliteFile, openSqlite, sqliteExists } from './sqlite.ts';

/** One database, opened when it is first used and only once. */
export interface LazyDatabase {
  /**
   * Undefined while there is no database and none is required, which means an empty store.
   *
   * @throws DatabaseConnectionError when a named SQLite file does not exist; nothing is created.
   */
  existing(): Promise<AccountDatabase | undefined>;
  /** Creates the SQLite file where there is none. */
  created(): Promise<AccountDatabase>;
  close(): Promise<void>;
}

export function lazyDatabase(location: DatabaseLocation, env: Environment): LazyDatabase {
  let opening: Promise<AccountDatabase> | undefined;
  const opened = () => {
    opening ??= openDatabase(location, env);
    return opening;
  };

  return {
    existing: async () => (isThere(location) ? opened() : undefined),
    created: async () => {
      if (location.kind === 'sqlite') await createSqliteFile(location.path);
      return opened();
    },
    close: async () => {
      const database = await opening;
      await database?.kysely.destroy();
    },
  };
}

function openDatabase(location: DatabaseLocation, env: Environment): Promise<AccountDatabase> {
  switch (location.kind) {
    case 'postgres':
      return openPostgres(connectionSettings(location, env));
    case 'sqlite':
      return openSqlite(location.path);
  }
}

function isThere(location: DatabaseLocation): boolean {
  if (location.kind === 'postgres' || sqliteExists(location.path)) return true;
  if (!location.required) return false;
  throw new DatabaseConnectionError({ cause: new Error('The SQLite file does not exist.'), retryable: false });
}
