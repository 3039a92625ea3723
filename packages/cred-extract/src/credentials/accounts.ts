import { type AccessConfig, createAccountAccess } from '../access/account-access.ts';
import type { AuditLog } from '../access/audit/audit-log.ts';
import { cacheAccounts } from '../accounts/cached-source.ts';
import { parseAccountTarget } from '../accounts/parse-target.ts';
import { resolveAccount } from '../accounts/resolve-account.ts';
import type { Caller, SessionRequest } from '../caller.ts';
import { AccountNotFoundError, ConfigurationError } from '../errors.ts';
import { type AccountSession, accountInfoOf } from './account-session.ts';
import { createAccountSessions } from './account-sessions.ts';
import { type AccountSourcesConfig, openAccountSources } from './account-sources.ts';
import { credentialLoader } from './load-credentials.ts';
import { orAborted } from './or-aborted.ts';
import { createServerIdentity } from './server-identity.ts';
import { checkSessionConfig, type SessionConfig } from './session-config.ts';
import { checkServerLimits, isLimited, limitsOf } from './session-plans.ts';
import { createSts } from './sts.ts';

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

/** The library as an object, for programs that need more than one set-up. Most call `configureAccounts` or nothing. */
export function createAccounts(config: AccountsConfig = {}): Accounts {
  const env = config.env ?? process.env;
  const sts = config.sts ?? createSts(env);
  const source = openAccountSources({ ...config, env, sts });
  const records = cacheAccounts(source, { ...(config.recordTtlMs !== undefined && { ttlMs: config.recordTtlMs }) });
  const limits = checkSessionConfig(config.session ?? {}, env);
  const server = createServerIdentity(sts);
  const access = createAccountAccess(config, env);
  const sessions = createAccountSessions(credentialLoader({ ...config, env, sts }), limits);

  async function session(target: unknown, request: SessionRequest = {}): Promise<AccountSession> {
    request.signal?.throwIfAborted();
    const found = resolveAccount(records, target, (...means) => access.authorize(request.caller, ...means));
    const record = await orAborted(
      found.catch((error) => ownAccountOr(error, target, request)),
      request.signal,
    );
    if ('key' in record) return record;
    if (record.auth_type === 'iam_role' && !isLimited(limitsOf(limits, record.account_id))) {
      const ownId = await orAborted(server.accountId(), request.signal);
      if (ownId === record.account_id) {
        await access.authorizeServer(request.caller);
        return ready(server.session(accountInfoOf(record)));
      }
    }
    return sessions.open(record, request);
  }

  /** The server's own account may be named without being registered: it is what a call without a target uses anyway. */
  async function ownAccountOr(error: unknown, value: unknown, { caller }: SessionRequest): Promise<AccountSession> {
    if (!(error instanceof AccountNotFoundError)) throw error;
    const target = parseAccountTarget(value);
    if (target.kind !== 'account-id' || (await server.accountId()) !== target.accountId) throw error;
    const { accountId } = target;
    checkServerLimits(limits, accountId);
    await access.authorizeServer(caller);
    return ready(server.session({ accountId, alias: undefined, authType: 'server', region: undefined }));
  }

  return {
    session,
    authorizeServer: ({ caller } = {}) => {
      if (limits.general.readOnly) throw new ConfigurationError(READ_ONLY_SERVER);
      return access.authorizeServer(caller);
    },
    callerOf: access.callerOf,
    audit: access.audit,
    flush: (accountId) => sessions.flush(accountId),
    clear: () => {
      records.clear();
      sessions.flush();
    },
    check: async () => source.check?.(),
    close: async () => {
      await access.audit?.close();
      await source.close?.();
    },
  };
}

const READ_ONLY_SERVER =
  'This server is read-only, and its own identity cannot be made so. Name an AWS account by target_account_id.';

/** A session is handed out only once it has credentials, so that a call fails before its handler runs, not in it. */
async function ready(session: AccountSession): Promise<AccountSession> {
  await session.credentials();
  return session;
}
