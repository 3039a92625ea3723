import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccountMismatchError, type Accounts, createAccounts, ProfileCredentialsError } from '../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { type AwsHome, createAwsHome, keyLines } from '../support/aws-home.ts';
import { type SsoPortal, startSsoPortal } from '../support/sso-portal.ts';

const BASE = '999999999999';
const TARGET = '111111111111';
const SSO = '222222222222';
const TOOL = '333333333333';
const EXTERNAL_ID = 'canary-external-id';

let aws: LocalAws;
let portal: SsoPortal;
let home: AwsHome;
let accounts: Accounts;

const later = () => new Date(Date.now() + 3_600_000);
const keysOf = (accountId: string) => keyLines(aws.env(accountId));

function configuration(): string {
  const process = JSON.stringify({
    Version: 1,
    AccessKeyId: aws.env(TOOL).AWS_ACCESS_KEY_ID,
    SecretAccessKey: aws.env(TOOL).AWS_SECRET_ACCESS_KEY,
  });
  const role = `role_arn = arn:aws:iam::${TARGET}:role/Reader\nexternal_id = ${EXTERNAL_ID}\n`;
  return `
[profile base]
${keysOf(BASE)}
[profile target]
${role}source_profile = base
region = eu-west-1
[profile target-by-environment]
${role}credential_source = Environment
[profile refused]
role_arn = arn:aws:iam::${TARGET}:role/Nobody
source_profile = base
[profile chain]
role_arn = arn:aws:iam::${SSO}:role/Second
source_profile = target
[profile corp]
sso_session = corp
sso_account_id = ${SSO}
sso_role_name = Reader
[profile corp-admin]
sso_session = corp
sso_account_id = ${SSO}
sso_role_name = Admin
[profile behind-sso]
${role}source_profile = corp
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
[profile tool]
credential_process = echo '${process}'
[profile broken-tool]
credential_process = echo canary-output; echo canary-error >&2; exit 3
aws_account_id = ${TOOL}
[profile chatty-tool]
credential_process = echo canary-output
[profile slow-tool]
credential_process = sleep 10
aws_account_id = ${TOOL}
[profile wrong]
${keysOf(TOOL)}aws_account_id = ${SSO}
[profile unknown-keys]
aws_access_key_id = AKIANOBODYKNOWSIT00
aws_secret_access_key = canary-secret
[profile mfa]
role_arn = arn:aws:iam::${TARGET}:role/Reader
source_profile = base
mfa_serial = arn:aws:iam::${BASE}:mfa/me
[profile dangling]
role_arn = arn:aws:iam::${TARGET}:role/Reader
source_profile = gone
[profile pod]
role_arn = arn:aws:iam::${TARGET}:role/Reader
web_identity_token_file = /nonexistent/canary-token
[profile empty]
region = eu-west-1
[profile behind-quotes]
${role}source_profile = o'brien
`;
}

beforeAll(async () => {
  aws = await startLocalAws({
    accounts: [
      { accountId: BASE },
      { accountId: TARGET, roles: [{ name: 'Reader', externalId: EXTERNAL_ID }] },
      {
        accountId: SSO,
        roles: [
          { name: 'Second', trustedAccounts: [TARGET] },
          { name: 'Reader', trustedAccounts: [SSO] },
        ],
      },
      { accountId: TOOL },
    ],
  });
  portal = await startSsoPortal(aws, [`${SSO}/Reader`]);
});
afterAll(async () => {
  await aws.close();
  await portal.close();
});
beforeEach(async () => {
  home = await createAwsHome();
  await home.config(configuration());
  await home.ssoToken('corp', portal.token, later());
  const variables = {
    ...aws.env(BASE),
    HOME: home.path,
    AWS_ENDPOINT_URL_SSO: portal.endpoint,
    ACCOUNT_SOURCES: 'profiles',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  portal.failure = undefined;
  accounts = createAccounts({ recordTtlMs: 1 });
  aws.clearRequests();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await home.remove();
});

const operations = () =>
  aws.requests.map(({ operation, accountId, errorCode }) => errorCode ?? `${operation} ${accountId}`);
const failureOf = (target: string) =>
  accounts.session(target).then(
    () => expect.unreachable(),
    (error) => error,
  );

const accountOf = async (target: string) => (await accounts.session(target)).info.accountId;

describe('a session of an AWS profile', () => {
  it('comes from the role that the profile assumes, and its account is verified', async () => {
    const session = await accounts.session('target');
    expect(session.info).toEqual({ accountId: TARGET, alias: 'target', authType: 'profile', region: 'eu-west-1' });
    const { accessKeyId, expiration } = await session.credentials();
    expect(accessKeyId).toMatch(/^ASIA/);
    expect(expiration?.getTime()).toBeGreaterThan(Date.now());
    expect(operations()).toEqual([`AssumeRole ${BASE}`, `GetCallerIdentity ${TARGET}`]);
  });

  it('starts from the environment where the profile says so', async () => {
    expect((await accounts.session('target-by-environment')).info.accountId).toBe(TARGET);
  });

  it('goes through a role of a role', async () => {
    expect((await accounts.session('chain')).info.accountId).toBe(SSO);
    expect(operations()).toEqual([`AssumeRole ${BASE}`, `AssumeRole ${TARGET}`, `GetCallerIdentity ${SSO}`]);
  });

  it('comes from an SSO login, and as a source of a role too', async () => {
    const session = await accounts.session('corp');
    expect(session.info).toMatchObject({ accountId: SSO, authType: 'profile' });
    expect((await session.credentials()).accessKeyId).toMatch(/^ASIA/);
    expect(portal.requests.at(-1)).toBe(`${SSO}/Reader`);
    expect((await accounts.session('behind-sso')).info.accountId).toBe(TARGET);
  });

  it('comes from a credential_process, whose account STS tells', async () => {
    expect((await accounts.session('tool')).info).toMatchObject({ accountId: TOOL, alias: 'tool' });
  });

  it('comes from keys', async () => {
    const session = await accounts.session('base');
    expect(session.info.accountId).toBe(BASE);
    // Read again within the hour, though keys do not expire: a registry names a profile and does not see it change.
    const { accessKeyId, expiration } = await session.credentials();
    expect(accessKeyId).toBe(aws.env(BASE).AWS_ACCESS_KEY_ID);
    expect(expiration?.getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
  });

  it('is had by account ID where one profile has it, and refused where several have', async () => {
    await home.config(`[profile only]\n${keysOf(TOOL)}aws_account_id = ${TOOL}\n`);
    expect((await accounts.session(TOOL)).info.alias).toBe('only');
    await home.config(configuration());
    const failure = await failureOf(TARGET);
    expect(failure).toMatchObject({ code: 'ACCOUNT_ALIAS_AMBIGUOUS' });
    expect(failure.message).toMatch(/name of one of its profiles/);
  });

  it('is asked for once by a thousand calls at once', async () => {
    await Promise.all(Array.from({ length: 1000 }, () => accounts.session('target')));
    expect(operations()).toEqual([`AssumeRole ${BASE}`, `GetCallerIdentity ${TARGET}`]);
  });

  it('is another one when the profile changes', async () => {
    const before = await accounts.session('base');
    await home.config(configuration().replace(`[profile base]\n${keysOf(BASE)}`, `[profile base]\n${keysOf(TOOL)}`));
    await vi.waitFor(async () => {
      const after = await accounts.session('base');
      expect(after.info.accountId).toBe(TOOL);
      expect(after.key).not.toBe(before.key);
    });
  });

  it('does not change the environment, which all calls share', async () => {
    const before = { ...process.env };
    await Promise.all(['target', 'corp', 'tool', 'base'].map((target) => accounts.session(target)));
    expect({ ...process.env }).toEqual(before);
  });
});

describe('a profile without credentials', () => {
  it.each([
    ['mfa', /"mfa" asks for an MFA code/],
    ['dangling', /there is no profile "gone"/],
    ['empty', /"empty" says nowhere where its credentials come from/],
    ['unknown-keys', /expired or were rejected\. Renew the keys/],
    ['pod', /web_identity_token_file cannot be read/],
    ['refused', /access to its role was denied/],
    ['broken-tool', /credential_process failed.*aws sts get-caller-identity --profile broken-tool$/],
    ['chatty-tool', /credential_process failed.*--profile chatty-tool$/],
  ])('%s says what to do, and nothing that a program printed', async (target, message) => {
    const failure = await failureOf(target);
    expect(failure).toBeInstanceOf(ProfileCredentialsError);
    expect(failure).toMatchObject({ retryable: false, errorType: 'credential_error' });
    expect(failure.message).toMatch(message);
    expect(`${failure.message} ${failure.stack} ${failure.cause} ${failure.cause?.stack}`).not.toMatch(
      /canary|arn:aws:iam/,
    );
  });

  it.each([
    ['expired', () => home.ssoToken('corp', portal.token, new Date(Date.now() - 1000))],
    ['missing', () => home.removeSsoTokens()],
    ['revoked', () => home.ssoToken('corp', 'another-token', later())],
  ])('says how to log in when its SSO login is %s', async (_, spoil) => {
    await spoil();
    for (const target of ['corp', 'behind-sso']) {
      const failure = await failureOf(target);
      expect(failure).toBeInstanceOf(ProfileCredentialsError);
      expect(failure.message).toMatch(/SSO login is missing or has expired\. Run: aws sso login --profile corp$/);
    }
  });

  it('quotes its name for the shell', async () => {
    await home.ssoToken('corp', 'another-token', later());
    await home.credentials(`[o'brien]\nsso_session = corp\nsso_account_id = ${SSO}\nsso_role_name = Reader\n`);
    expect((await failureOf('behind-quotes')).message).toMatch(/--profile 'o'\\''brien'$/);
  });

  it('says that the SSO user lacks the role, and that AWS is busy', async () => {
    expect((await failureOf('corp-admin')).message).toMatch(/no access to this account with this role/);
    portal.failure = ['TooManyRequestsException', 429];
    expect(await failureOf('corp')).toMatchObject({ retryable: true, message: expect.stringMatching(/throttling/) });
  });

  it.each([
    ['nobody listens', () => vi.stubEnv('AWS_ENDPOINT_URL_SSO', 'http://127.0.0.1:9')],
    ['its host has both addresses', () => vi.stubEnv('AWS_ENDPOINT_URL_SSO', 'http://localhost:9')],
    ['there is no such host', () => vi.stubEnv('AWS_ENDPOINT_URL_SSO', 'http://portal.invalid')],
    [
      'it fails',
      () => {
        portal.failure = ['InternalServerError', 500];
      },
    ],
  ])('does not ask for a login when the SSO portal cannot be reached: %s', async (_, cut) => {
    cut();
    accounts = createAccounts({ recordTtlMs: 1 });
    const failure = await failureOf('corp');
    expect(failure).toBeInstanceOf(ProfileCredentialsError);
    expect(failure.message).not.toMatch(/login/);
    expect(failure.retryable).toBe(true);
  });

  it('may be tried again when STS is out of reach, and works when it is back', async () => {
    aws.fail({ operation: 'AssumeRole', code: 'InternalFailure', times: 3 });
    expect(await failureOf('target')).toMatchObject({ retryable: true, code: 'PROFILE_CREDENTIALS_FAILED' });
    await expect.poll(() => accountOf('target'), { timeout: 20_000 }).toBe(TARGET);
  });

  it('does not hold a call for ever when its program waits for somebody to type', async () => {
    const start = performance.now();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let failure: Error | undefined;
      failureOf('slow-tool').then((error) => {
        failure = error;
      });
      while (!failure) {
        await nextTurn();
        if (vi.getTimerCount() > 0) vi.advanceTimersByTime(1000);
      }
      expect(failure.message).toMatch(/credential_process failed/);
      expect(performance.now() - start).toBeLessThan(5000);
    } finally {
      vi.useRealTimers();
    }
  });

  it('works as soon as somebody has logged in', async () => {
    await home.ssoToken('corp', 'another-token', later());
    await failureOf('corp');
    await home.ssoToken('corp', portal.token, later());
    // Failures may be remembered for some seconds.
    await expect.poll(() => accountOf('corp'), { timeout: 20_000 }).toBe(SSO);
  });

  it('reaches no other account: keys that belong elsewhere are refused', async () => {
    expect(await failureOf('wrong')).toBeInstanceOf(AccountMismatchError);
  });
});
