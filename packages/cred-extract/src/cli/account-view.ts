import type { AccountRecord } from '../account.ts';

/** What is shown of an account. That a role, an external ID or a key is set, but never which. */
export interface AccountView {
  readonly account_id: string;
  readonly alias: string | null;
  readonly auth_type: string;
  readonly region: string | null;
  readonly environment: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  /** Seconds. */
  readonly session_duration: number | null;
  readonly profile: string | null;
  readonly has_role: boolean;
  readonly has_external_id: boolean;
  readonly has_access_key: boolean;
}

export function accountView(record: AccountRecord): AccountView {
  return {
    account_id: record.account_id,
    alias: record.alias ?? null,
    auth_type: record.auth_type,
    region: record.region ?? null,
    environment: record.environment ?? null,
    tags: record.tags ?? {},
    enabled: record.enabled !== false,
    session_duration: record.session_duration ?? null,
    profile: record.profile ?? null,
    has_role: isSet(record.role_arn),
    has_external_id: isSet(record.external_id),
    has_access_key: isSet(record.access_key_id) && isSet(record.secret_access_key_encrypted),
  };
}

/** How a person would call it: `111111111111 (production)`. */
export function accountName({ account_id, alias }: Pick<AccountRecord, 'account_id' | 'alias'>): string {
  return alias ? `${account_id} (${alias})` : account_id;
}

function isSet(value: string | null | undefined): boolean {
  return value !== null && value !== undefined && value !== '';
}
