import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** An empty database, with a way to look behind the store's back. */
export interface TestDatabase {
  /** For `DATABASE_URL`. */
  readonly url: string;
  /** Runs statements; the rows of the last one, if it has any. */
  sql(statements: string): Promise<Record<string, unknown>[]>;
}

/** One of the two kinds of database that the store runs on. */
export interface DatabaseServer {
  createDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

export const DATABASE_SERVERS: Readonly<Record<'PostgreSQL' | 'SQLite', () => Promise<DatabaseServer>>> = {
  PostgreSQL: async () => postgresServer(await startPostgres()),
  SQLite: sqliteServer,
};

/** The tables as the Python system makes them: no migration table, and none of the columns that came later. */
export function pythonSchema(kind: keyof typeof DATABASE_SERVERS): string {
  const uuid = kind === 'PostgreSQL' ? 'uuid' : 'char(36)';
  return `
    create table organizations (
      id ${uuid} not null primary key, name varchar(255) not null, external_id varchar(255) unique);
    create table aws_accounts (
      id ${uuid} not null primary key, account_id varchar(12) not null unique, alias varchar(255),
      auth_type varchar(20) not null, access_key_id varchar(128), secret_access_key_encrypted text,
      role_arn varchar(512), region varchar(50) default 'us-east-1', org_id ${uuid} references organizations (id));`;
}

/** The further columns of its web application, which nothing here uses. */
export const PYTHON_WEB_COLUMNS = [
  'description text',
  'arn varchar(512)',
  'session_duration integer default 3600',
  'is_verified boolean not null default false',
  'created_at timestamp not null default current_timestamp',
];

async function postgresServer(postgres: TestPostgres): Promise<DatabaseServer> {
  return {
    stop: () => postgres.stop(),
    createDatabase: async () => {
      const url = await postgres.createDatabase(`accounts-${randomUUID()}`);
      return { url, sql: (statements) => queryPostgres(url, statements) };
    },
  };
}

export async function queryPostgres(url: string, statements: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const results = [await client.query(statements)].flat();
    return results.at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}

async function sqliteServer(): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'test-sqlite-'));
  return {
    stop: () => rm(folder, { recursive: true, force: true }),
    createDatabase: async () => {
      const path = join(folder, `${randomUUID()}.db`);
      querySqlite(path, '');
      return { url: `sqlite://${path}`, sql: async (statements) => querySqlite(path, statements) };
    },
  };
}

export function querySqlite(path: string, statements: string): Record<string, unknown>[] {
  const database = new DatabaseSync(path);
  try {
    const parts = statements.split(';').filter((part) => part.trim() !== '');
    // A file without a table in it is only made once something is written.
    if (parts.length === 0) database.exec('pragma user_version = 0');
    return parts.map((part) => database.prepare(part).all() as Record<string, unknown>[]).at(-1) ?? [];
  } finally {
    database.close();
  }
}
