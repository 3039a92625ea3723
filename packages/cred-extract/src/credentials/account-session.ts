import type { AccountInfo, AccountRecord, AwsCredentials } from '../account.ts';

/** What one tool call needs of its account: who it is, and credentials that stay fresh for as long as the call lasts. */
export interface AccountSession {
  readonly info: AccountInfo;
  /** Equal for two sessions exactly when they may share credentials and AWS clients. */
  readonly key: string;
  /** Valid credentials; waits for STS only when none are cached. */
  credentials(): Promise<AwsCredentials>;
  /** The credentials in hand, for callers that cannot wait; undefined once they have expired. */
  currentCredentials(): AwsCredentials | undefined;
}

/** The part of a record that is safe to show. */
export function accountInfoOf(record: AccountRecord): AccountInfo {
  return Object.freeze({
    accountId: record.account_id,
    alias: record.alias ?? undefined,
    authType: record.auth_type,
    region: record.region ?? undefined,
  });
}
