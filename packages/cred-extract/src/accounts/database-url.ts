import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';
import { type PostgresServer, parsePostgresUrl } from './postgres-url.ts';

/** What a `DATABASE_URL` names. */
export type NamedDatabase =
  | { readonly kind: 'postgres'; readonly server: PostgresServer }
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
 *
 * @throws ConfigurationError for anything else. Does not repeat the URL: it has a password in it.
 */
export function parseDatabaseUrl(url: string): NamedDatabase {
  const text = url.trim();
  if (POSTGRES.test(text)) {
    return { kind: 'postgres', server: parsePostgresUrl(text.replace(POSTGRES, 'postgresql://')) };
  }
  if (SQLITE.test(text)) return sqliteDatabase(text.replace(SQLITE, ''));
  throw new ConfigurationError(
    'DATABASE_URL must start with postgres://, postgresql:// or sqlite: (sqlite:accounts.db, sqlite:///var/lib/accounts.db).',
  );
}

/** `accounts.db` in the user's data folder (https://specifications.freedesktop.org/basedir-spec/). */
export function embeddedDatabase(env: Environment): NamedDatabase {
  // The specification has relative values ignored.
  const named = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : undefined;
  const folder = named ?? join(env.HOME || homedir(), '.local', 'share');
  return { kind: 'sqlite', path: join(folder, 'mcp-multi-account', 'accounts.db'), required: false };
}

function sqliteDatabase(rest: string): NamedDatabase {
  if (rest === MEMORY || rest === `///${MEMORY}`) return { kind: 'sqlite', path: MEMORY, required: false };
  const path = rest.startsWith('///') ? rest.replace(/^\/+/, '/') : rest;
  if (path === '' || path === '/' || path.startsWith('//')) {
    throw new ConfigurationError(
      'DATABASE_URL names no SQLite file. Write sqlite:relative.db or sqlite:///absolute/path.db.',
    );
  }
  return { kind: 'sqlite', path, required: true };
}
