import { partitionOf } from '../../accounts/partition.ts';
import type { Environment } from '../../environment.ts';
import { type Check, failed, ok, skipped, warning } from './check.ts';

/** Seconds that a signature may be old or new: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const TOLERATED = 5 * 60;
const NOTICED = 60;
/** Milliseconds. */
const TIME_LIMIT = 5_000;

const FIX = 'Correct the clock of this machine: switch on NTP or chrony.';

/** The clock beside that of STS, which says the time with every answer. */
export async function checkClock(env: Environment): Promise<Check> {
  const seconds = await secondsAhead(env);
  if (seconds === undefined) return skipped('clock', 'STS could not be asked for the time');
  const off = Math.abs(seconds);
  const message = `it is ${off} s ${seconds < 0 ? 'behind' : 'ahead of'} AWS`;
  if (off > TOLERATED)
    return failed('clock', `${message}, and AWS refuses signatures that are 5 minutes off`, FIX, 'assume_role_error');
  if (off > NOTICED) return warning('clock', message, FIX);
  return ok('clock', 'it agrees with AWS');
}

async function secondsAhead(env: Environment): Promise<number | undefined> {
  const start = Date.now();
  try {
    const signal = AbortSignal.timeout(TIME_LIMIT);
    // Not signed: STS answers with a redirection or a refusal, and with its time.
    const { headers } = await fetch(stsEndpoint(env), { method: 'HEAD', redirect: 'manual', signal });
    const theirs = Date.parse(headers.get('date') ?? '');
    const ours = (start + Date.now()) / 2;
    return Number.isNaN(theirs) ? undefined : Math.round((ours - theirs) / 1000);
  } catch {
    return undefined;
  }
}

function stsEndpoint(env: Environment): string {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
  const suffix = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return env.AWS_ENDPOINT_URL_STS || env.AWS_ENDPOINT_URL || `https://sts.${region}.${suffix}`;
}
