import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Organization, SERVER, startOrganization } from '../support/organization.ts';

const CALLS = 2_000;
const ACCOUNTS = 50;
const TRIAL = fileURLToPath(new URL('./trial.ts', import.meta.url));

let organization: Organization;

beforeAll(async () => {
  organization = await startOrganization(ACCOUNTS, [0, 5]);
});
afterAll(() => organization.close());
beforeEach(() => organization.aws.clearRequests());

interface TrialResult {
  calls: number;
  wrong: number;
  failed: number;
  kinds: Record<string, number>;
}

async function trial(design: 'context' | 'environment'): Promise<TrialResult> {
  const env = {
    ...organization.env,
    TRIAL_SERVER: SERVER,
    TRIAL_ACCOUNTS: organization.accounts.map((account) => account.accountId).join(),
  };
  const { stdout } = await promisify(execFile)(process.execPath, [TRIAL, design, String(CALLS)], { env });
  return JSON.parse(stdout);
}

describe(`${CALLS} concurrent calls over ${ACCOUNTS} accounts by key pair, by role and without a target`, () => {
  it('are all answered from the account they name, in its region, with one AssumeRole per role account', async () => {
    expect(await trial('context')).toEqual({
      calls: CALLS,
      wrong: 0,
      failed: 0,
      kinds: { 'shared client': 0, 'client per call': 0, 'document client': 0, paginator: 0 },
    });

    const { aws, accounts } = organization;
    expect(aws.requests.filter((request) => request.status >= 400)).toEqual([]);
    const assumed = aws.requests
      .filter((request) => request.operation === 'AssumeRole')
      .map((request) => request.target);
    const roles = accounts.filter(({ kind }) => kind === 'iam_role').map(({ accountId }) => accountId);
    expect(assumed.map((arn) => arn?.split(':')[4]).sort()).toEqual(roles.sort());

    const regions = new Map([
      [SERVER, 'us-east-1'],
      ...accounts.map(({ accountId, region }) => [accountId, region] as const),
    ]);
    const data = aws.requests.filter((request) => request.service !== 'sts');
    expect(data.length).toBeGreaterThan(CALLS);
    expect(data.filter((request) => request.region !== regions.get(request.accountId ?? ''))).toEqual([]);
  });

  it('are mostly answered from other accounts by the design that writes environment variables', async () => {
    const { wrong } = await trial('environment');
    expect(wrong).toBeGreaterThan(CALLS / 2);
  });
});
