import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';

/** The sources of accounts that environment variables set up. */
export type AccountSourceName = 'sql' | 'profiles' | 'registry' | 'role-name' | 'organizations';

const NAMES: readonly AccountSourceName[] = ['sql', 'profiles', 'registry', 'role-name', 'organizations'];

/** Variables that limit which accounts there are: without their source they would limit nothing, and nobody would know. */
const LIMITS: ReadonlyArray<readonly [variable: string, source: AccountSourceName]> = [
  ['CROSS_ACCOUNT_IDS', 'role-name'],
  ['ACCOUNT_ORGANIZATION_UNITS', 'organizations'],
  ['ACCOUNT_ORGANIZATION_TAGS', 'organizations'],
];

/**
 * `ACCOUNT_SOURCES` or, where nobody set it, the sources that have been configured; with nothing configured at all, what
 * a laptop has: the embedded database and the AWS profiles.
 *
 * @throws ConfigurationError for an unknown or repeated name, and where a limit would have no effect.
 */
export function namesFromEnvironment(env: Environment, databaseUrl?: string): readonly AccountSourceName[] {
  const text = env.ACCOUNT_SOURCES?.trim();
  const names = text ? parseNames(text) : configuredNames(env, databaseUrl);
  const ignored = LIMITS.find(([variable, source]) => env[variable]?.trim() && !names.includes(source));
  if (ignored) {
    throw new ConfigurationError(
      `${ignored[0]} has no effect without "${ignored[1]}" in ACCOUNT_SOURCES. Remove it or add that.`,
    );
  }
  return names;
}

function parseNames(text: string): readonly AccountSourceName[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  const unknown = names.find((name) => !NAMES.includes(name as AccountSourceName));
  if (unknown !== undefined || names.length === 0) {
    throw new ConfigurationError(`ACCOUNT_SOURCES must be a list of ${NAMES.join(', ')}.`);
  }
  if (new Set(names).size < names.length) throw new ConfigurationError('ACCOUNT_SOURCES names a source twice.');
  return names as AccountSourceName[];
}

function configuredNames(env: Environment, databaseUrl: string | undefined): readonly AccountSourceName[] {
  const isSet = (...variables: string[]) => variables.some((variable) => env[variable]?.trim());
  const names: AccountSourceName[] = [];
  if (databaseUrl !== undefined || isSet('DATABASE_URL', 'RDS_SECRET_NAME', 'DATABASE_HOST')) names.push('sql');
  if (isSet('ACCOUNT_REGISTRY')) names.push('registry');
  // Beside a registry the name is that of the roles of its accounts, and must not open every other account.
  const isForRegistry = isSet('ACCOUNT_REGISTRY') && !isSet('CROSS_ACCOUNT_IDS');
  if (isSet('CROSS_ACCOUNT_ROLE_NAME') && !isForRegistry) names.push('role-name');
  return names.length > 0 ? names : ['sql', 'profiles'];
}

/**
 * Without a list of accounts the convention has an answer for every ID, and no later source is ever asked.
 *
 * @throws ConfigurationError when there is one.
 */
export function checkOrder(sources: readonly unknown[], env: Environment): void {
  const position = sources.indexOf('role-name');
  if (position === -1 || position === sources.length - 1 || env.CROSS_ACCOUNT_IDS?.trim()) return;
  throw new ConfigurationError(
    '"role-name" answers for every account ID. Put it last in ACCOUNT_SOURCES, or list its accounts in CROSS_ACCOUNT_IDS.',
  );
}
