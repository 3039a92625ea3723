import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountTarget } from '../../../src/account.ts';
import {
  type OrganizationsOptions,
  organizationsSource,
} from '../../../src/accounts/organizations/organizations-source.ts';
import { ConfigurationError, DatabaseConnectionError } from '../../../src/errors.ts';
import { type LocalAws, type LocalMember, startLocalAws } from '../../../src/testing/index.ts';

const MANAGEMENT = '999999999999';
const OUTSIDER = '888888888888';
const ROOT = 'r-root';
const WORKLOADS = 'ou-root-workload';
const PRODUCTION = 'ou-root-production';
const SANDBOX = 'ou-root-sandboxes';
const ROLE = { roleName: 'McpTarget', externalId: 'canary-external-id' };

const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });
const ALIAS = (alias: string): AccountTarget => ({ kind: 'alias', alias });

let members: LocalMember[];
let aws: LocalAws;
let time: number;

beforeEach(async () => {
  time = 0;
  members = [
    { accountId: '111111111111', name: 'Payments', unitId: PRODUCTION, tags: { environment: 'production', mcp: '' } },
    { accountId: '222222222222', name: 'Search', unitId: WORKLOADS, tags: { environment: 'staging', mcp: 'yes' } },
    { accountId: '333333333333', name: 'Playground', unitId: SANDBOX, tags: { environment: 'sandbox' } },
    { accountId: '444444444444', name: 'Closed one', unitId: WORKLOADS, state: 'SUSPENDED' },
    { accountId: MANAGEMENT, name: 'Management' },
  ];
  const units = [{ id: WORKLOADS }, { id: PRODUCTION, parentId: WORKLOADS }, { id: SANDBOX }];
  aws = await startLocalAws({
    accounts: [{ accountId: MANAGEMENT, organization: { rootId: ROOT, units, members } }, { accountId: OUTSIDER }],
  });
  for (const [name, value] of Object.entries(aws.env(MANAGEMENT))) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

const sourceOf = (options: Partial<OrganizationsOptions> = {}) =>
  organizationsSource({ ...ROLE, now: () => time, ...options });
const idsOf = async (options: Partial<OrganizationsOptions>) =>
  (await sourceOf(options).list?.())?.map(({ account_id }) => account_id);
const operations = () => aws.requests.map(({ operation }) => operation);
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    (error) => error,
  );

describe('organizationsSource', () => {
  it("finds an account by ID and by its name, with the organization's role", async () => {
    const source = sourceOf();
    const payments = {
      account_id: '111111111111',
      alias: 'Payments',
      auth_type: 'iam_role',
      role_arn: 'arn:aws:iam::111111111111:role/McpTarget',
      external_id: 'canary-external-id',
      tags: null,
      enabled: true,
    };
    expect(await source.find(ID('111111111111'))).toEqual([payments]);
    expect(await source.find(ALIAS('Payments'))).toEqual([payments]);
    expect(await source.find(ID('555555555555'))).toEqual([]);
    expect(await source.find(ALIAS('payments'))).toEqual([]);
  });

  it('finds both accounts of one name', async () => {
    members.push({ accountId: '666666666666', name: 'Payments' });
    expect(await sourceOf().find(ALIAS('Payments'))).toHaveLength(2);
  });

  it('knows an account whose name nobody can say by its ID', async () => {
    members.push({ accountId: '666666666666', name: 'Team (new)' });
    expect(await sourceOf().find(ID('666666666666'))).toMatchObject([{ alias: null }]);
  });

  it.each(['SUSPENDED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION', 'CLOSED'] as const)(
    'disables an account that is %s',
    async (state) => {
      members.push({ accountId: '666666666666', state });
      expect(await sourceOf().find(ID('666666666666'))).toMatchObject([{ enabled: false }]);
    },
  );

  it('reads every page, once for a thousand searches at the same time', async () => {
    for (let index = 0; index < 130; index += 1) members.push({ accountId: String(700_000_000_000 + index) });
    const source = sourceOf();
    const found = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => source.find(ID(String(700_000_000_000 + (index % 130))))),
    );
    expect(found.every((records) => records.length === 1)).toBe(true);
    expect(await source.list?.()).toHaveLength(135);
    expect(operations()).toEqual(Array(7).fill('ListAccounts'));
  });

  it('takes the accounts of units and of all units below them', async () => {
    expect(await idsOf({ organizationalUnits: [PRODUCTION] })).toEqual(['111111111111']);
    expect(await idsOf({ organizationalUnits: [WORKLOADS] })).toEqual(['222222222222', '444444444444', '111111111111']);
    expect(await idsOf({ organizationalUnits: [PRODUCTION, SANDBOX] })).toEqual(['111111111111', '333333333333']);
    expect(await idsOf({ organizationalUnits: [ROOT] })).toHaveLength(5);
  });

  it('asks for a unit once, though it is named beside the unit it lies in', async () => {
    expect(await idsOf({ organizationalUnits: [PRODUCTION, WORKLOADS] })).toHaveLength(3);
    expect(operations().filter((operation) => operation === 'ListAccountsForParent')).toHaveLength(2);
  });

  it('takes the accounts with all the tags, and one of the values of each', async () => {
    expect(await idsOf({ tags: ['environment=production'] })).toEqual(['111111111111']);
    expect(await idsOf({ tags: ['environment=production', 'environment=staging'] })).toEqual([
      '111111111111',
      '222222222222',
    ]);
    expect(await idsOf({ tags: ['mcp'] })).toEqual(['111111111111', '222222222222']);
    expect(await idsOf({ tags: ['mcp', 'environment=staging'] })).toEqual(['222222222222']);
    expect(await idsOf({ tags: ['toString'] })).toEqual([]);
    const [record] = await sourceOf({ tags: ['mcp=yes'] }).find(ALIAS('Search'));
    expect(record?.tags).toEqual({ environment: 'staging', mcp: 'yes' });
  });

  it('does not ask for tags that nobody filters by', async () => {
    await sourceOf().list?.();
    expect(operations()).toEqual(['ListAccounts']);
  });

  it('is asked in the name of the server, with the role in the partition of the accounts', async () => {
    expect(await sourceOf({ partition: 'aws-cn' }).find(ID('111111111111'))).toMatchObject([
      { role_arn: 'arn:aws-cn:iam::111111111111:role/McpTarget' },
    ]);
    expect(aws.requests[0]).toMatchObject({ accountId: MANAGEMENT, service: 'organizations' });
  });
});

describe('the list of an organization', () => {
  it('is believed for some minutes, then refreshed behind the searches', async () => {
    const source = sourceOf();
    await source.find(ID('111111111111'));
    members.push({ accountId: '666666666666' });
    time = 4 * 60_000;
    expect(await source.find(ID('666666666666'))).toEqual([]);
    time = 6 * 60_000;
    await source.find(ID('666666666666'));
    await vi.waitFor(async () => expect(await source.find(ID('666666666666'))).toHaveLength(1));
    expect(operations()).toHaveLength(2);
  });

  it('is served for an hour while AWS cannot be asked, and then no more', async () => {
    const source = sourceOf();
    await source.find(ID('111111111111'));
    aws.fail({ service: 'organizations', code: 'AccessDeniedException', times: 1000 });
    time = 59 * 60_000;
    expect(await source.find(ID('111111111111'))).toHaveLength(1);
    time = 61 * 60_000;
    expect(await rejection(source.find(ID('111111111111')))).toBeInstanceOf(ConfigurationError);
  });

  it('comes through throttling', async () => {
    aws.fail({ service: 'organizations', code: 'TooManyRequestsException', times: 3 });
    expect(await sourceOf().find(ALIAS('Payments'))).toHaveLength(1);
    expect(operations()).toHaveLength(4);
  });
});

describe('the tags of an organization', () => {
  it('are not asked for any further once one request has failed', async () => {
    for (let index = 0; index < 50; index += 1) members.push({ accountId: String(700_000_000_000 + index) });
    aws.fail({ operation: 'ListTagsForResource', code: 'AccessDeniedException', times: 1 });
    expect(await rejection(sourceOf({ tags: ['mcp'] }).find(ALIAS('x')))).toBeInstanceOf(ConfigurationError);
    const asked = () => operations().filter((operation) => operation === 'ListTagsForResource').length;
    await delay(200);
    expect(asked()).toBeLessThan(12);
  });
});

describe('an organization that cannot be listed', () => {
  it('is a setting to correct where AWS refuses', async () => {
    aws.fail({ service: 'organizations', code: 'AccessDeniedException', times: 1 });
    const denied = await rejection(sourceOf().find(ID('111111111111')));
    expect(denied).toBeInstanceOf(ConfigurationError);
    expect(denied.message).toMatch(/delegated administrator.*organizations:ListAccounts/);
    const unknown = await rejection(sourceOf({ organizationalUnits: ['ou-root-elsewhere'] }).find(ALIAS('x')));
    expect(unknown.message).toMatch(/ACCOUNT_ORGANIZATION_UNITS names a unit/);
    for (const [name, value] of Object.entries(aws.env(OUTSIDER))) vi.stubEnv(name, value);
    expect((await rejection(sourceOf().find(ALIAS('x')))).message).toMatch(/belongs to no organization/);
  });

  it("is the server's credentials to correct where there are none", async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, '');
    vi.stubEnv('HOME', '/nonexistent');
    const failure = await rejection(sourceOf().find(ALIAS('x')));
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure.message).toMatch(/own AWS credentials are missing/);
  });

  it('may be tried again where AWS is out of reach', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    const failure = await rejection(sourceOf().find(ALIAS('x')));
    expect(failure).toBeInstanceOf(DatabaseConnectionError);
    expect(failure).toMatchObject({
      retryable: true,
      message: 'AWS Organizations cannot be reached. Try again later.',
    });
  });

  it.each([
    ['a role ARN for a name', { roleName: 'arn:aws:iam::111111111111:role/McpTarget' }, /CROSS_ACCOUNT_ROLE_NAME/],
    ['an external ID with spaces', { externalId: 'canary external' }, /CROSS_ACCOUNT_EXTERNAL_ID/],
    ['a unit by its name', { organizationalUnits: ['Workloads'] }, /ACCOUNT_ORGANIZATION_UNITS/],
  ])('is refused at once for %s', (_, options, message) => {
    expect(() => sourceOf(options)).toThrow(message);
    expect(() => sourceOf(options)).not.toThrow(/canary/);
  });
});
