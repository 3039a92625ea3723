import { createSts } from '../../credentials/sts.ts';
import { classifyStsFailure, type StsFailure } from '../../credentials/sts-failure.ts';
import type { Environment } from '../../environment.ts';
import { type Check, failed, ok } from './check.ts';

/** Whose credentials the process itself has. */
export async function checkIdentity(env: Environment): Promise<Check> {
  try {
    const accountId = await createSts(env).callerAccountId();
    return ok('identity', `the server itself is AWS account ${accountId}`);
  } catch (error) {
    const [message, fix] = REASONS[classifyStsFailure(error)] ?? MISSING;
    return failed('identity', message, fix, 'assume_role_error');
  }
}

const UNREACHABLE = [
  'AWS STS cannot be reached.',
  'Check the network, a proxy, AWS_REGION and AWS_ENDPOINT_URL; in a VPC without internet, add an endpoint for STS.',
] as const;
const MISSING = [
  "the server's own AWS credentials are missing, expired or rejected.",
  'Attach a role to the machine or the container, or run aws sso login, or set AWS_PROFILE or AWS_ACCESS_KEY_ID.',
] as const;

const SKEWED = [
  "AWS refuses the server's signatures for their time.",
  'Correct the clock of this machine: switch on NTP or chrony.',
] as const;

/** Of the failures that a request for one's own identity can have. */
const REASONS: Partial<Record<StsFailure, readonly [message: string, fix: string]>> = {
  busy: ['AWS STS is throttling.', 'Try again later.'],
  'clock-skewed': SKEWED,
  unreachable: UNREACHABLE,
  'invalid-request': ['AWS STS refused the request.', 'Check AWS_REGION: the region must be enabled in the account.'],
};
