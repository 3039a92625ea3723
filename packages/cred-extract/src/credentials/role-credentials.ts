import type { AccountRecord, AwsCredentials } from '../account.ts';
import { AccountMismatchError, AssumeRoleError, ConfigurationError } from '../errors.ts';
import type { AssumedRole, Sts } from './sts.ts';
import { classifyStsFailure, isTransient, type StsFailure } from './sts-failure.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining: one hour, an error beyond it. */
export const ROLE_CHAINING_LIMIT_SECONDS = 3_600;

/** Says what a person can do. AWS's own messages name roles and callers, so they stay in the cause. */
const REASONS: Readonly<Record<StsFailure, string>> = {
  'access-denied':
    "access denied. Check that the role exists, that its trust policy and external ID fit, and that the server's own identity may assume it.",
  busy: 'AWS STS is throttling or overloaded. Try again later.',
  unreachable: 'AWS STS cannot be reached. Try again later.',
  'own-credentials': "the server's own AWS credentials are missing, expired or rejected.",
  'invalid-request': 'AWS STS refused the request. Check the role ARN, the external ID and the session duration.',
};

/**
 * A session of the account's role.
 *
 * @throws AssumeRoleError when STS hands out none; `retryable` when STS was busy or unreachable.
 * @throws AccountMismatchError when the role, or the session STS returned, belongs to another account.
 * @throws ConfigurationError when the record names no role.
 */
export async function assumeAccountRole(
  sts: Sts,
  record: AccountRecord,
  maxDurationSeconds: number,
): Promise<AwsCredentials> {
  const roleArn = record.role_arn;
  if (!roleArn) throw new ConfigurationError(`AWS account ${record.account_id} has no role ARN. Complete its record.`);
  // arn:aws:iam::<account>:role/<name>; checked first, so that no session of a foreign account ever exists.
  if (roleArn.split(':')[4] !== record.account_id) throw new AccountMismatchError(record.account_id);
  const session = await request(sts, record, roleArn, maxDurationSeconds);
  if (session.accountId !== record.account_id) throw new AccountMismatchError(record.account_id);
  return session.credentials;
}

async function request(sts: Sts, record: AccountRecord, roleArn: string, maxSeconds: number): Promise<AssumedRole> {
  try {
    return await sts.assumeRole({
      roleArn,
      externalId: record.external_id ?? undefined,
      durationSeconds: Math.min(record.session_duration ?? ROLE_CHAINING_LIMIT_SECONDS, maxSeconds),
    });
  } catch (cause) {
    const failure = classifyStsFailure(cause);
    throw new AssumeRoleError(record.account_id, REASONS[failure], { cause, retryable: isTransient(failure) });
  }
}
