import type { AccountSource } from '../account.ts';
import { combineSources } from '../accounts/combined-source.ts';
import { organizationsSource } from '../accounts/organizations/organizations-source.ts';
import { partitionOf } from '../accounts/partition.ts';
import { profileSource } from '../accounts/profiles/profile-source.ts';
import { registryFileSource } from '../accounts/registry/registry-source.ts';
import { type RoleConvention, roleNameSource } from '../accounts/role-name-source.ts';
import { openAccountStore } from '../accounts/sql/sql-account-store.ts';
import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';
import { quote } from '../printable.ts';
import { profileOwner } from './profile-credentials.ts';
import { type AccountSourceName, checkOrder, namesFromEnvironment } from './source-names.ts';
import { createSts, type Sts } from './sts.ts';

/** Where account records come from. What is left out is read from the environment. */
export interface AccountSourcesConfig {
  /** The one source there is. Not together with `sources`. */
  readonly source?: AccountSource;
  /**
   * Sources in order of precedence: your own, or the names of those that the environment sets up. Default:
   * `ACCOUNT_SOURCES`, else what the environment configures, else the embedded database and then the AWS profiles.
   */
  readonly sources?: ReadonlyArray<AccountSourceName | AccountSource>;
  /** `postgres://…` or `sqlite:…`. Default: `DATABASE_URL`, else the embedded SQLite file. */
  readonly databaseUrl?: string;
  /** 32 bytes in base64, or several keys with commas between them, newest first. Default: `ENCRYPTION_KEY`. */
  readonly encryptionKey?: string;
  /** Default `process.env`. */
  readonly env?: Environment;
  /** Default: STS through `@aws-sdk/client-sts`, as the server's own identity. */
  readonly sts?: Sts;
}

/**
 * The sources that `config` and the environment name, as one. Opens and reads nothing yet.
 *
 * @throws ConfigurationError when a source lacks what it needs, or the sources cannot go together.
 */
export function openAccountSources(config: AccountSourcesConfig = {}): AccountSource {
  if (config.source && config.sources) throw new ConfigurationError('Set up either source or sources, not both.');
  if (config.source) return config.source;
  const named = config.sources ?? namesFromEnvironment(config.env ?? process.env, config.databaseUrl);
  if (named.length === 0) throw new ConfigurationError('sources must name at least one source of accounts.');
  checkOrder(named, config.env ?? process.env);
  const opened = named.map((source) => (typeof source === 'string' ? openSource(source, config) : source));
  const [only, ...others] = opened as [AccountSource, ...AccountSource[]];
  return others.length === 0 ? only : combineSources(opened);
}

function openSource(name: AccountSourceName, config: AccountSourcesConfig): AccountSource {
  const env = config.env ?? process.env;
  switch (name) {
    case 'sql':
      return openAccountStore({ ...storeOptions(config), env });
    case 'profiles': {
      const sts = config.sts ?? createSts(env);
      return profileSource({ env, ownerOf: (profile) => profileOwner(env, sts, profile) });
    }
    case 'registry':
      return registryFileSource(required(env, 'ACCOUNT_REGISTRY', name), roleConvention(env));
    case 'role-name':
      return roleNameSource({ ...requiredConvention(env, name), accountIds: listOf(env.CROSS_ACCOUNT_IDS) });
    case 'organizations':
      return organizationsSource({
        ...requiredConvention(env, name),
        region: regionOf(env) ?? 'us-east-1',
        organizationalUnits: listOf(env.ACCOUNT_ORGANIZATION_UNITS),
        tags: listOf(env.ACCOUNT_ORGANIZATION_TAGS, /,/),
      });
    default:
      throw new ConfigurationError(`There is no source of accounts called ${quote(String(name))}.`);
  }
}

function storeOptions({ databaseUrl, encryptionKey }: AccountSourcesConfig) {
  return { ...(databaseUrl !== undefined && { databaseUrl }), ...(encryptionKey !== undefined && { encryptionKey }) };
}

function requiredConvention(env: Environment, source: AccountSourceName): RoleConvention {
  required(env, 'CROSS_ACCOUNT_ROLE_NAME', source);
  return roleConvention(env) as RoleConvention;
}

function roleConvention(env: Environment): RoleConvention | undefined {
  const roleName = env.CROSS_ACCOUNT_ROLE_NAME?.trim();
  const externalId = env.CROSS_ACCOUNT_EXTERNAL_ID?.trim();
  if (!roleName && externalId) {
    throw new ConfigurationError('CROSS_ACCOUNT_EXTERNAL_ID has no effect without CROSS_ACCOUNT_ROLE_NAME. Set both.');
  }
  if (!roleName) return undefined;
  return { roleName, partition: partitionOf(regionOf(env)), ...(externalId && { externalId }) };
}

function required(env: Environment, variable: string, source: AccountSourceName): string {
  const value = env[variable]?.trim();
  if (value) return value;
  throw new ConfigurationError(
    `The source of accounts "${source}" needs ${variable}. Set it, or correct ACCOUNT_SOURCES.`,
  );
}

/** Undefined where nothing is said. A list of nothing but commas is an empty one: it must not become no limit at all. */
function listOf(text: string | undefined, separator = /[\s,]+/): readonly string[] | undefined {
  if (!text?.trim()) return undefined;
  const values = text.split(separator).map((value) => value.trim());
  return values.filter((value) => value !== '');
}

function regionOf(env: Environment): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined;
}
