import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type { AccountDatabase, AccountTables } from './schema.ts';

/** Milliseconds to wait for another process that writes. The driver is synchronous: the whole server waits. */
const BUSY_TIMEOUT_MS = 2_000;

const MEMORY = ':memory:';

/** `node:sqlite` of Node 22.13 cannot tell whether a statement gives rows back, so its text has to. */
const GIVES_ROWS = /^\s*(?:select|with|pragma)\b|\breturning\b/i;

/** Whether there is a database to read: opening a file that is absent would create it. */
export function sqliteExists(path: string): boolean {
  return path === MEMORY || existsSync(path);
}

/** Opens the file when the first query runs. `kysely` and `node:sqlite` load only here. */
export async function openSqlite(path: string): Promise<AccountDatabase> {
  const { Kysely, SqliteDialect } = await import('./kysely.ts');
  const dialect = new SqliteDialect({ database: () => openDatabase(path) });
  return { dialect: 'sqlite', kysely: new Kysely<AccountTables>({ dialect }) };
}

/**
 * An empty database that only its owner can read; one that exists stays as it is. The journal stays SQLite's default:
 * a WAL database cannot be read from a read-only file system, and container images are one.
 */
export async function createSqliteFile(path: string): Promise<void> {
  if (path === MEMORY) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  await file.close();
}

async function openDatabase(path: string): Promise<SqliteDatabase> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(path);
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return adapt(database);
}

/** Kysely's dialect is written for better-sqlite3. */
function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => adaptStatement(database, sql),
  };
}

function adaptStatement(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: GIVES_ROWS.test(sql),
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  };
}

/** Kysely types parameters as unknown; the queries of this folder pass text, numbers and null. */
function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
