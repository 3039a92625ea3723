import type { AccountRecord } from '../account.ts';
import { ConfigurationError } from '../errors.ts';
import { parseAccountTarget } from './parse-target.ts';

/** An account to register: a record with its secret in plain text, which the store encrypts. */
export type NewAccount = Omit<AccountRecord, 'secret_access_key_encrypted' | 'profile' | 'revision'> & {
  /** Required for `aksk`. */
  readonly secret_access_key?: string | null;
};

/** What is wrong with one field. Never repeats a secret, a role ARN or an external ID. */
export interface AccountProblem {
  readonly field: keyof NewAccount;
  readonly text: string;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html */
const ACCESS_KEY_ID = /^\w{16,128}$/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
/** Partition, account, and a path of up to 512 with a name of up to 64 characters. */
const ROLE_ARN = /^arn:aws(?:-[a-z]+)*:iam::([0-9]{12}):role\/[\w+=,.@/-]{1,576}$/;
/** One label of a host name: a region becomes part of an endpoint's address. */
const REGION = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** @throws ConfigurationError that names the first wrong field. */
export function checkNewAccount(account: NewAccount): void {
  const [problem] = problemsOfAccount(account);
  if (problem === undefined) return;
  const subject = problem.field === 'account_id' ? '' : `AWS account ${account.account_id}: `;
  throw new ConfigurationError(`${subject}${problem.text}`);
}

/** Everything that keeps an account from being registered; nothing when it can be. */
export function problemsOfAccount(account: NewAccount): readonly AccountProblem[] {
  const problems = problemsOfAccountId(account);
  return problems.length > 0 ? problems : [...problemsOfAuthentication(account), ...problemsOfDetails(account)];
}

export function problemsOfAccountId({ account_id }: Pick<NewAccount, 'account_id'>): readonly AccountProblem[] {
  if (matches(account_id, /^[0-9]{12}$/)) return [];
  return problem('account_id', 'account_id must be the 12 digits of an AWS account ID.');
}

function problemsOfAuthentication(account: NewAccount): readonly AccountProblem[] {
  switch (account.auth_type) {
    case 'aksk':
      return problemsOfKeys(account);
    case 'iam_role':
      return problem('role_arn', problemOfRole(account));
    default:
      return problem('auth_type', 'auth_type must be aksk or iam_role.');
  }
}

function problemsOfKeys({ access_key_id, secret_access_key }: NewAccount): readonly AccountProblem[] {
  return [
    ...problem('access_key_id', problemOfKeyId(access_key_id)),
    ...problem('secret_access_key', problemOfSecret(secret_access_key)),
  ];
}

function problemOfKeyId(keyId: unknown): string | undefined {
  if (!matches(keyId, ACCESS_KEY_ID)) return 'access_key_id must be the ID of an access key (AKIA…).';
  if (String(keyId).startsWith('ASIA')) {
    return 'access_key_id belongs to a temporary key (ASIA…), which expires within hours. Use a role or a long-term key.';
  }
  return undefined;
}

function problemOfSecret(secret: unknown): string | undefined {
  if (typeof secret !== 'string' || secret === '') return 'secret_access_key is required for aksk.';
  return /\s/.test(secret) ? 'secret_access_key must not contain white space.' : undefined;
}

function problemOfRole({ account_id, role_arn }: NewAccount): string | undefined {
  const account = typeof role_arn === 'string' ? ROLE_ARN.exec(role_arn)?.[1] : undefined;
  if (account === undefined) return 'role_arn must be the ARN of an IAM role (arn:aws:iam::<account ID>:role/<name>).';
  return account === account_id ? undefined : 'role_arn is of another account than account_id.';
}

/** What an account may have however it is reached. */
export type AccountDetails = Omit<NewAccount, 'account_id' | 'auth_type' | 'role_arn'>;

/** Those fields, with what each must be. */
const DETAILS: ReadonlyArray<
  readonly [field: keyof AccountDetails, isRight: (value: unknown) => boolean, rule: string]
> = [
  ['alias', isAlias, 'must be a name of up to 128 letters, digits, spaces and ._@/+=,:-'],
  ['external_id', (value) => matches(value, EXTERNAL_ID), 'must be 2 to 1224 letters, digits and _+=,.@:/-'],
  ['region', (value) => matches(value, REGION), 'must be the code of an AWS Region, such as eu-west-1.'],
  ['session_duration', isSessionDuration, 'must be 900 to 43200 seconds.'],
  ['environment', (value) => typeof value === 'string', 'must be a text.'],
  ['tags', areTags, 'must be an object of texts.'],
  ['enabled', (value) => typeof value === 'boolean', 'must be true or false.'],
];

export function problemsOfDetails(account: AccountDetails): readonly AccountProblem[] {
  return DETAILS.filter(([field, isRight]) => isSet(account[field]) && !isRight(account[field])).map(
    ([field, , rule]) => ({ field, text: `${field} ${rule}` }),
  );
}

function problem(field: keyof NewAccount, text: string | undefined): readonly AccountProblem[] {
  return text === undefined ? [] : [{ field, text }];
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

/** An alias that `target_account_id` cannot say would never be found. */
export function isAlias(alias: unknown): boolean {
  try {
    const target = parseAccountTarget(alias);
    return target.kind === 'alias' && target.alias === alias;
  } catch {
    return false;
  }
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function isSessionDuration(seconds: unknown): boolean {
  return Number.isInteger(seconds) && Number(seconds) >= 900 && Number(seconds) <= 43_200;
}

function areTags(tags: unknown): boolean {
  return (
    typeof tags === 'object' &&
    !Array.isArray(tags) &&
    Object.values(tags ?? {}).every((tag) => typeof tag === 'string')
  );
}
