import type { ClientConfig } from 'pg';
import { ConfigurationError } from '../../../errors.ts';
import type { SecretStage, StoredSecret } from '../../../secrets/secrets-manager.ts';
import { portNumber } from '../../database-location.ts';
import type { PostgresServer } from '../../postgres-url.ts';
import { clientConfig } from './client-config.ts';
import type { ConnectionSettings } from './connection-settings.ts';

/**
 * In the order in which they are likely to be right once the version read last is refused: the rotation has ended; or it
 * has changed the database and not yet the secret; or it did that between these two looks; or it does it the other way round.
 */
const STAGES: readonly SecretStage[] = ['AWSCURRENT', 'AWSPENDING', 'AWSCURRENT', 'AWSPREVIOUS'];

/**
 * Settings from a secret as RDS and Secrets Manager keep them; `server` completes it, or stands before it. Read once, and
 * again when the server refuses the login. The user may change with the password.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
 */
export function secretSettings(server: PostgresServer, secret: StoredSecret): ConnectionSettings {
  let known: Promise<ClientConfig> | undefined;

  function current(): Promise<ClientConfig> {
    known ??= read('AWSCURRENT')
      .then((settings) => settings as ClientConfig)
      .catch((error) => {
        known = undefined;
        throw error;
      });
    return known;
  }

  async function read(stage: SecretStage): Promise<ClientConfig | undefined> {
    const text = await secret.read(stage);
    return text === undefined ? undefined : clientConfig(completed(server, fieldsOf(text)));
  }

  return {
    current,
    insteadOf: async (refused) => {
      // While this call was being refused, another may have found the new password.
      const latest = await current();
      if (!hasLogin(refused, latest)) return latest;
      for (const stage of STAGES) {
        const settings = await read(stage);
        if (!settings || hasLogin(refused, settings)) continue;
        known = Promise.resolve(settings);
        return settings;
      }
      known = undefined;
      return undefined;
    },
  };
}

function hasLogin(tried: readonly ClientConfig[], { user, password }: ClientConfig): boolean {
  return tried.some((settings) => settings.user === user && settings.password === password);
}

function completed(server: PostgresServer, fields: Readonly<Record<string, unknown>>): PostgresServer {
  const { engine, username, password, host, port, dbname, database = dbname } = fields;
  if (typeof engine === 'string' && !/postgres/i.test(engine)) throw invalid('is of a database that is not PostgreSQL');
  if (!isText(username) || !isText(password)) throw invalid('has no "username" and "password"');
  return {
    ...(isText(host) && { host }),
    ...(port !== undefined && port !== null && { port: portNumber(port, 'RDS_SECRET_NAME: "port" of the secret') }),
    ...(isText(database) && { database }),
    ...complete(server, isText(host), isText(database)),
    user: username,
    password,
  };
}

/** A secret that RDS manages holds the login alone. */
function complete(server: PostgresServer, hasHost: boolean, hasDatabase: boolean): PostgresServer {
  if (!server.host && !hasHost) throw invalid('has no "host". Set DATABASE_HOST');
  if (!server.database && !hasDatabase) throw invalid('has no "dbname" or "database". Set DATABASE_NAME');
  return server;
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields === 'object' && fields !== null) return fields as Record<string, unknown>;
  } catch {
    // The parser's message would repeat a part of the secret.
  }
  throw invalid('is no JSON object');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function invalid(problem: string): ConfigurationError {
  return new ConfigurationError(`RDS_SECRET_NAME: the secret ${problem}.`);
}
