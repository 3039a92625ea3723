import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { PoolClient } from 'pg';
import type { AccountDatabase, AccountTables } from '../schema.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { openPool } from './pool.ts';

/** Connects when the first query runs. `kysely` and `pg` load only here. */
export async function openPostgres(settings: ConnectionSettings): Promise<AccountDatabase> {
  const { Kysely, PostgresDialect } = await import('../kysely.ts');
  const dialect = new PostgresDialect({ pool: async () => discardingBroken(await openPool(settings)) });
  return { dialect: 'postgres', kysely: new Kysely<AccountTables>({ dialect }) };
}

/** Kysely gives every connection back for reuse; one that stopped answering would let each later query run into it. */
function discardingBroken(pool: Awaited<ReturnType<typeof openPool>>): PostgresPool {
  return { options: {}, connect: async () => discardable(await pool.connect()), end: () => pool.end() };
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
