import type { AccountRecord, AwsCredentials } from '../account.ts';
import { AccountMismatchError, AssumeRoleError, ConfigurationError } from '../errors.ts';
import type { SessionTerms } from './session-terms.ts';
import type { AssumedRole, AssumeRoleRequest, Sts } from './sts.ts';
import { classifyStsFailure, isTransient, type StsFailure } from './sts-failure.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining: one hour, an error beyond it. */
const ROLE_CHAINING_LIMIT_SECONDS = 3_600;

/** Of AssumeRole. */
const LONGEST_SESSION_SECONDS = 43_200;

/** Says what a person can do. AWS's own messages name roles and callers, so they stay in the cause. */
const REASONS: Readonly<Record<StsFailure, string>> = {
  'access-denied':
    "access denied. Check that the role exists, that its trust policy and external ID fit, and that the server's own identity may assume it.",
  'tags-denied':
    "its trust policy, or the server's own identity, does not allow sts:TagSession, which session.attribution.tags needs. Allow it beside sts:AssumeRole.",
  'source-identity-denied':
    "its trust policy, or the server's own identity, does not allow sts:SetSourceIdentity, which session.attribution.sourceIdentity needs. Allow it beside sts:AssumeRole.",
  busy: 'AWS STS is throttling or overloaded. Try again later.',
  unreachable: 'AWS STS cannot be reached. Try again later.',
  'own-credentials': "the server's own AWS credentials are missing, expired or rejected.",
  'clock-skewed': "the clock of the server's machine differs from that of AWS by minutes. Set it right.",
  'policy-too-large':
    'the session policy, the policy ARNs and the session tags are too large together. Shorten the policy, or name fewer policies, tags or groups.',
  'policy-invalid': 'AWS does not accept the session policy. Correct session.policy and session.policyArns.',
  'duration-too-long': 'its session duration is longer than the role allows. Correct the record, or the role.',
  'invalid-request': 'AWS STS refused the request. Check the role ARN, the external ID and the session duration.',
};

/**
 * A session of the account's role.
 *
 * @param maxDurationSeconds what a record's `session_duration` may ask for. Sessions that a session obtains last an hour at
 * most, whatever either says.
 * @throws AssumeRoleError when STS hands out none; `retryable` when STS was busy or unreachable.
 * @throws AccountMismatchError when the role, or the session STS returned, belongs to another account.
 * @throws ConfigurationError when the record names no role.
 */
export async function assumeAccountRole(
  sts: Sts,
  record: AccountRecord,
  terms: SessionTerms,
  signal: AbortSignal,
  maxDurationSeconds: number = LONGEST_SESSION_SECONDS,
): Promise<AwsCredentials> {
  const roleArn = record.role_arn;
  if (!roleArn) throw new ConfigurationError(`AWS account ${record.account_id} has no role ARN. Complete its record.`);
  // arn:aws:iam::<account>:role/<name>; checked first, so that no session of a foreign account ever exists.
  if (roleArn.split(':')[4] !== record.account_id) throw new AccountMismatchError(record.account_id);
  const durationSeconds = Math.min(await allowedDuration(sts, record), maxDurationSeconds);
  const externalId = record.external_id ?? undefined;
  const session = await request(sts, record.account_id, { ...terms, roleArn, externalId, durationSeconds, signal });
  if (session.accountId !== record.account_id) throw new AccountMismatchError(record.account_id);
  return session.credentials;
}

/** Long-term keys may ask for as much as the role allows; a server with a session of its own for no more than an hour. */
async function allowedDuration(sts: Sts, { session_duration: wanted }: AccountRecord): Promise<number> {
  if (!wanted || wanted <= ROLE_CHAINING_LIMIT_SECONDS) return wanted ?? ROLE_CHAINING_LIMIT_SECONDS;
  const isChained = await sts.ownCredentials().then(
    (own) => own.sessionToken !== undefined,
    () => true,
  );
  return isChained ? ROLE_CHAINING_LIMIT_SECONDS : wanted;
}

async function request(sts: Sts, accountId: string, parameters: AssumeRoleRequest): Promise<AssumedRole> {
  try {
    return await sts.assumeRole(parameters);
  } catch (cause) {
    // Nobody waits any more.
    parameters.signal?.throwIfAborted();
    const failure = classifyStsFailure(cause);
    // Every role allows an hour, and a record may promise more than its role does.
    if (failure === 'duration-too-long' && parameters.durationSeconds > ROLE_CHAINING_LIMIT_SECONDS) {
      return request(sts, accountId, { ...parameters, durationSeconds: ROLE_CHAINING_LIMIT_SECONDS });
    }
    throw new AssumeRoleError(accountId, REASONS[failure], { cause, retryable: isTransient(failure) });
  }
}
