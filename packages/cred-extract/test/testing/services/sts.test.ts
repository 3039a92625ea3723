import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { redact } from '../../../src/redact.ts';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { ALPHA, BETA, configFor, errorOf, refusalOf, SERVER } from '../clients.ts';

let aws: LocalAws;
let clock = 0;

beforeAll(async () => {
  aws = await startLocalAws({
    now: () => new Date(Date.now() + clock),
    accounts: [
      { accountId: SERVER, roles: [{ name: 'Hub', maxSessionDuration: 43_200 }] },
      {
        accountId: ALPHA,
        roles: [
          { name: 'Open' },
          { name: 'Long', maxSessionDuration: 43_200 },
          { name: 'OnlyServer', trustedAccounts: [SERVER] },
          { name: 'Guarded', externalId: 'shared-with-alpha' },
          { name: 'Denied', denied: true },
          { name: 'Untagged', missingActions: ['sts:TagSession', 'sts:SetSourceIdentity'] },
        ],
      },
      { accountId: BETA },
    ],
  });
});
afterAll(() => aws.close());
afterEach(() => {
  clock = 0;
});

describe('AssumeRole', () => {
  it('hands out a session of the role, which then is the role', async () => {
    const session = await sessionOf('Open');
    expect(session.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    const sts = new STSClient({ ...configFor(aws, SERVER), credentials: session });
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe(ALPHA);
    expect(identity.Arn).toBe(`arn:aws:sts::${ALPHA}:assumed-role/Open/test-session`);
    expect(identity.UserId).toMatch(/^AROA[A-Z2-7]{16}:test-session$/);
    expect(aws.requests.at(-1)).toMatchObject({ accountId: ALPHA, principal: 'Open', operation: 'GetCallerIdentity' });
  });

  it('gives every session its own key, secret and token', async () => {
    const sessions = await Promise.all(Array.from({ length: 50 }, () => sessionOf('Open')));
    for (const field of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const) {
      expect(new Set(sessions.map((session) => session[field])).size).toBe(50);
    }
  });

  it('lasts an hour unless told otherwise, and as long as told', async () => {
    expect(await secondsGranted({})).toBe(3600);
    expect(await secondsGranted({ DurationSeconds: 900 })).toBe(900);
    expect(await secondsGranted({ DurationSeconds: 43_200 }, 'Long')).toBe(43_200);
  });

  it('takes a role with a path by its name', async () => {
    const output = await assume(`arn:aws:iam::${ALPHA}:role/teams/ops/Open`);
    expect(output.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${ALPHA}:assumed-role/Open/test-session`);
  });

  it('records the role asked for and who asked', async () => {
    await sessionOf('Open');
    expect(aws.requests.at(-1)).toMatchObject({
      accountId: SERVER,
      principal: 'key',
      service: 'sts',
      operation: 'AssumeRole',
      target: roleArn('Open'),
      status: 200,
    });
  });
});

describe('a role that does not let the caller in', () => {
  it.each([
    ['does not exist', roleArn('Missing'), {}],
    ['is in an account that does not exist', 'arn:aws:iam::999999999999:role/Open', {}],
    ['denies everyone', roleArn('Denied'), {}],
    ['wants an external ID and gets none', roleArn('Guarded'), {}],
    ['wants another external ID', roleArn('Guarded'), { ExternalId: 'shared-with-beta' }],
  ])('answers AccessDenied when it %s', async (_why, arn, input) => {
    const error = await errorOf(assume(arn, input));
    expect(error.name).toBe('AccessDenied');
    expect(error.$metadata?.httpStatusCode).toBe(403);
    expect(error.message).toBe(
      `User: arn:aws:iam::${SERVER}:user/local is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  });

  it('answers AccessDenied to an account that the trust policy does not name', async () => {
    expect(await refusalOf(assume(roleArn('OnlyServer'), {}, BETA))).toEqual(['AccessDenied', 403]);
    expect((await assume(roleArn('OnlyServer'), {}, SERVER)).Credentials).toBeDefined();
  });

  it('accepts the right external ID, and one that nobody asked for', async () => {
    expect((await assume(roleArn('Guarded'), { ExternalId: 'shared-with-alpha' })).Credentials).toBeDefined();
    expect((await assume(roleArn('Open'), { ExternalId: 'whatever' })).Credentials).toBeDefined();
  });

  it('says so in words that the library redacts', async () => {
    const { message } = await errorOf(assume(roleArn('Guarded'), { ExternalId: 'canary-external-id' }));
    expect(message).not.toContain('canary-external-id');
    expect(redact(message)).not.toMatch(/arn:aws:iam|user\/local/);
  });
});

describe('the terms of a session', () => {
  const terms = {
    DurationSeconds: 900,
    ExternalId: 'shared',
    SourceIdentity: 'alice@example.com',
    Tags: [
      { Key: 'User', Value: 'alice' },
      { Key: 'Team', Value: '' },
    ],
    Policy: '{"Statement":[]}',
    PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  };

  it('are recorded as asked for, granted or not', async () => {
    const recorded = {
      sessionName: 'test-session',
      durationSeconds: 900,
      externalId: 'shared',
      sourceIdentity: 'alice@example.com',
      tags: { User: 'alice', Team: '' },
      policy: '{"Statement":[]}',
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    };
    expect((await assume(roleArn('Open'), terms)).PackedPolicySize).toBeGreaterThan(0);
    expect(aws.requests.at(-1)?.sessionTerms).toEqual(recorded);
    await errorOf(assume(roleArn('Denied'), terms));
    expect(aws.requests.at(-1)?.sessionTerms).toEqual(recorded);
    await assume(roleArn('Open'));
    expect(aws.requests.at(-1)?.sessionTerms).toEqual({ sessionName: 'test-session' });
  });

  it.each([
    ['sts:TagSession', { Tags: terms.Tags }],
    ['sts:SetSourceIdentity', { SourceIdentity: 'alice' }],
  ])('need %s in the trust policy', async (action, input) => {
    const error = await errorOf(assume(roleArn('Untagged'), input));
    expect(error.name).toBe('AccessDenied');
    expect(error.message).toContain(`not authorized to perform: ${action} on resource`);
    expect((await assume(roleArn('Untagged'))).Credentials).toBeDefined();
  });

  it.each([
    ['a source identity with a space', { SourceIdentity: 'two words' }, 'ValidationError'],
    ['a tag key that AWS does not take', { Tags: [{ Key: 'a|b', Value: '' }] }, 'ValidationError'],
    ["a tag key of AWS's own", { Tags: [{ Key: 'aws:x', Value: '' }] }, 'ValidationError'],
    ['a tag value of 257 characters', { Tags: [{ Key: 'k', Value: 'x'.repeat(257) }] }, 'ValidationError'],
    ['a policy of 2,049 characters', { Policy: `{"Statement":[]${' '.repeat(2033)}}` }, 'ValidationError'],
    ['a policy that is no JSON', { Policy: '{' }, 'MalformedPolicyDocumentException'],
    ['eleven policy ARNs', { PolicyArns: Array.from({ length: 11 }, () => ({ arn: 'arn' })) }, 'ValidationError'],
    [
      'more tags than fit',
      { Tags: Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: 'x'.repeat(200) })) },
      'PackedPolicyTooLargeException',
    ],
  ])('are refused with %s', async (_what, input, code) => {
    expect(await refusalOf(assume(roleArn('Open'), input))).toEqual([code, 400]);
  });
});

describe('a delay', () => {
  it('holds back as many matching answers as it says', async () => {
    const timed = async (ask: Promise<unknown>) => {
      const start = performance.now();
      await ask;
      return performance.now() - start;
    };
    aws.delay({ operation: 'AssumeRole', accountId: SERVER, delayMs: 400, times: 1 });
    const identity = new STSClient(configFor(aws, SERVER));
    expect(await timed(identity.send(new GetCallerIdentityCommand({})))).toBeLessThan(400);
    expect(await timed(assume(roleArn('Open')))).toBeGreaterThanOrEqual(395);
    expect(await timed(assume(roleArn('Open')))).toBeLessThan(400);
  });
});

describe('input that STS does not take', () => {
  it.each([
    ['a duration under 15 minutes', { DurationSeconds: 899 }, /greater than or equal to 900/],
    ['a duration over 12 hours', { DurationSeconds: 43_201 }, /less than or equal to 43200/],
    [
      "a duration over the role's own maximum",
      { DurationSeconds: 3601 },
      /exceeds the MaxSessionDuration set for this role/,
    ],
    ['a session name with a space', { RoleSessionName: 'two words' }, /'roleSessionName'/],
    ['a session name of one character', { RoleSessionName: 'a' }, /'roleSessionName'/],
    ['something that is no role ARN', { RoleArn: 'arn:aws:iam::222222222222:user/someone' }, /is invalid/],
    ['an ARN with a short account ID', { RoleArn: 'arn:aws:iam::22222222222:role/Open' }, /is invalid/],
  ])('answers ValidationError to %s', async (_what, input, message) => {
    const error = await errorOf(assume(roleArn('Open'), input));
    expect(error.name).toBe('ValidationError');
    expect(error.$metadata?.httpStatusCode).toBe(400);
    expect(error.message).toMatch(message);
  });

  it('caps a session that is asked for by a session at one hour', async () => {
    const { Credentials } = await assume(`arn:aws:iam::${SERVER}:role/Hub`);
    const credentials = toCredentials(Credentials);
    const hub = new STSClient({ ...configFor(aws, SERVER), credentials });
    const ask = (DurationSeconds: number) =>
      hub.send(new AssumeRoleCommand({ RoleArn: roleArn('Long'), RoleSessionName: 'chained', DurationSeconds }));
    const error = await errorOf(ask(3601));
    expect(error.name).toBe('ValidationError');
    expect(error.message).toContain('1 hour session limit for roles assumed by role chaining');
    expect((await ask(3600)).Credentials).toBeDefined();
  });
});

describe('the end of a session', () => {
  it('refuses it from the second it expires', async () => {
    const session = await sessionOf('Open', { DurationSeconds: 900 });
    const sts = new STSClient({ ...configFor(aws, SERVER), credentials: session });
    clock = 899_000;
    await sts.send(new GetCallerIdentityCommand({})).catch(() => undefined);
    clock = 901_000;
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toEqual(['ExpiredToken', 403]);
    expect(aws.requests.at(-1)).toMatchObject({
      accountId: undefined,
      principal: undefined,
      errorCode: 'ExpiredToken',
    });
  });

  it('refuses a session without its token, and with the token of another', async () => {
    const [first, second] = [await sessionOf('Open'), await sessionOf('Open')];
    const { sessionToken: _, ...bare } = first;
    for (const credentials of [bare, { ...first, sessionToken: second.sessionToken }]) {
      const sts = new STSClient({ ...configFor(aws, SERVER), credentials });
      expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toEqual(['InvalidClientTokenId', 403]);
    }
  });
});

describe('GetCallerIdentity', () => {
  it('names the user that a long-term key belongs to', async () => {
    const identity = await new STSClient(configFor(aws, BETA)).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: BETA, Arn: `arn:aws:iam::${BETA}:user/local` });
    expect(identity.UserId).toMatch(/^AIDA[A-Z2-7]{16}$/);
  });
});

function roleArn(name: string): string {
  return `arn:aws:iam::${ALPHA}:role/${name}`;
}

function assume(RoleArn: string, input: Partial<AssumeRoleCommandInput> = {}, caller = SERVER) {
  const sts = new STSClient(configFor(aws, caller));
  return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test-session', ...input }));
}

async function sessionOf(role: string, input: Partial<AssumeRoleCommandInput> = {}) {
  return toCredentials((await assume(roleArn(role), input)).Credentials);
}

function toCredentials(
  credentials: {
    AccessKeyId?: string | undefined;
    SecretAccessKey?: string | undefined;
    SessionToken?: string | undefined;
  } = {},
) {
  const {
    AccessKeyId: accessKeyId = '',
    SecretAccessKey: secretAccessKey = '',
    SessionToken: sessionToken = '',
  } = credentials;
  return { accessKeyId, secretAccessKey, sessionToken };
}

async function secondsGranted(input: Partial<AssumeRoleCommandInput>, role = 'Open'): Promise<number> {
  const before = Date.now();
  const { Credentials } = await assume(roleArn(role), input);
  return Math.round(((Credentials?.Expiration?.getTime() ?? 0) - before) / 1000);
}
