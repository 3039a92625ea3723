import type { ClientConfig, Pool, PoolClient } from 'pg';
import type { ConnectionSettings } from './connection-settings.ts';

/** Each server of a fleet holds this many connections at most; lookups are cached and take a millisecond. */
const MAX_CONNECTIONS = 3;

/** Milliseconds; a tool call waits no longer for a database that does not answer. */
const CONNECTION_TIMEOUT_MS = 5_000;

/** Milliseconds. A connection that a firewall dropped would otherwise be waited on for many minutes. */
const QUERY_TIMEOUT_MS = 10_000;

/** Seconds, so that connections move to the new primary after a failover. */
const MAX_LIFETIME_SECONDS = 900;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid_password, invalid_authorization_specification. */
const REFUSED_LOGIN = new Set<unknown>(['28P01', '28000']);

/** A pool whose new connections always have the latest settings, and which asks for others when a login is refused. */
export async function openPool(settings: ConnectionSettings): Promise<Pick<Pool, 'end'> & Connecting> {
  const { Client, Pool } = await import('pg');
  let latest: ClientConfig = {};
  class LatestClient extends Client {
    constructor(options?: ClientConfig) {
      super({ ...options, ...latest });
    }
  }
  const pool = new Pool({
    Client: LatestClient,
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

  async function connect(refused: readonly ClientConfig[] = []): Promise<PoolClient> {
    const used = await settings.current();
    latest = used;
    try {
      return await pool.connect();
    } catch (error) {
      if (!REFUSED_LOGIN.has((error as { code?: unknown }).code)) throw error;
      const all = [...refused, used];
      if (!(await settings.insteadOf(all))) throw error;
      return connect(all);
    }
  }
  return { connect: () => connect(), end: () => pool.end() };
}

interface Connecting {
  connect(): Promise<PoolClient>;
}
