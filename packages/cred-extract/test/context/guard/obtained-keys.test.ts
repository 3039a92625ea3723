import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  AssumeRootCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runInContext } from '../../../src/context/account-context.ts';
import { accountContext } from '../../../src/context/account-contexts.ts';
import { installGuard } from '../../../src/context/guard/guard.ts';
import { ownerOf } from '../../../src/context/guard/issued-keys.ts';
import type { AccountSession } from '../../../src/index.ts';
import { AccountContextBypassError, asServer, perAccount } from '../../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { startTappedServer, type TappedServer } from '../../support/tapped-server.ts';

const ALPHA = '111111111111';
const BETA = '222222222222';
const SERVER = '999999999999';
let aws: LocalAws;

beforeAll(async () => {
  const item = { id: 'keys', AccessKeyId: 'AKIASTORED', SecretAccessKey: 'secret' };
  aws = await startLocalAws({
    accounts: [ALPHA, BETA, SERVER].map((accountId) => ({
      accountId,
      roles: [{ name: 'deploy' }],
      data: { tables: { stored: [item] } },
    })),
  });
  installGuard();
});
afterEach(() => aws.clearRequests());
afterAll(() => aws.close());

function keysOf(accountId: string) {
  const env = aws.env(accountId);
  return { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
}
function sessionOf(accountId: string, key = accountId): AccountSession {
  const credentials = keysOf(accountId);
  const info = { accountId, alias: undefined, authType: 'aksk', region: 'eu-west-1' } as const;
  return { info, key, credentials: async () => credentials, currentCredentials: () => credentials };
}
const callFor = <T>(accountId: string, fn: () => T): T => runInContext(accountContext(sessionOf(accountId)), fn);

const sts = perAccount((config) => new STSClient(config({ endpoint: aws.endpoint, region: 'us-east-1' })));
const assume = async (client: STSClient, accountId: string) => {
  const RoleArn = `arn:aws:iam::${accountId}:role/deploy`;
  const { Credentials } = await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'tool' }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
};
type Keys = Awaited<ReturnType<typeof assume>>;
const list = async (credentials: Keys | ReturnType<typeof keysOf>) => {
  const client = new S3Client({ endpoint: aws.endpoint, region: 'us-east-1', credentials });
  return (await client.send(new ListBucketsCommand({}))).Buckets?.[0]?.Name;
};

describe('a role that a tool assumes from the session of its account', () => {
  it('is used by any client of the same call, and of later calls for the account', async () => {
    const keys = await callFor(ALPHA, async () => {
      const assumed = await assume(sts, ALPHA);
      expect(await list(assumed)).toBe(`data-${ALPHA}`);
      return assumed;
    });
    expect(await callFor(ALPHA, () => list(keys))).toBe(`data-${ALPHA}`);
  });

  it('is refused in a call for another account', async () => {
    const keys = await callFor(ALPHA, () => assume(sts, ALPHA));
    aws.clearRequests();
    await expect(callFor(BETA, () => list(keys))).rejects.toThrow(
      `A request of a call for AWS account ${BETA} was signed by account ${ALPHA}`,
    );
    expect(aws.requests).toEqual([]);
  });

  it('is refused in a call of another session of the account, such as that of a user who may do less', async () => {
    const keys = await callFor(ALPHA, () => assume(sts, ALPHA));
    aws.clearRequests();
    const call = runInContext(accountContext(sessionOf(ALPHA, 'read-only')), () => list(keys));
    await expect(call).rejects.toThrow('another session of that account');
    expect(aws.requests).toEqual([]);
  });

  it('is known whatever the program adds to the client', async () => {
    const client = perAccount((config) => {
      const made = new STSClient(config({ endpoint: aws.endpoint, region: 'us-east-1' }));
      made.middlewareStack.add((next) => async (args) => ({ ...(await next(args)) }), {
        step: 'initialize',
        priority: 'high',
      });
      return made;
    });
    client.middlewareStack.add((next) => (args) => next(args), { step: 'initialize', priority: 'high' });
    expect(await callFor(ALPHA, async () => list(await assume(client, ALPHA)))).toBe(`data-${ALPHA}`);
  });

  it('is known when one factory makes several clients', async () => {
    const clients = perAccount((config) => ({
      sts: new STSClient(config({ endpoint: aws.endpoint, region: 'us-east-1' })),
    }));
    expect(await callFor(ALPHA, async () => list(await assume(clients.sts, ALPHA)))).toBe(`data-${ALPHA}`);
  });

  it('is not known when a client that does not follow the account asked for it', async () => {
    const client = new STSClient({ endpoint: aws.endpoint, region: 'us-east-1', credentials: keysOf(ALPHA) });
    await expect(callFor(ALPHA, async () => list(await assume(client, ALPHA)))).rejects.toThrow('another identity');
  });
});

describe('a role of another account', () => {
  it('is refused before AWS is asked, with what to do instead', async () => {
    const failure = await callFor(ALPHA, () => assume(sts, BETA)).catch((error) => error);
    expect(failure).toBeInstanceOf(AccountContextBypassError);
    expect(failure.message).toContain(`name ${BETA} as target_account_id`);
    expect(failure.message).toContain('asServer()');
    expect(failure.message).not.toContain('arn:');
    expect(aws.requests).toEqual([]);
  });

  it.each([[BETA], [`arn:aws:iam::${BETA}:root`]])('is refused as root too: %s', async (TargetPrincipal) => {
    const policy = { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' };
    const call = callFor(ALPHA, () =>
      sts.send(new AssumeRootCommand({ TargetPrincipal, TaskPolicyArn: policy, DurationSeconds: 900 })),
    );
    await expect(call).rejects.toThrow(`asked for credentials of account ${BETA}`);
    expect(aws.requests).toEqual([]);
  });

  it('is refused when a middleware turns the request to it: the keys stay unknown', async () => {
    const turned = perAccount((config) => {
      const client = new STSClient(config({ endpoint: aws.endpoint, region: 'us-east-1' }));
      client.middlewareStack.add(
        (next) => (args) =>
          next({ ...args, input: { ...args.input, RoleArn: `arn:aws:iam::${BETA}:role/deploy` } as never }),
        { step: 'initialize' },
      );
      return client;
    });
    await expect(callFor(ALPHA, async () => list(await assume(turned, ALPHA)))).rejects.toThrow('another identity');
    expect(aws.requests.map(({ operation }) => operation)).toEqual(['AssumeRole']);
  });

  it('may be assumed by the server itself, in asServer, and used there', async () => {
    const client = new STSClient({ endpoint: aws.endpoint, region: 'us-east-1', credentials: keysOf(SERVER) });
    const name = await callFor(ALPHA, () => asServer(async () => list(await assume(client, BETA))));
    expect(name).toBe(`data-${BETA}`);
  });
});

describe('keys that stand in data', () => {
  it('do not become the account’s by being read', async () => {
    const documents = perAccount((config) =>
      DynamoDBDocumentClient.from(new DynamoDBClient(config({ endpoint: aws.endpoint, region: 'us-east-1' }))),
    );
    const { Item } = await callFor(ALPHA, () =>
      documents.send(new GetCommand({ TableName: 'stored', Key: { id: 'keys' } })),
    );
    expect(Item?.AccessKeyId).toBe('AKIASTORED');
    expect(ownerOf('AKIASTORED')).toBeUndefined();
  });
});

describe('with answers that the local AWS does not give', () => {
  let server: TappedServer;
  let next = 0;
  beforeAll(async () => {
    server = await startTappedServer({ answer: ({ url, body }) => answerTo(url ?? '', body) });
  });
  afterAll(() => server.close());

  function answerTo(url: string, body: string): string {
    next += 1;
    const keys = `<Credentials><AccessKeyId>ASIAOBTAINED${next}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;
    const operation = /Action=(\w+)/.exec(body)?.[1];
    if (operation !== undefined)
      return `<${operation}Response><${operation}Result>${keys}</${operation}Result></${operation}Response>`;
    return url.includes('session') ? `<CreateSessionResult>${keys}</CreateSessionResult>` : '';
  }

  it.each([
    ['GetSessionToken', new GetSessionTokenCommand({})],
    ['GetFederationToken', new GetFederationTokenCommand({ Name: 'tool' })],
  ])('%s gives keys of the account', async (_, command) => {
    const client = perAccount((config) => new STSClient(config({ endpoint: server.origin, region: 'us-east-1' })));
    const { Credentials } = await callFor(ALPHA, () => client.send(command as GetSessionTokenCommand));
    expect(ownerOf(Credentials?.AccessKeyId ?? '')).toMatchObject({ kind: 'account', accountId: ALPHA });
  });

  it('S3 Express signs with sessions that it creates by itself, for each account its own', async () => {
    const s3 = perAccount((config) => new S3Client(config({ endpoint: server.origin, region: 'us-east-1' })));
    const object = { Bucket: 'fast--use1-az4--x-s3', Key: 'key' };
    for (const accountId of [ALPHA, BETA]) {
      server.forget();
      await callFor(accountId, () => s3.send(new PutObjectCommand({ ...object, Body: 'x' })));
      const received = server.received().toString();
      const key = /Credential=(ASIAOBTAINED\d+)/.exec(received)?.[1] ?? '';
      expect(received).toMatch(/x-amz-s3session-token/i);
      expect(ownerOf(key)).toMatchObject({ accountId });
    }
  });

  it('S3 Express of a client that does not follow the account is stopped before it creates a session', async () => {
    server.forget();
    const s3 = new S3Client({ endpoint: server.origin, region: 'us-east-1', credentials: keysOf(SERVER) });
    const call = callFor(ALPHA, () => s3.send(new GetObjectCommand({ Bucket: 'fast--use1-az4--x-s3', Key: 'key' })));
    await expect(call).rejects.toThrow(AccountContextBypassError);
    expect(server.received().toString()).toBe('');
  });

  it('keys of a known owner do not change hands, whatever an answer says', async () => {
    const stolen = await startTappedServer({
      answer: () =>
        `<GetSessionTokenResponse><GetSessionTokenResult><Credentials><AccessKeyId>${keysOf(BETA).accessKeyId}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></GetSessionTokenResult></GetSessionTokenResponse>`,
    });
    await callFor(BETA, () => list(keysOf(BETA)));
    const client = perAccount((config) => new STSClient(config({ endpoint: stolen.origin, region: 'us-east-1' })));
    await callFor(ALPHA, () => client.send(new GetSessionTokenCommand({})));
    await expect(callFor(ALPHA, () => list(keysOf(BETA)))).rejects.toThrow(`account ${BETA}`);
    await stolen.close();
  });
});
