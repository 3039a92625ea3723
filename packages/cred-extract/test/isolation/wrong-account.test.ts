import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Organization, SERVER, startOrganization } from '../support/organization.ts';
import { runTrial } from './run-trial.ts';

const CALLS = 2_000;
const ACCOUNTS = 50;

let organization: Organization;

beforeAll(async () => {
  organization = await startOrganization(ACCOUNTS, [0, 5]);
});
afterAll(() => organization.close());
beforeEach(() => organization.aws.clearRequests());

describe(`${CALLS} concurrent calls over ${ACCOUNTS} accounts by key pair, by role and without a target`, () => {
  it('are all answered from the account they name, in its region, with one AssumeRole per role account', async () => {
    expect(await runTrial('context', CALLS, organization)).toEqual({
      calls: CALLS,
      wrong: 0,
      failed: 0,
      kinds: { 'shared client': 0, 'client per call': 0, 'document client': 0, paginator: 0 },
    });

    const { aws, accounts } = organization;
    expect(aws.requests.filter((request) => request.status >= 400)).toEqual([]);
    const assumed = aws.requests.filter((request) => request.operation === 'AssumeRole');
    const roles = accounts.filter(({ kind }) => kind === 'iam_role').map(({ accountId }) => accountId);
    expect(assumed.map(({ target }) => target?.split(':')[4]).sort()).toEqual(roles.sort());

    const regions = new Map([
      [SERVER, 'us-east-1'],
      ...accounts.map(({ accountId, region }) => [accountId, region] as const),
    ]);
    const data = aws.requests.filter((request) => request.service !== 'sts');
    expect(data.length).toBeGreaterThan(CALLS);
    expect(data.filter((request) => request.region !== regions.get(request.accountId ?? ''))).toEqual([]);
  });

  it('are mostly answered from other accounts by the design that writes environment variables', async () => {
    const { wrong } = await runTrial('environment', CALLS, organization);
    expect(wrong).toBeGreaterThan(CALLS / 2);
  });

  it('are answered from other accounts by shared clients that look up their credentials', async () => {
    const { kinds } = await runTrial('provider', CALLS, organization);
    expect(kinds['client per call']).toBe(0);
    for (const kind of ['shared client', 'document client', 'paginator'])
      expect(kinds[kind]).toBeGreaterThan(CALLS / 8);
  });
});
