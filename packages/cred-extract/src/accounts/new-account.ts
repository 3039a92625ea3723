import type { AccountRecord } from '../account.ts';
import { ConfigurationError } from '../errors.ts';
import { parseAccountTarget } from './parse-target.ts';

/** An account to register: a record with its secret in plain text, which the store encrypts. */
export type NewAccount = Omit<AccountRecord, 'secret_access_key_encrypted'> & {
  /** Required for `aksk`. */
  readonly secret_access_key?: string | null;
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html */
const ACCESS_KEY_ID = /^\w{16,128}$/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
/** Partition, account, and a path of up to 512 with a name of up to 64 characters. */
const ROLE_ARN = /^arn:aws(?:-[a-z]+)*:iam::([0-9]{12}):role\/[\w+=,.@/-]{1,576}$/;
/** One label of a host name: a region becomes part of an endpoint's address. */
const REGION = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** @throws ConfigurationError that names the wrong field and never repeats a secret, a role ARN or an external ID. */
export function checkNewAccount(account: NewAccount): void {
  if (typeof account.account_id !== 'string' || !/^[0-9]{12}$/.test(account.account_id)) {
    throw new ConfigurationError('account_id must be the 12 digits of an AWS account ID.');
  }
  const problem = problemOfAuthentication(account) ?? problemOfDetails(account);
  if (problem !== undefined) throw new ConfigurationError(`AWS account ${account.account_id}: ${problem}`);
}

function problemOfAuthentication(account: NewAccount): string | undefined {
  switch (account.auth_type) {
    case 'aksk':
      return problemOfKeys(account);
    case 'iam_role':
      return problemOfRole(account);
    default:
      return 'auth_type must be aksk or iam_role.';
  }
}

function problemOfKeys({ access_key_id, secret_access_key }: NewAccount): string | undefined {
  if (!matches(access_key_id, ACCESS_KEY_ID)) return 'access_key_id must be the ID of an access key (AKIA…).';
  if (access_key_id?.startsWith('ASIA')) {
    return 'access_key_id belongs to a temporary key (ASIA…), which expires within hours. Use a role or a long-term key.';
  }
  if (typeof secret_access_key !== 'string' || secret_access_key === '')
    return 'secret_access_key is required for aksk.';
  if (/\s/.test(secret_access_key)) return 'secret_access_key must not contain white space.';
  return undefined;
}

function problemOfRole({ account_id, role_arn }: NewAccount): string | undefined {
  const account = ROLE_ARN.exec(role_arn ?? '')?.[1];
  if (account === undefined) return 'role_arn must be the ARN of an IAM role (arn:aws:iam::<account ID>:role/<name>).';
  if (account !== account_id) return 'role_arn is of another account than account_id.';
  return undefined;
}

function problemOfDetails(account: NewAccount): string | undefined {
  const { alias, external_id, region, session_duration, tags, enabled } = account;
  if (isSet(alias) && !isAlias(alias)) return 'alias must be a name of up to 128 letters, digits, spaces and ._@/+=,:-';
  if (isSet(external_id) && !matches(external_id, EXTERNAL_ID)) {
    return 'external_id must be 2 to 1224 letters, digits and _+=,.@:/-';
  }
  if (isSet(region) && !matches(region, REGION)) return 'region must be the code of an AWS Region, such as eu-west-1.';
  if (isSet(session_duration) && !isSessionDuration(session_duration)) {
    return 'session_duration must be 900 to 43200 seconds.';
  }
  if (isSet(tags) && !areTags(tags)) return 'tags must be an object of texts.';
  if (isSet(enabled) && typeof enabled !== 'boolean') return 'enabled must be true or false.';
  return undefined;
}

function isSet<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

/** An alias that `target_account_id` cannot say would never be found. */
function isAlias(alias: string): boolean {
  try {
    const target = parseAccountTarget(alias);
    return target.kind === 'alias' && target.alias === alias;
  } catch {
    return false;
  }
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function isSessionDuration(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200;
}

function areTags(tags: unknown): boolean {
  return (
    typeof tags === 'object' &&
    !Array.isArray(tags) &&
    Object.values(tags ?? {}).every((tag) => typeof tag === 'string')
  );
}
