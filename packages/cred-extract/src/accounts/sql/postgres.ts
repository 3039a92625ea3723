import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { AccountDatabase, AccountTables } from './schema.ts';

/** Each server of a fleet holds this many connections at most; lookups are cached and take a millisecond. */
const MAX_CONNECTIONS = 3;

/** Milliseconds; a tool call waits no longer for a database that does not answer. */
const CONNECTION_TIMEOUT_MS = 5_000;

/** Milliseconds. A connection that a firewall dropped would otherwise be waited on for many minutes. */
const QUERY_TIMEOUT_MS = 10_000;

/** Seconds, so that connections move to the new primary after a failover and pick up rotated passwords. */
const MAX_LIFETIME_SECONDS = 900;

/** Connects when the first query runs. `kysely` and `pg` load only here. */
export async function openPostgres(connectionString: string): Promise<AccountDatabase> {
  const { Kysely, PostgresDialect } = await import('kysely');
  const dialect = new PostgresDialect({ pool: async () => discardingBroken(await openPool(connectionString)) });
  return { dialect: 'postgres', kysely: new Kysely<AccountTables>({ dialect }) };
}

async function openPool(connectionString: string): Promise<Pool> {
  const { Pool } = await import('pg');
  const pool = new Pool({
    connectionString,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    maxLifetimeSeconds: MAX_LIFETIME_SECONDS,
    allowExitOnIdle: true,
    application_name: 'mcp-multi-account',
  });
  // A connection that the server closes is dropped by the pool and fails the query on it, if there is one. Without
  // listeners it would also end the process: the pool reports an idle connection, and one in use reports itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Kysely gives every connection back for reuse; one that stopped answering would let each later query run into it. */
function discardingBroken(pool: Pool): PostgresPool {
  return { options: pool.options, connect: async () => discardable(await pool.connect()), end: () => pool.end() };
}

function discardable(client: PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (sql: string, parameters: readonly unknown[]) => {
    try {
      return await client.query(sql, [...parameters]);
    } catch (error) {
      broken ||= !isAnswer(error);
      throw error;
    }
  };
  // Kysely's type has a second form for cursors, which it calls only for streams.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(broken) };
}

/** Whether the server itself reported the error, with an SQLSTATE, so that the connection is sound. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error;
}
