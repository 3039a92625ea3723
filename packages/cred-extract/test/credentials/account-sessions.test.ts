import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountRecord, AccountTarget, AwsCredentials } from '../../src/account.ts';
import type { Caller } from '../../src/caller.ts';
import type { SessionConfig } from '../../src/credentials/session-config.ts';
import { type Accounts, ConfigurationError, createAccounts, perAccount, withAccountContext } from '../../src/index.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { type LocalAws, type LocalSessionTerms, startLocalAws } from '../../src/testing/index.ts';

const SERVER = '999999999999';
const ROLE = '111111111111';
const OTHER = '222222222222';
const KEYS = '333333333333';
const STRICT = '444444444444';
const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }] };
const VIEW = 'arn:aws:iam::aws:policy/ViewOnlyAccess';

let aws: LocalAws;
let records: AccountRecord[];

beforeAll(async () => {
  const roles = [{ name: 'Target', maxSessionDuration: 43_200 }, { name: 'Hour' }];
  aws = await startLocalAws({
    accounts: [
      { accountId: SERVER, roles },
      { accountId: ROLE, roles },
      { accountId: OTHER, roles },
      { accountId: KEYS },
      { accountId: STRICT, roles: [{ name: 'Target', missingActions: ['sts:TagSession', 'sts:SetSourceIdentity'] }] },
    ],
  });
});
afterAll(() => aws.close());
beforeEach(async () => {
  aws.clearRequests();
  stubIdentity(aws.env(SERVER));
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = aws.env(KEYS);
  const keyring = createKeyring({ encryptionKey: ENCRYPTION_KEY, env: {} });
  records = [
    role(ROLE),
    role(OTHER),
    role(STRICT),
    {
      account_id: KEYS,
      auth_type: 'aksk',
      access_key_id: AWS_ACCESS_KEY_ID,
      secret_access_key_encrypted: await keyring.encrypt(AWS_SECRET_ACCESS_KEY, KEYS),
    },
    { account_id: '555555555555', auth_type: 'profile', profile: 'sandbox' },
  ];
});
afterEach(() => vi.unstubAllEnvs());

function stubIdentity(env: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

function role(account_id: string, more: Partial<AccountRecord> = {}): AccountRecord {
  return { account_id, auth_type: 'iam_role', role_arn: `arn:aws:iam::${account_id}:role/Target`, ...more };
}

function accountsWith(session: SessionConfig = {}): Accounts {
  const source = {
    find: async (target: AccountTarget) =>
      records.filter(({ account_id }) => target.kind === 'account-id' && account_id === target.accountId),
  };
  return createAccounts({ source, session, encryptionKey: ENCRYPTION_KEY, recordTtlMs: 1 });
}

const caller = (subject: string | undefined, more: Partial<Caller> = {}): Caller => ({
  subject,
  clientId: 'desktop',
  groups: [],
  scopes: [],
  ...more,
});
const asked = (): LocalSessionTerms[] =>
  aws.requests.flatMap(({ sessionTerms }) => (sessionTerms ? [sessionTerms] : []));
const failureOf = async (accounts: Accounts, target: string, subject?: string) =>
  accounts.session(target, subject === undefined ? {} : { caller: caller(subject) }).then(
    () => undefined,
    (error) => error,
  );

describe('session policies', () => {
  it('go to STS with every session, and an account may have its own', async () => {
    const accounts = accountsWith({
      policy: POLICY,
      policyArns: [VIEW],
      accounts: { [OTHER]: { policyArns: [VIEW] } },
    });
    await accounts.session(ROLE);
    await accounts.session(OTHER);
    expect(asked()).toMatchObject([{ policy: JSON.stringify(POLICY), policyArns: [VIEW] }, { policyArns: [VIEW] }]);
    expect(asked()[1]).not.toHaveProperty('policy');
  });

  it('are absent where nobody asks for any, and the session has its usual name', async () => {
    await accountsWith().session(ROLE);
    expect(asked()).toEqual([{ sessionName: 'mcp-multi-account', durationSeconds: 3600 }]);
  });

  it('make another session: two set-ups over one store share none', async () => {
    const [open, limited] = [accountsWith(), accountsWith({ policy: POLICY })];
    const keys = [await open.session(ROLE), await limited.session(ROLE), await accountsWith().session(ROLE)];
    expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
    expect(asked()).toHaveLength(3);
  });

  it('that AWS finds too large together with the tags are an error that says so', async () => {
    aws.fail({ operation: 'AssumeRole', code: 'PackedPolicyTooLarge', times: 1 });
    const failure = await failureOf(accountsWith({ policy: POLICY }), ROLE);
    expect(failure).toMatchObject({ code: 'ASSUME_ROLE_FAILED', retryable: false });
    expect(failure.message).toMatch(/too large together.*Shorten the policy/);
  });

  it('that AWS does not understand are an error that names the setting', async () => {
    aws.fail({ operation: 'AssumeRole', code: 'MalformedPolicyDocument', times: 1 });
    expect((await failureOf(accountsWith({ policy: POLICY }), ROLE)).message).toMatch(/session\.policy/);
  });
});

describe('read-only mode', () => {
  it("opens sessions with ReadOnlyAccess of the role's partition and without secrets", async () => {
    await accountsWith({ readOnly: true }).session(ROLE);
    expect(asked()).toMatchObject([{ policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }]);
    expect(asked()[0]?.policy).toMatch(/"Deny".*secretsmanager:GetSecretValue.*sts:Assume/);
  });

  it('can be one of a single account', async () => {
    const accounts = accountsWith({ accounts: { [OTHER]: { readOnly: true } } });
    await accounts.session(ROLE);
    await accounts.session(OTHER);
    expect(asked().map(({ policyArns }) => policyArns?.length)).toEqual([undefined, 1]);
    expect(() => accounts.authorizeServer?.()).not.toThrow();
  });

  it('comes from the environment too', async () => {
    vi.stubEnv('ACCOUNT_READ_ONLY', 'true');
    await accountsWith().session(ROLE);
    expect(asked()[0]?.policyArns).toHaveLength(1);
  });

  it.each([
    [KEYS, /333333333333 is reached by a key pair, which cannot be made read-only. Register a role/],
    ['555555555555', /by a profile, which cannot be made read-only/],
    [SERVER, /the server's own identity, which cannot be made read-only/],
  ])('refuses account %s, whose credentials it cannot narrow, and asks AWS for none', async (target, message) => {
    const failure = await failureOf(accountsWith({ readOnly: true }), target);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure.message).toMatch(message);
    expect(aws.requests.filter(({ operation }) => operation !== 'GetCallerIdentity')).toEqual([]);
  });

  it('refuses calls without a target, which run as the server itself', () => {
    const accounts = accountsWith({ readOnly: true });
    expect(() => accounts.authorizeServer?.()).toThrow(ConfigurationError);
    expect(() => accounts.authorizeServer?.()).toThrow(/read-only.*target_account_id/);
  });

  it("uses a role of the server's own account where one is registered", async () => {
    records.push(role(SERVER));
    const session = await accountsWith({ readOnly: true }).session(SERVER);
    expect((await session.credentials()).accessKeyId).toMatch(/^ASIA/);
    expect(asked()[0]?.policyArns).toHaveLength(1);
  });

  it('is refused by a session policy alike where the credentials cannot be narrowed', async () => {
    expect((await failureOf(accountsWith({ policy: POLICY }), KEYS)).message).toMatch(/limited by a session policy/);
  });
});

describe('how long a session lasts', () => {
  const seconds = async (accounts: Accounts) =>
    Math.round((((await (await accounts.session(ROLE)).credentials()).expiration?.getTime() ?? 0) - Date.now()) / 1000);

  it('is an hour where the record says nothing', async () => {
    expect(await seconds(accountsWith())).toBe(3600);
  });

  it('is what the record says where the server has long-term keys', async () => {
    records = [role(ROLE, { session_duration: 43_200 })];
    expect(await seconds(accountsWith())).toBe(43_200);
    expect(asked()).toHaveLength(1);
  });

  it('is an hour at most where the server itself has a session', async () => {
    const hub = await sessionOf('arn:aws:iam::999999999999:role/Target');
    stubIdentity({
      AWS_ACCESS_KEY_ID: hub.accessKeyId,
      AWS_SECRET_ACCESS_KEY: hub.secretAccessKey,
      AWS_SESSION_TOKEN: hub.sessionToken,
    });
    aws.clearRequests();
    records = [role(ROLE, { session_duration: 43_200 })];
    expect(await seconds(accountsWith())).toBe(3600);
    expect(asked()).toHaveLength(1);
  });

  it('is an hour where the role allows less than the record says', async () => {
    records = [role(ROLE, { session_duration: 7200, role_arn: `arn:aws:iam::${ROLE}:role/Hour` })];
    expect(await seconds(accountsWith())).toBe(3600);
    expect(asked().map(({ durationSeconds }) => durationSeconds)).toEqual([7200, 3600]);
  });

  it('is less where the record says less', async () => {
    records = [role(ROLE, { session_duration: 900 })];
    expect(await seconds(accountsWith())).toBe(900);
  });
});

async function sessionOf(roleArn: string): Promise<AwsCredentials> {
  const { createSts } = await import('../../src/credentials/sts.ts');
  const sts = createSts(process.env);
  return (await sts.assumeRole({ roleArn, externalId: undefined, durationSeconds: 3600 })).credentials;
}

describe('attribution', () => {
  const ALL = { sessionName: true, sourceIdentity: true, tags: { User: 'subject', Teams: 'groups' } } as const;

  it('tells the account who calls', async () => {
    const accounts = accountsWith({ attribution: ALL });
    const session = await accounts.session(ROLE, { caller: caller('alice@example.com', { groups: ['ops', 'dev'] }) });
    expect(asked()).toMatchObject([
      {
        sessionName: 'alice@example.com',
        sourceIdentity: 'alice@example.com',
        tags: { User: 'alice@example.com', Teams: ':dev:ops:' },
      },
    ]);
    const sts = new STSClient({ credentials: await session.credentials() });
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/assumed-role\/Target\/alice@example.com$/);
  });

  it('gives every subject its own session, and the same subject the same one', async () => {
    const accounts = accountsWith({ attribution: { sessionName: true } });
    const subjects = Array.from({ length: 400 }, (_, call) => `subject-${call % 20}`);
    const sessions = await Promise.all(subjects.map((subject) => accounts.session(ROLE, { caller: caller(subject) })));
    expect(
      asked()
        .map(({ sessionName }) => sessionName)
        .sort(),
    ).toEqual([...new Set(subjects)].sort());
    const keys = await Promise.all(sessions.map(async (session) => (await session.credentials()).accessKeyId));
    expect(new Set(subjects.map((subject, call) => `${subject} ${keys[call]} ${sessions[call]?.key}`)).size).toBe(20);
    expect(new Set(keys).size).toBe(20);
  });

  it('shares one session among all where the subject is no part of it', async () => {
    const accounts = accountsWith({ attribution: { tags: { Teams: 'groups' } } });
    for (const subject of ['alice', 'bob'])
      await accounts.session(ROLE, { caller: caller(subject, { groups: ['ops'] }) });
    await accounts.session(KEYS, { caller: caller('alice') });
    await accounts.session(KEYS, { caller: caller('bob') });
    expect(aws.requests.map(({ operation }) => operation).slice(1)).toEqual(['AssumeRole', 'GetCallerIdentity']);
  });

  it('names nobody for a call that nobody verified, and that session is not one of a subject', async () => {
    const accounts = accountsWith({ attribution: ALL });
    const [nobody, alice] = [await accounts.session(ROLE), await accounts.session(ROLE, { caller: caller('alice') })];
    expect(asked().map(({ sessionName }) => sessionName)).toEqual(['mcp-multi-account', 'alice']);
    expect(nobody.key).not.toBe(alice.key);
  });

  it('says what a trust policy must allow', async () => {
    const tags = await failureOf(accountsWith({ attribution: { tags: { User: 'subject' } } }), STRICT, 'alice');
    expect(tags).toMatchObject({ code: 'ASSUME_ROLE_FAILED', retryable: false });
    expect(tags.message).toMatch(/sts:TagSession/);
    const identity = await failureOf(accountsWith({ attribution: { sourceIdentity: true } }), STRICT, 'alice');
    expect(identity.message).toMatch(/sts:SetSourceIdentity/);
    expect(await failureOf(accountsWith({ attribution: { sessionName: true } }), STRICT, 'alice')).toBeUndefined();
  });

  it('says when a caller has more groups than fit', async () => {
    const groups = Array.from({ length: 400 }, (_, index) => `department-of-group-${index}`);
    const accounts = accountsWith({ attribution: { tags: { Teams: 'groups' } } });
    await expect(accounts.session(ROLE, { caller: caller('alice', { groups }) })).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringMatching(/more groups than fit/),
    });
  });
});

describe('flush', () => {
  it('gives one account a new session and leaves the others theirs', async () => {
    const accounts = accountsWith();
    const before = [await accounts.session(ROLE), await accounts.session(OTHER)];
    accounts.flush(ROLE);
    const after = [await accounts.session(ROLE), await accounts.session(OTHER)];
    expect(asked()).toHaveLength(3);
    expect(after[0]?.key).not.toBe(before[0]?.key);
    expect(after[1]?.key).toBe(before[1]?.key);
    accounts.flush();
    await accounts.session(OTHER);
    expect(asked()).toHaveLength(4);
  });

  it('reaches clients that exist already, so that a revoked session is replaced', async () => {
    const accounts = accountsWith();
    const s3 = perAccount((config) => new S3Client(config({})));
    const list = withAccountContext(async (_: { target_account_id: string }) => s3.send(new ListBucketsCommand({})), {
      accounts,
    });
    const call = () => list({ target_account_id: ROLE });
    await call();
    const revoked = (await (await accounts.session(ROLE)).credentials()).accessKeyId;
    aws.revokeKey(revoked);
    await expect(call()).rejects.toThrow();
    accounts.flush(ROLE);
    expect(await call()).toHaveProperty('Buckets');
  });
});

describe('a client that exists when its session is renewed', () => {
  it('keeps working, with the new one', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    try {
      const accounts = accountsWith();
      const s3 = perAccount((config) => new S3Client(config({})));
      const list = withAccountContext(async (_: { target_account_id: string }) => s3.send(new ListBucketsCommand({})), {
        accounts,
      });
      for (let minute = 0; minute < 180; minute += 5) {
        expect(await list({ target_account_id: ROLE })).toHaveProperty('Buckets');
        vi.setSystemTime(Date.now() + 5 * 60_000);
      }
      expect(asked().length).toBeGreaterThanOrEqual(3);
      expect(asked().length).toBeLessThanOrEqual(5);
      expect(aws.requests.filter(({ status }) => status >= 400)).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('an abort signal of a request', () => {
  it('ends the wait for STS at once, and the session is not lost for the others', async () => {
    const accounts = accountsWith();
    await accounts.session(OTHER);
    aws.delay({ operation: 'AssumeRole', delayMs: 300, times: 1 });
    const abort = new AbortController();
    const leaving = accounts.session(ROLE, { signal: abort.signal });
    const staying = accounts.session(ROLE);
    setTimeout(() => abort.abort(new Error('cancelled by the client')), 20);
    const first = Promise.race([leaving.catch(() => 'left'), staying.then(() => 'stayed')]);
    await expect(leaving).rejects.toThrow('cancelled by the client');
    expect(await first).toBe('left');
    expect((await staying).info.accountId).toBe(ROLE);
    expect(asked()).toHaveLength(2);
  });

  it('that is aborted already asks for nothing', async () => {
    const request = { signal: AbortSignal.abort(new Error('gone')) };
    await expect(accountsWith().session(ROLE, request)).rejects.toThrow('gone');
    expect(aws.requests).toEqual([]);
  });

  it('that is aborted later does not end the renewals of the clients made in its request', async () => {
    const abort = new AbortController();
    const accounts = accountsWith();
    const session = await accounts.session(ROLE, { signal: abort.signal });
    abort.abort();
    accounts.flush(ROLE);
    expect((await session.credentials()).accessKeyId).toMatch(/^ASIA/);
  });
});
