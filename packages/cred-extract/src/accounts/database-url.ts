import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';

/** Where the account tables are. */
export type DatabaseLocation =
  | { readonly kind: 'postgres'; readonly connectionString: string }
  | {
      readonly kind: 'sqlite';
      /** A file, or `:memory:`. */
      readonly path: string;
      /** False where nobody named the file, so that its absence means an empty store and the first write makes it. */
      readonly required: boolean;
    };

/** SQLAlchemy writes its driver behind the scheme (`postgresql+psycopg2:`), and says nothing to others by it. */
const POSTGRES = /^postgres(?:ql)?(?:\+\w+)?:\/\//i;
const SQLITE = /^sqlite(?:\+\w+)?:/i;
const MEMORY = ':memory:';

/**
 * Reads `DATABASE_URL`: `postgres://…`, `postgresql://…`, `sqlite:relative.db`, `sqlite:///absolute.db`, `sqlite::memory:`.
 * Nothing set means `accounts.db` in the user's data folder (https://specifications.freedesktop.org/basedir-spec/).
 *
 * @throws ConfigurationError for anything else. Does not repeat the URL: it has a password in it.
 */
export function parseDatabaseUrl(url: string | undefined, env: Environment): DatabaseLocation {
  const text = url?.trim();
  if (!text) return { kind: 'sqlite', path: embeddedDatabasePath(env), required: false };
  if (POSTGRES.test(text)) return { kind: 'postgres', connectionString: postgresUrl(text) };
  if (SQLITE.test(text)) return sqliteLocation(text.replace(SQLITE, ''));
  throw new ConfigurationError(
    'DATABASE_URL must start with postgres://, postgresql:// or sqlite: (sqlite:accounts.db, sqlite:///var/lib/accounts.db).',
  );
}

function embeddedDatabasePath(env: Environment): string {
  // The specification has relative values ignored.
  const named = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : undefined;
  const folder = named ?? join(env.HOME || homedir(), '.local', 'share');
  return join(folder, 'mcp-multi-account', 'accounts.db');
}

function postgresUrl(text: string): string {
  const connectionString = text.replace(POSTGRES, 'postgresql://');
  // `user@/db?host=/var/run/postgresql` is a socket: good for the driver, and no URL to WHATWG.
  const url = URL.parse(connectionString.replace('@/', '@localhost/'));
  // A `/` or `#` in a password ends the host part early, and the driver would go to a host named after the user.
  if (url?.hash !== '' || url.pathname.includes('@')) {
    throw new ConfigurationError(
      'DATABASE_URL is no valid PostgreSQL URL. Percent-encode special characters of the password ("@" is %40, "/" is %2F, "#" is %23).',
    );
  }
  return connectionString;
}

function sqliteLocation(rest: string): DatabaseLocation {
  if (rest === MEMORY || rest === `///${MEMORY}`) return { kind: 'sqlite', path: MEMORY, required: false };
  const path = rest.startsWith('///') ? rest.replace(/^\/+/, '/') : rest;
  if (path === '' || path === '/' || path.startsWith('//')) {
    throw new ConfigurationError(
      'DATABASE_URL names no SQLite file. Write sqlite:relative.db or sqlite:///absolute/path.db.',
    );
  }
  return { kind: 'sqlite', path, required: true };
}
