import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountSource, AccountTarget } from '../../src/account.ts';
import { type AccountSourcesConfig, openAccountSources } from '../../src/credentials/account-sources.ts';
import {
  AccountDisabledError,
  AccountNotFoundError,
  ConfigurationError,
  createAccounts,
  openAccountStore,
} from '../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { type AwsHome, createAwsHome, keyLines } from '../support/aws-home.ts';

const SERVER = '999999999999';
const ONE = '111111111111';
const TWO = '222222222222';
const THREE = '333333333333';
const EXTERNAL_ID = 'canary-external-id';

let aws: LocalAws;
let home: AwsHome;
let folder: string;
let env: Record<string, string>;

const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });
const ALIAS = (alias: string): AccountTarget => ({ kind: 'alias', alias });
const role = (accountId: string) => `arn:aws:iam::${accountId}:role/McpTarget`;

beforeAll(async () => {
  const roles = [{ name: 'McpTarget', externalId: EXTERNAL_ID, trustedAccounts: [SERVER] }];
  const members = [
    { accountId: ONE, name: 'Payments' },
    { accountId: TWO, name: 'Search', state: 'SUSPENDED' as const },
  ];
  aws = await startLocalAws({
    accounts: [
      { accountId: SERVER, organization: { members } },
      { accountId: ONE, roles },
      { accountId: TWO, roles },
      { accountId: THREE, roles },
    ],
  });
});
afterAll(() => aws.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-sources-'));
  home = await createAwsHome();
  env = { ...aws.env(SERVER), HOME: home.path, XDG_DATA_HOME: folder };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await home.remove();
  await rm(folder, { recursive: true });
});

const open = (more: Record<string, string>, config: AccountSourcesConfig = {}) =>
  openAccountSources({ ...config, env: { ...env, ...more } });
const accountsOf = (more: Record<string, string>) => createAccounts({ env: { ...env, ...more } });

describe('openAccountSources with nothing configured', () => {
  it('finds nothing, and creates nothing', async () => {
    const source = open({});
    expect([await source.find(ID(ONE)), await source.find(ALIAS('x')), await source.list?.()]).toEqual([[], [], []]);
    await expect(accountsOf({}).session(ONE)).rejects.toBeInstanceOf(AccountNotFoundError);
  });

  it('finds the accounts of the embedded database, and then the AWS profiles', async () => {
    await home.config(`[profile laptop]\n${keyLines(aws.env(TWO))}aws_account_id = ${TWO}\n`);
    const store = openAccountStore({ env });
    await store.put({
      account_id: ONE,
      alias: 'stored',
      auth_type: 'iam_role',
      role_arn: role(ONE),
      external_id: EXTERNAL_ID,
    });
    await store.close();
    const accounts = accountsOf({});
    expect((await accounts.session('stored')).info).toMatchObject({ accountId: ONE, authType: 'iam_role' });
    expect((await accounts.session('laptop')).info).toMatchObject({ accountId: TWO, authType: 'profile' });
    await accounts.close();
  });

  it('lets the database disable an account that a profile reaches', async () => {
    await home.config(`[profile laptop]\n${keyLines(aws.env(TWO))}aws_account_id = ${TWO}\n`);
    const store = openAccountStore({ env });
    await store.put({ account_id: TWO, auth_type: 'iam_role', role_arn: role(TWO), enabled: false });
    await store.close();
    for (const target of [TWO, 'laptop']) {
      await expect(accountsOf({}).session(target)).rejects.toBeInstanceOf(AccountDisabledError);
    }
  });
});

describe('the role-name convention', () => {
  const convention = { CROSS_ACCOUNT_ROLE_NAME: 'McpTarget', CROSS_ACCOUNT_EXTERNAL_ID: EXTERNAL_ID };

  it('reaches any account that has the role, and needs none for the own account', async () => {
    const accounts = accountsOf(convention);
    expect((await accounts.session(ONE)).info).toEqual({
      accountId: ONE,
      alias: undefined,
      authType: 'iam_role',
      region: undefined,
    });
    aws.clearRequests();
    const own = await accounts.session(SERVER);
    expect((await own.credentials()).accessKeyId).toBe(env.AWS_ACCESS_KEY_ID);
    expect(aws.requests.filter(({ operation }) => operation === 'AssumeRole')).toEqual([]);
  });

  it('keeps to the accounts that are listed', async () => {
    const accounts = accountsOf({ ...convention, CROSS_ACCOUNT_IDS: `${ONE}, ${TWO}` });
    expect((await accounts.session(TWO)).info.accountId).toBe(TWO);
    await expect(accounts.session(THREE)).rejects.toBeInstanceOf(AccountNotFoundError);
    await expect(accountsOf({ ...convention, CROSS_ACCOUNT_IDS: ',' }).session(ONE)).rejects.toBeInstanceOf(
      AccountNotFoundError,
    );
  });

  it("has the partition of the server's region", async () => {
    const [china] = await open({ ...convention, AWS_REGION: 'cn-north-1' }).find(ID(ONE));
    expect(china?.role_arn).toBe(`arn:aws-cn:iam::${ONE}:role/McpTarget`);
    const [government] = await open({ ...convention, AWS_REGION: '', AWS_DEFAULT_REGION: 'us-gov-west-1' }).find(
      ID(ONE),
    );
    expect(government?.role_arn).toBe(`arn:aws-us-gov:iam::${ONE}:role/McpTarget`);
  });
});

describe('a registry', () => {
  it('lends the usual role to its accounts, and to no other', async () => {
    const ACCOUNT_REGISTRY = JSON.stringify([{ id: ONE, name: 'payments' }]);
    const convention = { CROSS_ACCOUNT_ROLE_NAME: 'McpTarget', CROSS_ACCOUNT_EXTERNAL_ID: EXTERNAL_ID };
    const accounts = accountsOf({ ...convention, ACCOUNT_REGISTRY });
    expect((await accounts.session('payments')).info.accountId).toBe(ONE);
    await expect(accounts.session(TWO)).rejects.toBeInstanceOf(AccountNotFoundError);
  });
});

describe('ACCOUNT_SOURCES', () => {
  const convention = { CROSS_ACCOUNT_ROLE_NAME: 'McpTarget', CROSS_ACCOUNT_EXTERNAL_ID: EXTERNAL_ID };

  it('orders a registry, an organization and a convention', async () => {
    const path = join(folder, 'accounts.yaml');
    await writeFile(path, `- { id: '${THREE}', name: special }\n- { id: '${ONE}', name: closed, enabled: false }\n`);
    const sources = { ...convention, ACCOUNT_REGISTRY: path, ACCOUNT_SOURCES: 'registry,organizations' };
    const accounts = accountsOf(sources);
    expect((await accounts.session('special')).info.accountId).toBe(THREE);
    for (const target of ['closed', 'Payments', ONE, 'Search', TWO]) {
      await expect(accounts.session(target), target).rejects.toBeInstanceOf(AccountDisabledError);
    }
    expect((await open(sources).list?.())?.map(({ account_id }) => account_id)).toEqual([THREE, ONE, TWO]);
    await accounts.close();
  });

  it('finds the accounts of the organization by name, with the shared role', async () => {
    const accounts = accountsOf({ ...convention, ACCOUNT_SOURCES: 'organizations' });
    expect((await accounts.session('Payments')).info).toMatchObject({ accountId: ONE, alias: 'Payments' });
    await accounts.close();
  });

  it.each([
    ['registry', {}, /"registry" needs ACCOUNT_REGISTRY/],
    ['role-name', {}, /"role-name" needs CROSS_ACCOUNT_ROLE_NAME/],
    ['organizations', {}, /"organizations" needs CROSS_ACCOUNT_ROLE_NAME/],
    ['role-name,profiles', convention, /Put it last/],
    ['sql', { DATABASE_URL: 'mysql://x' }, /DATABASE_URL must start/],
    ['organizations', { ...convention, ACCOUNT_ORGANIZATION_UNITS: 'Workloads' }, /ACCOUNT_ORGANIZATION_UNITS must be/],
    ['role-name', { ...convention, CROSS_ACCOUNT_IDS: '123' }, /CROSS_ACCOUNT_IDS must be/],
    ['role-name', { CROSS_ACCOUNT_ROLE_NAME: role(ONE) }, /not its ARN/],
    [
      'registry',
      { ACCOUNT_REGISTRY: '[]', CROSS_ACCOUNT_EXTERNAL_ID: EXTERNAL_ID },
      /no effect without CROSS_ACCOUNT_ROLE/,
    ],
  ])('"%s" with %j is refused at once', (names, more, message) => {
    expect(() => open({ ...more, ACCOUNT_SOURCES: names })).toThrow(ConfigurationError);
    expect(() => open({ ...more, ACCOUNT_SOURCES: names })).toThrow(message);
  });
});

describe('sources in code', () => {
  const own: AccountSource = { find: async () => [{ account_id: ONE, alias: 'own', auth_type: 'iam_role' }] };

  it('are the only ones, whatever the environment says', async () => {
    expect(open({ ACCOUNT_SOURCES: 'ldap' }, { source: own })).toBe(own);
    expect(open({ ACCOUNT_SOURCES: 'ldap' }, { sources: [own] })).toBe(own);
  });

  it('stand beside those that the environment sets up, in the order given', async () => {
    const combined = open({ CROSS_ACCOUNT_ROLE_NAME: 'McpTarget' }, { sources: [own, 'role-name'] });
    expect(await combined.find(ID(ONE))).toMatchObject([{ alias: 'own' }]);
    expect(await combined.find(ID(TWO))).toMatchObject([{ role_arn: role(TWO) }]);
  });

  it.each([
    ['both', { source: own, sources: [own] }, /not both/],
    ['none', { sources: [] }, /at least one/],
    ['an unknown one', { sources: ['ldap' as 'sql'] }, /called "ldap"/],
    ['one that answers for every account before another', { sources: ['role-name', own] as const }, /Put it last/],
  ])('are refused where there are %s', (_, config, message) => {
    expect(() => open({ CROSS_ACCOUNT_ROLE_NAME: 'McpTarget' }, config)).toThrow(message);
  });
});
