import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { denialOf } from '../../src/access/denial.ts';
import {
  type AccountPolicy,
  type AccountRecord,
  type Accounts,
  type AccountsConfig,
  type Caller,
  ConfigurationError,
  createAccounts,
} from '../../src/index.ts';
import { sourceOf } from '../support/source-of.ts';

const SERVER = '999999999999';
const role = (account_id: string, more: Partial<AccountRecord> = {}): AccountRecord => ({
  account_id,
  auth_type: 'iam_role',
  role_arn: `arn:aws:iam::${account_id}:role/r`,
  ...more,
});
const RECORDS = [
  role('111111111111', { alias: 'shop-dev', environment: 'dev', tags: { team: 'shop' } }),
  role('222222222222', { alias: 'shop-prod', environment: 'production', tags: { team: 'shop' } }),
  role('333333333333', { alias: 'off', environment: 'production', enabled: false }),
  role('444444444444', { alias: 'twins', environment: 'dev' }),
  role('555555555555', { alias: 'twins', environment: 'production' }),
  role('666666666666', { alias: '12345678901O', environment: 'production' }),
];

let asked = 0;
function accountsWith(policy: AccountPolicy | undefined, more: AccountsConfig = {}): Accounts {
  const credentials = () => ({
    accessKeyId: 'ASIA1',
    secretAccessKey: 's',
    expiration: new Date(Date.now() + 3_600_000),
  });
  return createAccounts({
    source: sourceOf(RECORDS),
    sts: {
      assumeRole: async ({ roleArn }) => {
        asked += 1;
        return { accountId: roleArn.split(':')[4] as string, credentials: credentials() };
      },
      callerAccountId: async () => SERVER,
      ownCredentials: async () => credentials(),
    } as NonNullable<AccountsConfig['sts']>,
    env: {},
    ...(policy && { policy }),
    ...more,
  });
}
const who = (more: Partial<Caller> = {}): Caller => ({
  subject: 'ann',
  clientId: 'c',
  groups: [],
  scopes: [],
  ...more,
});
const DEV: AccountPolicy = { allow: [{ groups: ['shop'], environments: ['dev'] }] };
const shop = who({ groups: ['shop'] });
const failureOf = (accounts: Accounts, target: unknown, caller?: Caller) =>
  accounts.session(target, { caller }).then(
    () => undefined,
    (error) => error,
  );

describe('a session', () => {
  it('is for everybody without a policy', async () => {
    const accounts = accountsWith(undefined);
    expect((await accounts.session('shop-prod')).info.accountId).toBe('222222222222');
    expect(await accounts.authorizeServer?.()).toBeUndefined();
  });

  it('is for those whom the policy allows, by ID and by alias', async () => {
    const accounts = accountsWith(DEV);
    for (const target of ['111111111111', 'shop-dev'])
      expect((await accounts.session(target, { caller: shop })).info.accountId).toBe('111111111111');
    for (const caller of [undefined, who(), who({ groups: ['bank'] })])
      expect(await failureOf(accounts, 'shop-dev', caller)).toMatchObject({ code: 'ACCOUNT_ACCESS_DENIED' });
  });

  it('is refused to another although its credentials are cached, and before STS is asked', async () => {
    const accounts = accountsWith(DEV);
    await accounts.session('shop-dev', { caller: shop });
    const before = asked;
    expect(await failureOf(accounts, 'shop-dev', who())).toMatchObject({ code: 'ACCOUNT_ACCESS_DENIED' });
    expect(await failureOf(accounts, 'shop-prod', shop)).toMatchObject({ code: 'ACCOUNT_ACCESS_DENIED' });
    expect(asked).toBe(before);
  });

  it("of the server's own account takes the account and the server's identity", async () => {
    const policy = (server: boolean): AccountPolicy => ({
      allow: [{ anyone: true, accounts: [SERVER], ...(server && { server: true as const }) }],
    });
    expect(await failureOf(accountsWith(policy(false)), SERVER)).toMatchObject({ code: 'ACCOUNT_ACCESS_DENIED' });
    expect((await accountsWith(policy(true)).session(SERVER)).info.authType).toBe('server');
    const serverOnly = accountsWith({ allow: [{ anyone: true, server: true }] });
    expect(await failureOf(serverOnly, SERVER)).toMatchObject({ code: 'ACCOUNT_ACCESS_DENIED' });
    await serverOnly.authorizeServer?.();
  });
});

describe('a caller who may not see an account', () => {
  it.each([
    ['unknown by ID', '777777777777'],
    ['unknown by alias', 'nobody'],
    ['denied by ID', '222222222222'],
    ['denied by alias', 'shop-prod'],
    ['disabled', 'off'],
    ['ambiguous, with one of both allowed', 'twins'],
    ['unknown, like a mistyped ID', '12345678901l'],
    ['denied, like a mistyped ID', '12345678901O'],
    ["the server's own", SERVER],
  ])('is answered the same when it is %s', async (_, target) => {
    const error = await failureOf(accountsWith(DEV), target, shop);
    const { requestId, stack, ...rest } = error;
    expect({ ...rest, message: error.message, name: error.name, cause: error.cause }).toEqual({
      code: 'ACCOUNT_ACCESS_DENIED',
      errorType: 'access_denied',
      retryable: false,
      userMessage: error.message,
      message: expect.stringContaining('or it is not registered'),
      name: 'AccountAccessDeniedError',
      cause: undefined,
    });
  });

  it('does not stand in the way of the record: it has the account and the reason', async () => {
    const accounts = accountsWith({ ...DEV, deny: [{ subjects: ['ann'], aliases: ['shop-dev'] }] });
    const reasonOf = async (target: string, caller?: Caller) => {
      const denial = denialOf(await failureOf(accounts, target, caller));
      return [denial?.reason, denial?.record?.account_id];
    };
    expect(await reasonOf('shop-prod', shop)).toEqual(['no-rule', '222222222222']);
    expect(await reasonOf('shop-dev', shop)).toEqual(['deny-rule', '111111111111']);
    expect(await reasonOf('shop-dev')).toEqual(['no-verified-caller', '111111111111']);
    expect(await reasonOf('nobody', who())).toEqual(['no-rule', undefined]);
  });
});

describe('a caller who may use every account', () => {
  const accounts = accountsWith({ allow: [{ groups: ['admins'], accounts: '*' }] });
  const admin = who({ groups: ['admins'] });

  it.each([
    ['777777777777', 'ACCOUNT_NOT_FOUND'],
    ['nobody', 'ACCOUNT_NOT_FOUND'],
    ['off', 'ACCOUNT_DISABLED'],
    ['twins', 'ACCOUNT_ALIAS_AMBIGUOUS'],
    ['12345678901l', 'INVALID_ACCOUNT_ID'],
  ])('is told what is wrong with %s', async (target, code) => {
    expect(await failureOf(accounts, target, admin)).toMatchObject({ code });
  });
});

describe('a call without a target', () => {
  it('takes the identity of the server, which has to be allowed', async () => {
    const accounts = accountsWith({ allow: [{ groups: ['admins'], server: true }] });
    await accounts.authorizeServer?.({ caller: who({ groups: ['admins'] }) });
    for (const caller of [undefined, who()])
      await expect(accounts.authorizeServer?.({ caller })).rejects.toThrow(/Name an AWS account by target_account_id/);
  });
});

describe('a policy file that changes', () => {
  it('counts from the next call on, for cached records and sessions', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'policy-'));
    const file = join(folder, 'policy.yaml');
    const accounts = accountsWith(undefined, { env: { ACCOUNT_POLICY: file } });
    expect(await failureOf(accounts, 'shop-dev', shop)).toBeInstanceOf(ConfigurationError);
    for (let round = 0; round < 20; round += 1) {
      await writeFile(file, 'allow: [{ groups: [shop], environments: [dev] }]');
      expect(await failureOf(accounts, 'shop-dev', shop)).toBeUndefined();
      await writeFile(file, 'allow: [{ groups: [bank], environments: [dev] }]');
      expect(await failureOf(accounts, 'shop-dev', shop)).toMatchObject({ code: 'ACCOUNT_ACCESS_DENIED' });
    }
    await writeFile(file, 'allow: [{ grups: [shop], environments: [dev] }]');
    for (const target of ['shop-dev', 'nobody'])
      expect(await failureOf(accounts, target, shop)).toMatchObject({ code: 'CONFIGURATION_INVALID' });
    await rm(folder, { recursive: true });
  });
});

describe('who calls', () => {
  it('is what authInfo says, of either SDK, with claims named in code or in the environment', async () => {
    const authInfo = { token: 't', clientId: 'c', scopes: [], extra: { sub: 'ann', teams: ['shop'] } };
    const inCode = accountsWith(undefined, { claims: { groups: 'teams' } });
    const inEnvironment = accountsWith(undefined, { env: { ACCOUNT_CLAIM_GROUPS: 'teams' } });
    for (const accounts of [inCode, inEnvironment])
      for (const extra of [{ authInfo }, { http: { authInfo } }])
        expect(await accounts.callerOf?.(extra)).toMatchObject({ subject: 'ann', groups: ['shop'] });
  });

  it('is never what headers or anything else beside authInfo say', async () => {
    const requestInfo = { headers: { authorization: 'Bearer x', 'x-sub': 'admin' }, authInfo: { clientId: 'x' } };
    expect(await accountsWith(undefined).callerOf?.({ requestInfo, _meta: { authInfo: {} } })).toBeUndefined();
  });

  it('is what the hook of the server says, and a hook that throws refuses the call', async () => {
    const accounts = accountsWith(undefined, {
      caller: async (extra) => {
        if (!(extra as { user?: string }).user) throw new Error('canary: bad signature');
        return who({ subject: (extra as { user: string }).user });
      },
    });
    expect(await accounts.callerOf?.({ user: 'bob' })).toMatchObject({ subject: 'bob' });
    const error = await Promise.resolve(accounts.callerOf?.({})).then(undefined, (failure) => failure);
    expect(error).toMatchObject({ code: 'ACCOUNT_ACCESS_DENIED', message: expect.not.stringContaining('canary') });
    expect(denialOf(error)?.reason).toBe('caller-not-verified');
  });

  it('is not set up in two ways', () => {
    expect(() => accountsWith(undefined, { caller: () => who(), claims: { groups: 'x' } })).toThrow(/no effect/);
  });
});
