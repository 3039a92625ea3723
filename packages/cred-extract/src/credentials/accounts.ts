import type { AccessConfig } from '../access/account-access.ts';
import type { AuditLog } from '../access/audit/audit-log.ts';
import type { Caller, SessionRequest } from '../caller.ts';
import type { AccountSession } from './account-session.ts';
import type { AccountSourcesConfig } from './account-sources.ts';
import type { SessionConfig } from './session-config.ts';

/** Set-up in code. Everything left out is read from the environment. */
export interface AccountsConfig extends AccountSourcesConfig, AccessConfig {
  /** The longest session to ask STS for, in seconds. Default 43200, and 3600 where the server has a session itself. */
  readonly maxSessionSeconds?: number;
  /** What sessions may do, and whom they name. Default: `ACCOUNT_READ_ONLY` and `ACCOUNT_ATTRIBUTION`. */
  readonly session?: SessionConfig;
  /** How long an account record is believed, in milliseconds. Default 30000: a disabled account stops within it. */
  readonly recordTtlMs?: number;
}

/** Turns a `target_account_id` into a session of that account. */
export interface Accounts {
  /**
   * The session of the account that `target` means, for the caller of `request`.
   *
   * @throws AccountAccessDeniedError, InvalidAccountIdError, AccountNotFoundError, AmbiguousAccountAliasError, AccountDisabledError,
   * CredentialDecryptionError, CredentialsRejectedError, AssumeRoleError, ProfileCredentialsError, AccountMismatchError,
   * DatabaseConnectionError, ConfigurationError, and the reason of the request's signal once it is aborted
   */
  session(target: unknown, request?: SessionRequest): Promise<AccountSession>;
  /**
   * Asked before a call without a target runs as the server itself. Absent where everybody may. In read-only mode nobody
   * may, because nothing limits what the server itself can do.
   *
   * @throws AccountAccessDeniedError, ConfigurationError
   */
  authorizeServer?(request?: SessionRequest): void | Promise<void>;
  /**
   * Who calls, from what an MCP SDK gives a tool handler beside its arguments. Absent where nobody asks.
   *
   * @throws AccountAccessDeniedError when that cannot be verified.
   */
  callerOf?(handlerExtra: unknown): Caller | undefined | Promise<Caller | undefined>;
  /** Forgets every session, or those of one account: its next call obtains another, also in clients that exist already. */
  flush(accountId?: string): void;
  /** The record of calls, where there is one. */
  readonly audit?: AuditLog | undefined;
  /** Forgets every record and session; the next call asks anew. */
  clear(): void;
  /** Whether the source of accounts can be asked now; rejects as `session` would. Absent where that is not known. */
  check?(): Promise<void>;
  /** Closes the account source, once what is being recorded is written. */
  close(): Promise<void>;
}
