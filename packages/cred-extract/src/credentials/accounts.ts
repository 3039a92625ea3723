import type { AccountRecord, AwsCredentials } from '../account.ts';
import { cacheAccounts } from '../accounts/cached-source.ts';
import { parseAccountTarget } from '../accounts/parse-target.ts';
import { resolveAccount } from '../accounts/resolve-account.ts';
import type { Environment } from '../environment.ts';
import { AccountNotFoundError } from '../errors.ts';
import { createKeyring, type Keyring } from '../secrets/keyring.ts';
import { type AccountSession, accountInfoOf } from './account-session.ts';
import { type AccountSourcesConfig, openAccountSources } from './account-sources.ts';
import { CredentialCache } from './credential-cache.ts';
import { decryptAccountKeys } from './key-credentials.ts';
import { profileCredentials } from './profile-credentials.ts';
import { assumeAccountRole, ROLE_CHAINING_LIMIT_SECONDS } from './role-credentials.ts';
import { createServerIdentity, type ServerIdentity } from './server-identity.ts';
import { sessionKey } from './session-key.ts';
import { createSts, type Sts } from './sts.ts';

/** Set-up in code. Everything left out is read from the environment. */
export interface AccountsConfig extends AccountSourcesConfig {
  /** The longest session to ask STS for, in seconds. Default 3600, the limit of role chaining. */
  readonly maxSessionSeconds?: number;
  /** How long an account record is believed, in milliseconds. Default 30000: a disabled account stops within it. */
  readonly recordTtlMs?: number;
}

/** Turns a `target_account_id` into a session of that account. */
export interface Accounts {
  /**
   * @throws InvalidAccountIdError, AccountNotFoundError, AmbiguousAccountAliasError, AccountDisabledError,
   * CredentialDecryptionError, CredentialsRejectedError, AssumeRoleError, ProfileCredentialsError, AccountMismatchError,
   * DatabaseConnectionError, ConfigurationError
   */
  session(target: unknown): Promise<AccountSession>;
  /** Forgets every record and session; the next call asks anew. */
  clear(): void;
  /** Closes the account source. */
  close(): Promise<void>;
}

/** The library as an object, for programs that need more than one set-up. Most call `configureAccounts` or nothing. */
export function createAccounts(config: AccountsConfig = {}): Accounts {
  const env = config.env ?? process.env;
  const sts = config.sts ?? createSts(env);
  const source = openAccountSources({ ...config, env, sts });
  const records = cacheAccounts(source, { ...(config.recordTtlMs !== undefined && { ttlMs: config.recordTtlMs }) });
  const server = createServerIdentity(sts);
  const cache = new CredentialCache();
  const load = credentialLoader(sts, config, env);

  async function session(target: unknown): Promise<AccountSession> {
    const record = await resolveAccount(records, target).catch((error) => ownAccountOr(error, server, target));
    if ('key' in record) return record;
    if (record.auth_type === 'iam_role' && (await server.accountId()) === record.account_id) {
      return ready(server.session(accountInfoOf(record)));
    }
    return ready(cachedSession(record, cache, load));
  }

  return {
    session,
    clear: () => {
      records.clear();
      cache.clear();
    },
    close: async () => source.close?.(),
  };
}

/** The server's own account may be named without being registered: it is what a call without a target uses anyway. */
async function ownAccountOr(error: unknown, server: ServerIdentity, value: unknown): Promise<AccountSession> {
  if (!(error instanceof AccountNotFoundError)) throw error;
  const target = parseAccountTarget(value);
  if (target.kind !== 'account-id' || (await server.accountId()) !== target.accountId) throw error;
  const { accountId } = target;
  return ready(server.session({ accountId, alias: undefined, authType: 'server', region: undefined }));
}

/** A session is handed out only once it has credentials, so that a call fails before its handler runs, not in it. */
async function ready(session: AccountSession): Promise<AccountSession> {
  await session.credentials();
  return session;
}

function cachedSession(
  record: AccountRecord,
  cache: CredentialCache,
  load: (record: AccountRecord) => Promise<AwsCredentials>,
): AccountSession {
  const key = sessionKey(record);
  return {
    info: accountInfoOf(record),
    key,
    credentials: () => cache.get(key, () => load(record)),
    currentCredentials: () => cache.peek(key),
  };
}

function credentialLoader(sts: Sts, config: AccountsConfig, env: Environment) {
  const maxSeconds = config.maxSessionSeconds ?? ROLE_CHAINING_LIMIT_SECONDS;
  let keyring: Keyring | undefined;
  return async (record: AccountRecord): Promise<AwsCredentials> => {
    switch (record.auth_type) {
      case 'iam_role':
        return assumeAccountRole(sts, record, maxSeconds);
      case 'aksk':
        keyring ??= createKeyring({ encryptionKey: config.encryptionKey, env });
        return decryptAccountKeys(sts, record, keyring);
      case 'profile':
        return profileCredentials(env, sts, record);
    }
  };
}
