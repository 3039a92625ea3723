import { createAccountAccess } from '../access/account-access.ts';
import { cacheAccounts, DEFAULT_RECORD_TTL_MS } from '../accounts/cached-source.ts';
import { parseAccountTarget } from '../accounts/parse-target.ts';
import { resolveAccount } from '../accounts/resolve-account.ts';
import type { SessionRequest } from '../caller.ts';
import { AccountNotFoundError, ConfigurationError } from '../errors.ts';
import { isPromise, type MaybePromise } from '../maybe-promise.ts';
import { type AccountSession, accountInfoOf } from './account-session.ts';
import { createAccountSessions } from './account-sessions.ts';
import { openAccountSources } from './account-sources.ts';
import type { Accounts, AccountsConfig } from './accounts.ts';
import { credentialLoader } from './load-credentials.ts';
import { orAborted } from './or-aborted.ts';
import { RecentSessions } from './recent-sessions.ts';
import { createServerIdentity } from './server-identity.ts';
import { checkSessionConfig } from './session-config.ts';
import { answerInHand } from './session-in-hand.ts';
import { checkServerLimits, isLimited, limitsOf } from './session-plans.ts';
import { createSts } from './sts.ts';

/** The library as an object, for programs that need more than one set-up. Most call `configureAccounts` or nothing. */
export function createAccounts(config: AccountsConfig = {}): Accounts {
  const env = config.env ?? process.env;
  const sts = config.sts ?? createSts(env);
  const source = openAccountSources({ ...config, env, sts });
  const { recordTtlMs = DEFAULT_RECORD_TTL_MS } = config;
  const recent = new RecentSessions(recordTtlMs);
  const records = cacheAccounts(source, { ttlMs: recordTtlMs - recent.lifeMs });
  const limits = checkSessionConfig(config.session ?? {}, env);
  const server = createServerIdentity(sts);
  const access = createAccountAccess(config, env);
  const sessions = createAccountSessions(credentialLoader({ ...config, env, sts }), limits);

  /** Undefined where something has to be looked up first. */
  function sessionNow(target: unknown, request: SessionRequest): MaybePromise<AccountSession> | undefined {
    const opened = recent.get(target);
    if (!opened) return undefined;
    request.signal?.throwIfAborted();
    const { session, record } = opened;
    const authorized = access.authorize(request.caller, opened.target, [record]);
    return isPromise(authorized) ? orAborted(authorized, request.signal).then(() => session) : session;
  }

  async function session(target: unknown, request: SessionRequest = {}): Promise<AccountSession> {
    return sessionNow(target, request) ?? lookUp(target, request);
  }

  async function lookUp(target: unknown, request: SessionRequest): Promise<AccountSession> {
    const asked = recent.begin();
    request.signal?.throwIfAborted();
    const resolved = resolveAccount(records, target, (...means) => access.authorize(request.caller, ...means));
    const record = await orAborted(
      resolved.catch((error) => ownAccountOr(error, target, request)),
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
    const opened = await sessions.open(record, request);
    const until = sessions.goodUntil(opened);
    if (until !== undefined) {
      recent.remember(target, { target: parseAccountTarget(target), record, session: opened }, asked, until);
    }
    return opened;
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

  const accounts: Accounts = {
    session,
    authorizeServer: ({ caller } = {}) => {
      if (limits.general.readOnly) throw new ConfigurationError(READ_ONLY_SERVER);
      return access.authorizeServer(caller);
    },
    callerOf: access.callerOf,
    audit: access.audit,
    flush: (accountId) => {
      recent.clear();
      sessions.flush(accountId);
    },
    clear: () => {
      recent.clear();
      records.clear();
      sessions.flush();
    },
    check: async () => source.check?.(),
    close: async () => {
      await access.audit?.close();
      await source.close?.();
    },
  };
  answerInHand(accounts, sessionNow);
  return accounts;
}

const READ_ONLY_SERVER =
  'This server is read-only, and its own identity cannot be made so. Name an AWS account by target_account_id.';

/** A session is handed out only once it has credentials, so that a call fails before its handler runs, not in it. */
async function ready(session: AccountSession): Promise<AccountSession> {
  await session.credentials();
  return session;
}
