import { HTTP_SETTINGS } from '../http/http-limits.ts';
import { IDENTITY_SETTINGS } from '../identity/identity-config.ts';

/**
 * Settings whose values may be shown. Any other value is hidden: of what a server reads for itself, nobody here knows what
 * is a secret.
 */
const OF_THE_ENTRY_POINT = [
  'RUNTIME_CONFIG_SECRET_ID',
  'RUNTIME_CONFIG_SSM_PARAMETER_NAME',
  'LOG_LEVEL',
  'NODE_ENV',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_PROFILE',
  'OTEL_SERVICE_NAME',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
] as const;

/** The library reads them when it is used. */
const OF_THE_LIBRARY = [
  'ACCOUNT_SOURCES',
  'DATABASE_URL',
  'DATABASE_HOST',
  'DATABASE_PORT',
  'DATABASE_NAME',
  'DATABASE_USER',
  'DATABASE_AUTH',
  'DATABASE_CA_BUNDLE',
  'PGSSLMODE',
  'RDS_SECRET_NAME',
  'ACCOUNT_REGISTRY',
  'CROSS_ACCOUNT_ROLE_NAME',
  'CROSS_ACCOUNT_IDS',
  'CROSS_ACCOUNT_EXTERNAL_ID',
  'ACCOUNT_ORGANIZATION_UNITS',
  'ACCOUNT_ORGANIZATION_TAGS',
  'ENCRYPTION_KEY',
  'ENCRYPTION_KEY_SECRET_NAME',
  'ENCRYPTION_KMS_KEY_ID',
  'SECRET_FORMAT',
  'ACCOUNT_POLICY',
  'ACCOUNT_READ_ONLY',
  'ACCOUNT_ATTRIBUTION',
  'ACCOUNT_AUDIT',
  'ACCOUNT_AUDIT_INTENT',
  'ACCOUNT_AUDIT_REQUIRED',
  'ACCOUNT_CLAIM_SUBJECT',
  'ACCOUNT_CLAIM_CLIENT',
  'ACCOUNT_CLAIM_GROUPS',
  'ACCOUNT_CLAIM_SCOPES',
] as const;

const SECRET: ReadonlySet<string> = new Set(['ENCRYPTION_KEY', 'CROSS_ACCOUNT_EXTERNAL_ID']);

const SERVE_SETTINGS = ['TRANSPORT', 'HOST', 'PORT', 'STATELESS_HTTP'] as const;

/** By name: servers have variables of their own that begin alike, such as `MCP_API_KEY`. */
const OWN: ReadonlySet<string> = new Set([
  ...SERVE_SETTINGS.flatMap((name) => [`MCP_${name}`, `FASTMCP_${name}`]),
  ...Object.values(HTTP_SETTINGS).map(({ name }) => name),
  'MCP_ALLOWED_HOSTS',
  'MCP_ALLOWED_ORIGINS',
  'MCP_AUTH',
  ...IDENTITY_SETTINGS,
]);

/** The settings that are read out of `names`, in the order in which they are shown. */
export function orderSettings(names: readonly string[]): readonly string[] {
  const own = names.filter((name) => OWN.has(name)).sort();
  const known = [...OF_THE_ENTRY_POINT, ...OF_THE_LIBRARY].filter((name) => names.includes(name));
  return [...own, ...known];
}

export function isShown(name: string): boolean {
  const known: readonly string[] = [...OF_THE_ENTRY_POINT, ...OF_THE_LIBRARY];
  return !SECRET.has(name) && (OWN.has(name) || known.includes(name));
}
