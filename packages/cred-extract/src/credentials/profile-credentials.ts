import type { AccountRecord, AwsCredentials } from '../account.ts';
import { profileChain } from '../accounts/profiles/profile-chain.ts';
import { readSharedConfig, sharedConfigPaths } from '../accounts/profiles/shared-config.ts';
import type { Environment } from '../environment.ts';
import { AccountMismatchError, ConfigurationError, ProfileCredentialsError } from '../errors.ts';
import { incompleteProfileError, profileFailure } from './profile-failure.ts';
import type { Sts } from './sts.ts';

/** Keys in a file do not expire, and are replaced one day: then they have to be read again. */
const LIFE_WITHOUT_EXPIRATION_MS = 60 * 60_000;

/** A `credential_process` that waits for somebody to type would hold a tool call for ever. */
const TIME_LIMIT_MS = 30_000;

/**
 * The credentials of the record's AWS profile, verified with GetCallerIdentity. The files are read anew.
 *
 * @throws ProfileCredentialsError that says what to do; `retryable` when AWS was busy or unreachable.
 * @throws AccountMismatchError when the credentials belong to another account.
 * @throws ConfigurationError when the record names no profile.
 */
export async function profileCredentials(env: Environment, sts: Sts, record: AccountRecord): Promise<AwsCredentials> {
  const { profile, account_id: accountId } = record;
  if (!profile) throw new ConfigurationError(`AWS account ${accountId} has no profile. Complete its record.`);
  const { credentials, owner } = await ownedCredentials(env, sts, profile);
  if (owner !== accountId) throw new AccountMismatchError(accountId);
  return credentials;
}

/** The account that a profile's credentials belong to. Throws like `profileCredentials`. */
export async function profileOwner(env: Environment, sts: Sts, profile: string): Promise<string> {
  return (await ownedCredentials(env, sts, profile)).owner;
}

async function ownedCredentials(env: Environment, sts: Sts, profile: string) {
  const chain = profileChain(await readSharedConfig(env), profile);
  if (chain.verdict !== 'complete') throw incompleteProfileError(profile, chain);
  try {
    const credentials = await withinLimit(provide(env, profile));
    const owner = await sts.callerAccountId(credentials);
    if (owner === undefined) throw new Error('STS answered without an account');
    return { credentials, owner };
  } catch (cause) {
    throw cause instanceof ProfileCredentialsError ? cause : profileFailure(profile, chain, cause);
  }
}

async function provide(env: Environment, profile: string): Promise<AwsCredentials> {
  const { fromIni } = await import('@aws-sdk/credential-provider-ini');
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
  const provider = fromIni({
    profile,
    ...sharedConfigPaths(env),
    ignoreCache: true,
    // Not `clientConfig`, which would outrank the region of the profile's own SSO.
    parentClientConfig: { region },
  });
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provider();
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    expiration: expiration ?? new Date(Date.now() + LIFE_WITHOUT_EXPIRATION_MS),
  };
}

async function withinLimit<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timeout()), TIME_LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function timeout(): Error {
  const error = new Error(`TimeoutError: no credentials within ${TIME_LIMIT_MS / 1000} seconds`);
  error.name = 'CredentialsProviderError';
  return error;
}
