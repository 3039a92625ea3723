import type { Sts } from '../../credentials/sts.ts';
import { createPace } from './pace.ts';

/**
 * Half of what STS allows an account in a region, 600 requests a second: the servers that are running take from the same
 * quota. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const REQUESTS_PER_SECOND = 300;

/** The same STS, with a limit on its requests. */
export function pacedSts(sts: Sts, requestsPerSecond = REQUESTS_PER_SECOND): Sts {
  const turn = createPace(requestsPerSecond);
  return {
    ownCredentials: () => sts.ownCredentials(),
    assumeRole: async (...request) => {
      await turn();
      return sts.assumeRole(...request);
    },
    callerAccountId: async (...credentials) => {
      await turn();
      return sts.callerAccountId(...credentials);
    },
  };
}
