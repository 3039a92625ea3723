import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';
import { embeddedDatabase, type NamedDatabase, parseDatabaseUrl } from './database-url.ts';
import { type PostgresServer, type TlsRequest, tlsMode } from './postgres-url.ts';

/** Where the account tables are, and how the server proves who it is. */
export type DatabaseLocation =
  | Extract<NamedDatabase, { kind: 'sqlite' }>
  | { readonly kind: 'postgres'; readonly server: PostgresServer; readonly login: PostgresLogin };

export type PostgresLogin =
  | { readonly kind: 'password' }
  /** A secret of Secrets Manager with `username` and `password`, and whatever of the address `server` does not say. */
  | { readonly kind: 'secret'; readonly secretId: string }
  /** A token of RDS instead of a password. */
  | { readonly kind: 'iam' };

/**
 * The database that is configured: `databaseUrl`, `DATABASE_URL`, `RDS_SECRET_NAME` or `DATABASE_AUTH=iam`, in this order;
 * else the embedded one.
 *
 * @throws ConfigurationError when the settings cannot be understood, or contradict one another.
 */
export function databaseLocation(databaseUrl: string | undefined, env: Environment): DatabaseLocation {
  const url = databaseUrl?.trim() || env.DATABASE_URL?.trim();
  const secretId = env.RDS_SECRET_NAME?.trim();
  const iam = usesIam(env);
  if (url) return located(parseDatabaseUrl(url), iam, env);
  if (iam && secretId) throw new ConfigurationError('DATABASE_AUTH=iam and RDS_SECRET_NAME exclude each other.');
  if (iam) return located({ kind: 'postgres', server: serverOf(env) }, iam, env);
  if (secretId)
    return {
      kind: 'postgres',
      server: withTls(serverOf(env), env, 'verify-full'),
      login: { kind: 'secret', secretId },
    };
  if (env.DATABASE_HOST?.trim()) {
    throw new ConfigurationError(
      'DATABASE_HOST needs RDS_SECRET_NAME or DATABASE_AUTH=iam. With a password, set DATABASE_URL.',
    );
  }
  return embeddedDatabase(env) as DatabaseLocation;
}

function usesIam(env: Environment): boolean {
  const auth = env.DATABASE_AUTH?.trim() || 'password';
  if (auth !== 'password' && auth !== 'iam') throw new ConfigurationError('DATABASE_AUTH must be password or iam.');
  return auth === 'iam';
}

function located(named: NamedDatabase, iam: boolean, env: Environment): DatabaseLocation {
  if (named.kind === 'postgres' && !iam) {
    return { ...named, server: withTls(named.server, env), login: { kind: 'password' } };
  }
  if (named.kind === 'postgres') return { ...named, server: iamServer(named.server, env), login: { kind: 'iam' } };
  if (!iam) return named;
  throw new ConfigurationError('DATABASE_AUTH=iam needs a PostgreSQL database. Correct DATABASE_URL.');
}

function serverOf(env: Environment): PostgresServer {
  const [host, port, database, user] = ['HOST', 'PORT', 'NAME', 'USER'].map((name) => env[`DATABASE_${name}`]?.trim());
  return {
    ...(host && { host }),
    ...(port && { port: portNumber(port, 'DATABASE_PORT') }),
    ...(database && { database }),
    ...(user && { user }),
    tls: {},
  };
}

/** @throws ConfigurationError that names `setting`. */
export function portNumber(value: unknown, setting: string): number {
  const port = typeof value === 'string' ? Number(value) : value;
  if (typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new ConfigurationError(`${setting} must be a port number.`);
}

/** A token lets its holder in, so that it is only told to a server whose certificate was verified. */
function iamServer(named: PostgresServer, env: Environment): PostgresServer {
  const server = withTls(named, env, 'verify-full');
  const missing = [
    !server.host && 'DATABASE_HOST',
    !server.user && 'DATABASE_USER',
    !server.database && 'DATABASE_NAME',
  ];
  const names = missing.filter((name) => name !== false);
  if (names.length > 0) {
    throw new ConfigurationError(`DATABASE_AUTH=iam needs ${names.join(', ')}, or a DATABASE_URL that says so.`);
  }
  if (server.password)
    throw new ConfigurationError('DATABASE_AUTH=iam takes no password. Remove it from DATABASE_URL.');
  if (server.tls.mode === 'verify-full') return server;
  throw new ConfigurationError('DATABASE_AUTH=iam needs verified TLS. Remove sslmode, or set it to verify-full.');
}

/** What the URL says stands before the environment. `PGSSLMODE` is libpq's, and `pg` would read it too. */
function withTls(server: PostgresServer, env: Environment, otherwise?: TlsRequest['mode']): PostgresServer {
  const sslmode = env.PGSSLMODE?.trim();
  const mode = server.tls.mode ?? (sslmode ? tlsMode(sslmode, 'PGSSLMODE') : otherwise);
  const caFile = server.tls.caFile ?? env.DATABASE_CA_BUNDLE?.trim();
  return { ...server, tls: { ...server.tls, ...(mode && { mode }), ...(caFile && { caFile }) } };
}
