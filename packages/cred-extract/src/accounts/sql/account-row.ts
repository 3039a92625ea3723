import type { AccountRecord, AuthType } from '../../account.ts';
import { ConfigurationError } from '../../errors.ts';

/** A row of `aws_accounts` as a driver gives it, with its organization's external ID. Any column may be absent. */
export type AccountRow = Readonly<Record<string, unknown>>;

const AUTH_TYPES: readonly AuthType[] = ['aksk', 'iam_role'];

/** What the drivers and the people who fill the table by hand write for true. */
const TRUE = new Set<unknown>([true, 1, 1n, '1', 't', 'true']);

/** @throws ConfigurationError when the row cannot be used; it says which account, and repeats nothing else. */
export function toAccountRecord(row: AccountRow): AccountRecord {
  const problem = problemOf(row);
  if (problem !== undefined) throw new ConfigurationError(problem);
  return {
    account_id: String(row.account_id),
    alias: text(row.alias),
    auth_type: row.auth_type as AuthType,
    access_key_id: text(row.access_key_id),
    secret_access_key_encrypted: text(row.secret_access_key_encrypted),
    role_arn: text(row.role_arn),
    external_id: text(row.external_id) ?? text(row.organization_external_id),
    region: text(row.region),
    session_duration: integer(row.session_duration),
    environment: text(row.environment),
    tags: tags(row.tags),
    enabled: isEnabled(row.enabled),
  };
}

/** Why a row cannot be used; undefined when it can. */
export function problemOf(row: AccountRow): string | undefined {
  const accountId = String(row.account_id);
  if (!/^[0-9]{12}$/.test(accountId)) return 'A registered AWS account has an account_id that is not 12 digits.';
  if (AUTH_TYPES.includes(row.auth_type as AuthType)) return undefined;
  return `AWS account ${accountId} is registered with an unknown auth_type. Known are: ${AUTH_TYPES.join(', ')}.`;
}

/** People leave a column empty in either way. */
function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** `pg` gives 64-bit integers as text. */
function integer(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : null;
}

/** Only a clear yes, or nothing said, is enabled: what cannot be understood must not open an account. */
function isEnabled(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return TRUE.has(typeof value === 'string' ? value.toLowerCase() : value);
}

/** `jsonb` comes parsed, SQLite's JSON as text. Tags that are no object of plain values are as good as none. */
function tags(value: unknown): Readonly<Record<string, string>> | null {
  const object = typeof value === 'string' ? parseJson(value) : value;
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return null;
  const plain = Object.entries(object).filter(([, tag]) => ['string', 'number', 'boolean'].includes(typeof tag));
  return Object.fromEntries(plain.map(([name, tag]) => [name, String(tag)]));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
