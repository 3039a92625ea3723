import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Accounts, AssumeRoleError, CredentialsRejectedError, createAccounts } from '../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { ENCRYPTION_KEY, FAILURES, localAccounts, records, SERVER } from '../support/failing-accounts.ts';

const ROLE_ACCOUNT = '111111111111';
const KEY_ACCOUNT = '222222222222';
let aws: LocalAws;
let accounts: Accounts;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: localAccounts });
});
beforeEach(() => {
  for (const [name, value] of Object.entries(aws.env(SERVER))) vi.stubEnv(name, value);
  accounts = createAccounts({ source: records, encryptionKey: ENCRYPTION_KEY });
  aws.clearRequests();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => aws.close());

const operations = () => aws.requests.map((request) => request.operation);
const failureOf = (target: unknown) =>
  accounts.session(target).then(
    () => undefined,
    (error) => error,
  );

describe('a session of an account with a role', () => {
  it("comes from AssumeRole with the record's external ID, signed by the server, for as long as it says", async () => {
    const session = await accounts.session(ROLE_ACCOUNT);
    expect(session.info).toEqual({
      accountId: ROLE_ACCOUNT,
      alias: 'production',
      authType: 'iam_role',
      region: 'eu-west-1',
    });
    const { accessKeyId, sessionToken, expiration } = await session.credentials();
    expect(accessKeyId).toMatch(/^ASIA/);
    expect(sessionToken).toBeTruthy();
    expect((expiration as Date).getTime() - Date.now()).toBeLessThanOrEqual(43_200_000);
    expect(aws.requests.at(-1)).toMatchObject({ operation: 'AssumeRole', accountId: SERVER, status: 200 });
  });

  it('is the same one by alias', async () => {
    const [byId, byAlias] = await Promise.all([accounts.session(ROLE_ACCOUNT), accounts.session('production')]);
    expect(byAlias.key).toBe(byId.key);
    expect(operations().filter((operation) => operation === 'AssumeRole')).toHaveLength(1);
  });

  it('is asked for once by 1000 calls at once', async () => {
    await Promise.all(Array.from({ length: 1000 }, () => accounts.session(ROLE_ACCOUNT)));
    expect(operations().filter((operation) => operation === 'AssumeRole')).toHaveLength(1);
  });

  it("needs no AssumeRole for the server's own account", async () => {
    const session = await accounts.session('hub');
    expect((await session.credentials()).accessKeyId).toBe(process.env.AWS_ACCESS_KEY_ID);
    expect(operations()).toEqual(['GetCallerIdentity']);
  });

  it('fails as retryable when STS throttles or answers 5xx, and works when it is back', async () => {
    for (const code of ['Throttling', 'InternalFailure']) {
      aws.fail({ operation: 'AssumeRole', code, times: 5 });
      const failure = await failureOf(ROLE_ACCOUNT);
      expect(failure).toBeInstanceOf(AssumeRoleError);
      expect(failure).toMatchObject({ retryable: true, code: 'ASSUME_ROLE_FAILED' });
    }
    expect((await accounts.session(ROLE_ACCOUNT)).info.accountId).toBe(ROLE_ACCOUNT);
  });

  it('fails as retryable when STS cannot be reached', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    accounts = createAccounts({ source: records, encryptionKey: ENCRYPTION_KEY });
    expect(await failureOf(ROLE_ACCOUNT)).toMatchObject({ errorType: 'assume_role_error', retryable: true });
    expect(await failureOf(KEY_ACCOUNT)).toMatchObject({ errorType: 'credential_error', retryable: true });
  });

  it("says that the server's own credentials are the problem when they are", async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-the-secret');
    accounts = createAccounts({ source: records, encryptionKey: ENCRYPTION_KEY });
    expect((await failureOf(ROLE_ACCOUNT)).message).toMatch(/server's own AWS credentials/);
  });
});

describe('a session of an account with a key pair', () => {
  it('is the decrypted key pair, verified once', async () => {
    const session = await accounts.session(KEY_ACCOUNT);
    expect(session.info).toMatchObject({
      accountId: KEY_ACCOUNT,
      alias: 'legacy',
      authType: 'aksk',
      region: 'us-west-2',
    });
    expect((await session.credentials()).accessKeyId).toBe(`AKIA${KEY_ACCOUNT}`);
    await Promise.all(Array.from({ length: 100 }, () => accounts.session('legacy')));
    expect(aws.requests).toMatchObject([{ operation: 'GetCallerIdentity', accountId: KEY_ACCOUNT }]);
  });
});

describe("the server's own account", () => {
  it('may be named without being registered', async () => {
    const source = { find: async () => [] };
    accounts = createAccounts({ source });
    const session = await accounts.session(SERVER);
    expect(session.info).toEqual({ accountId: SERVER, alias: undefined, authType: 'server', region: undefined });
    expect((await session.credentials()).accessKeyId).toBe(process.env.AWS_ACCESS_KEY_ID);
  });
});

describe('an account that cannot be had', () => {
  it.each(FAILURES)('is a typed error for %s', async (_, target, type, message) => {
    const failure = await failureOf(target);
    expect(failure).toBeInstanceOf(type);
    expect(failure.message).toMatch(message);
    expect(failure).toMatchObject({ userMessage: failure.message, retryable: false });
    expect(failure.requestId).toMatch(/^[\da-f-]{36}$/);
  });

  it('reaches no foreign account: a role ARN of another account is not even tried', async () => {
    await failureOf('200000000005');
    expect(operations()).not.toContain('AssumeRole');
  });

  it('is remembered for seconds, and a key that works later works', async () => {
    aws.fail({ operation: 'GetCallerIdentity', code: 'InvalidClientTokenId', times: 1 });
    const failure = await failureOf(KEY_ACCOUNT);
    expect(failure).toBeInstanceOf(CredentialsRejectedError);
    expect(await failureOf(KEY_ACCOUNT)).toBe(failure);
    expect(operations()).toEqual(['GetCallerIdentity']);
    accounts.flush(KEY_ACCOUNT);
    expect((await accounts.session(KEY_ACCOUNT)).info.accountId).toBe(KEY_ACCOUNT);
  });

  it('is an account whose session STS handed out for another one', async () => {
    const session = {
      accessKeyId: 'ASIA1',
      secretAccessKey: 's',
      sessionToken: 't',
      expiration: new Date(Date.now() + 1e6),
    };
    const sts = {
      assumeRole: async () => ({ accountId: '123123123123', credentials: session }),
      callerAccountId: async () => SERVER,
      ownCredentials: async () => session,
    };
    accounts = createAccounts({ source: records, sts });
    expect(await failureOf(ROLE_ACCOUNT)).toMatchObject({ code: 'ACCOUNT_MISMATCH' });
  });
});
