import { execFile } from 'node:child_process';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { type LocalAccount, type LocalAws, type LocalAwsOptions, startLocalAws } from '../../src/testing/index.ts';
import { ALPHA, BETA, configFor, errorOf, refusalOf, SERVER, signedFetch } from './clients.ts';

const running: LocalAws[] = [];
const HERE = fileURLToPath(new URL('.', import.meta.url));

afterEach(async () => {
  await Promise.all(running.splice(0).map((aws) => aws.close()));
});

describe('env', () => {
  it('is all that a child process needs to be the account', async () => {
    const aws = await start({ accounts: [{ accountId: ALPHA, region: 'ap-south-1' }] });
    const { PATH = '' } = process.env;
    const env = { PATH, ...aws.env(ALPHA) };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNMODIFIED], {
      env,
      cwd: HERE,
    });
    expect(JSON.parse(stdout)).toEqual({
      account: ALPHA,
      region: 'ap-south-1',
      buckets: [`data-${ALPHA}`],
      text: `account ${ALPHA}`,
      tables: [`table-${ALPHA}`],
    });
    expect(aws.requests.map(({ accountId }) => accountId)).toEqual(Array(4).fill(ALPHA));
    expect(aws.requests.map(({ region }) => region)).toEqual(Array(4).fill('ap-south-1'));
  });

  it('gives an account the same keys in every run, and no two accounts the same', async () => {
    const [first, second] = [await start({}), await start({})];
    const { AWS_ENDPOINT_URL: _, ...keys } = first.env(ALPHA);
    expect(second.env(ALPHA)).toMatchObject(keys);
    expect(keys.AWS_ACCESS_KEY_ID).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(keys.AWS_SECRET_ACCESS_KEY).toHaveLength(40);
    expect(first.env(BETA).AWS_ACCESS_KEY_ID).not.toBe(keys.AWS_ACCESS_KEY_ID);
    expect(first.env(BETA).AWS_SECRET_ACCESS_KEY).not.toBe(keys.AWS_SECRET_ACCESS_KEY);
  });

  it('uses the first of the keys that an account was given, and every one of them signs', async () => {
    const accessKeys = ['A', 'B'].map((letter) => ({
      accessKeyId: `AKIA${letter.repeat(16)}`,
      secretAccessKey: letter.repeat(40),
    }));
    const aws = await start({ accounts: [{ accountId: ALPHA, accessKeys }] });
    expect(aws.env(ALPHA).AWS_ACCESS_KEY_ID).toBe(accessKeys[0]?.accessKeyId);
    for (const credentials of accessKeys) {
      const sts = new STSClient({ ...configFor(aws, ALPHA), credentials });
      expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(ALPHA);
    }
  });

  it('names the account that does not exist', async () => {
    const aws = await start({});
    expect(() => aws.env('999999999999')).toThrow('The local AWS has no account 999999999999.');
  });
});

describe('accounts', () => {
  it('may be added while it runs', async () => {
    const aws = await start({ accounts: [] });
    aws.addAccount({ accountId: BETA });
    expect((await new DynamoDBClient(configFor(aws, BETA)).send(new ListTablesCommand({}))).TableNames).toEqual([
      `table-${BETA}`,
    ]);
  });

  it.each(['12345678901', '1234567890123', '12345678901a', '', "1' OR '1'='1"])(
    'are refused with the ID %j',
    async (accountId) => {
      await expect(startLocalAws({ accounts: [{ accountId }] })).rejects.toThrow('is not an account ID');
    },
  );

  it('are refused twice, and with a key that another one has', async () => {
    const accessKeys = [{ accessKeyId: 'AKIAONE', secretAccessKey: 's' }];
    const aws = await start({ accounts: [{ accountId: ALPHA, accessKeys }] });
    expect(() => aws.addAccount({ accountId: ALPHA })).toThrow('exists already');
    expect(() => aws.addAccount({ accountId: BETA, accessKeys })).toThrow('exists already');
    expect(() => aws.env(BETA)).toThrow('has no account');
  });
});

describe('refused signatures', () => {
  it("come in each service's own words, and are recorded without an account", async () => {
    const aws = await start({});
    const config = configFor(aws, ALPHA);
    const wrongSecret = { ...config, credentials: { ...config.credentials, secretAccessKey: 'x'.repeat(40) } };
    const wrongKey = { ...config, credentials: { ...config.credentials, accessKeyId: 'AKIAUNKNOWN' } };
    expect(await refusals(wrongSecret)).toEqual([
      ['SignatureDoesNotMatch', 403],
      ['SignatureDoesNotMatch', 403],
      ['InvalidSignatureException', 400],
    ]);
    expect(await refusals(wrongKey)).toEqual([
      ['InvalidClientTokenId', 403],
      ['InvalidAccessKeyId', 403],
      ['UnrecognizedClientException', 400],
    ]);
    expect(aws.requests).toHaveLength(6);
    expect(aws.requests.every(({ accountId, principal, errorCode }) => !accountId && !principal && errorCode)).toBe(
      true,
    );
    expect(aws.requests[5]).toMatchObject({ accessKeyId: 'AKIAUNKNOWN', service: 'dynamodb', operation: 'ListTables' });
  });

  it('meet every request without one', async () => {
    const aws = await start({});
    const plain = await fetch(`${aws.endpoint}/data-${ALPHA}/account.txt`);
    expect([plain.status, await plain.text()]).toEqual([
      403,
      expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
    ]);
    const form = await fetch(aws.endpoint, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity' }),
    });
    expect([form.status, await form.text()]).toEqual([
      403,
      expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
    ]);
    const headers = { 'x-amz-target': 'DynamoDB_20120810.ListTables' };
    const json = await fetch(aws.endpoint, { method: 'POST', body: '{}', headers });
    expect([json.status, await json.json()]).toEqual([
      400,
      expect.objectContaining({ __type: 'MissingAuthenticationTokenException' }),
    ]);
    expect(aws.requests[0]).toMatchObject({
      accountId: undefined,
      accessKeyId: undefined,
      service: 'unknown',
      region: 'unknown',
    });
  });

  it('allow clocks five minutes, S3 fifteen', async () => {
    const aws = await start({});
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const status = async (service: string, minutes: number) => {
      const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
      return (await signedFetch(aws, ALPHA, { service, method: 'GET', headers, at: at(minutes) })).status;
    };
    expect(await Promise.all([-4, 4, -6, 6].map((minutes) => status('ses', minutes)))).toEqual([200, 200, 403, 403]);
    expect(await Promise.all([-14, 14, -16, 16].map((minutes) => status('s3', minutes)))).toEqual([200, 200, 403, 403]);
  });

  it('want the host and, of S3, every x-amz header signed', async () => {
    const aws = await start({});
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'x-amz-acl': 'private' };
    for (const unsigned of [['host'], ['x-amz-acl']]) {
      const response = await signedFetch(aws, ALPHA, { service: 's3', method: 'GET', headers, unsigned });
      expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('not signed')]);
    }
  });

  it('let an SDK with a wrong clock correct it and go on', async () => {
    const aws = await start({ now: () => new Date(Date.now() + 3_600_000) });
    const dynamodb = new DynamoDBClient({ ...configFor(aws, ALPHA), maxAttempts: 2 });
    expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([`table-${ALPHA}`]);
    expect(aws.requests.map(({ errorCode }) => errorCode)).toEqual(['InvalidSignatureException', undefined]);
  });
});

describe('revokeKey', () => {
  it('ends a key for all services, and no other key', async () => {
    const aws = await start({});
    aws.revokeKey(aws.env(ALPHA).AWS_ACCESS_KEY_ID ?? '');
    expect(await refusals(configFor(aws, ALPHA))).toEqual([
      ['InvalidClientTokenId', 403],
      ['InvalidAccessKeyId', 403],
      ['UnrecognizedClientException', 400],
    ]);
    expect((await new STSClient(configFor(aws, BETA)).send(new GetCallerIdentityCommand({}))).Account).toBe(BETA);
  });
});

describe('fail', () => {
  it('fails as many requests as ordered, which a retrying SDK gets over', async () => {
    const aws = await start({});
    aws.fail({ service: 'dynamodb', code: 'ThrottlingException', times: 2 });
    const dynamodb = new DynamoDBClient({ ...configFor(aws, ALPHA), maxAttempts: 3 });
    expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([`table-${ALPHA}`]);
    expect(aws.requests.map(({ status, errorCode }) => [status, errorCode])).toEqual([
      [400, 'ThrottlingException'],
      [400, 'ThrottlingException'],
      [200, undefined],
    ]);
    expect(aws.requests.every(({ accountId }) => accountId === ALPHA)).toBe(true);
  });

  it('reaches only the service, operation and account that it names', async () => {
    const aws = await start({});
    aws.fail({ service: 'sts', operation: 'AssumeRole', accountId: SERVER, code: 'Throttling', times: 99 });
    const [server, alpha] = [new STSClient(configFor(aws, SERVER)), new STSClient(configFor(aws, ALPHA))];
    const assume = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${BETA}:role/Open`, RoleSessionName: 'test' });
    expect(await refusalOf(server.send(assume))).toEqual(['Throttling', 400]);
    expect((await alpha.send(assume)).Credentials).toBeDefined();
    expect((await server.send(new GetCallerIdentityCommand({}))).Account).toBe(SERVER);
  });

  it.each([
    ['InternalFailure', 500],
    ['ServiceUnavailable', 503],
    ['AccessDenied', 403],
    ['ValidationError', 400],
  ])('answers %s with %i', async (code, status) => {
    const aws = await start({});
    aws.fail({ code, times: 1 });
    expect(await refusalOf(new STSClient(configFor(aws, ALPHA)).send(new GetCallerIdentityCommand({})))).toEqual([
      code,
      status,
    ]);
  });

  it('does not let a refused signature use up a failure', async () => {
    const aws = await start({});
    aws.fail({ code: 'SlowDown', times: 1 });
    await fetch(aws.endpoint);
    expect(await refusalOf(new S3Client(configFor(aws, ALPHA)).send(new ListBucketsCommand({})))).toEqual([
      'SlowDown',
      503,
    ]);
    expect((await new S3Client(configFor(aws, ALPHA)).send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
  });
});

describe('requests', () => {
  it('are dated by the clock, in order, until they are cleared', async () => {
    let now = new Date();
    const aws = await start({ now: () => now });
    const dynamodb = new DynamoDBClient(configFor(aws, ALPHA));
    await dynamodb.send(new ListTablesCommand({}));
    const first = now;
    now = new Date(first.getTime() + 1000);
    await dynamodb.send(new ScanCommand({ TableName: `table-${ALPHA}` }));
    expect(aws.requests.map(({ time, operation }) => [time, operation])).toEqual([
      [first, 'ListTables'],
      [now, 'Scan'],
    ]);
    const { requests } = aws;
    aws.clearRequests();
    expect([aws.requests, requests]).toEqual([[], []]);
  });
});

describe('latencyMs', () => {
  it.each([
    [80, 80],
    [[60, 120] as const, 60],
  ])('of %j delays every answer', async (latencyMs, atLeast) => {
    const aws = await start({ latencyMs });
    const started = performance.now();
    await new STSClient(configFor(aws, ALPHA)).send(new GetCallerIdentityCommand({}));
    // A timer fires early by what has passed since its event loop last looked at the clock.
    expect(performance.now() - started).toBeGreaterThanOrEqual(atLeast - 10);
  });
});

describe('many at once', () => {
  it('answers 1,000 calls over 20 accounts, each with its own data', async () => {
    const accounts = Array.from({ length: 20 }, (_, i): LocalAccount => {
      const accountId = String(500_000_000_000 + i);
      return { accountId, roles: [{ name: 'Reader', externalId: `external-${accountId}` }] };
    });
    const aws = await start({ accounts: [{ accountId: SERVER }, ...accounts], latencyMs: [0, 5] });
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, i) => callAs(aws, accounts[i % 20]?.accountId ?? '', i)),
    );
    expect(answers).toHaveLength(1000);
    expect(answers.filter(({ expected, answered }) => expected !== answered)).toEqual([]);
    const signers = aws.requests.filter(({ service }) => service !== 'sts').map(({ accountId = '' }) => accountId);
    const callsOf = (accountId: string) => signers.filter((signer) => signer === accountId).length;
    expect(accounts.map(({ accountId }) => callsOf(accountId))).toEqual(Array(20).fill(50));
    expect(aws.requests.filter(({ errorCode }) => errorCode)).toEqual([]);
  });

  it('holds 2,000 connections that all wait at the same time', async () => {
    const aws = await start({ latencyMs: 300 });
    const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
    const statuses = await Promise.all(Array.from({ length: 2000 }, () => statusOf(aws.endpoint, agent)));
    agent.destroy();
    expect(statuses.filter((status) => status !== 403)).toEqual([]);
    expect(aws.requests).toHaveLength(2000);
  });

  it('goes on when clients leave in the middle of a request', async () => {
    const aws = await start({ latencyMs: 20 });
    const { port } = new URL(aws.endpoint);
    await Promise.all(Array.from({ length: 20 }, (_, i) => leaveEarly(Number(port), i % 2 === 0)));
    expect((await new STSClient(configFor(aws, ALPHA)).send(new GetCallerIdentityCommand({}))).Account).toBe(ALPHA);
  });
});

describe('the server', () => {
  it('takes the port it is given, and says when that is taken', async () => {
    const first = await start({});
    const port = Number(new URL(first.endpoint).port);
    await expect(startLocalAws({ accounts: [], port })).rejects.toThrow('EADDRINUSE');
    await first.close();
    const second = await start({ port });
    expect(second.endpoint).toBe(first.endpoint);
  });

  it('closes though a request is waiting for its answer', async () => {
    const aws = await start({ latencyMs: 60_000 });
    const call = errorOf(new STSClient(configFor(aws, ALPHA)).send(new GetCallerIdentityCommand({})));
    await expect.poll(() => aws.requests.length).toBe(1);
    await aws.close();
    expect((await call).message).toMatch(/socket hang up|ECONNRESET/);
    await expect(fetch(aws.endpoint)).rejects.toThrow();
  });

  it('lets its process end though an answer is still being delayed', async () => {
    const entry = fileURLToPath(new URL('../../src/testing/index.ts', import.meta.url));
    const program = `
      const { startLocalAws } = await import(${JSON.stringify(entry)});
      const aws = await startLocalAws({ accounts: [], latencyMs: 60_000 });
      fetch(aws.endpoint).catch(() => undefined);
      while (aws.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await aws.close();
    `;
    const args = ['--experimental-strip-types', '--input-type=module', '-e', program];
    await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
  });
});

/** What an MCP server does that knows nothing of local endpoints. */
const UNMODIFIED = `
  import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
  import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
  import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
  const s3 = new S3Client({});
  const { Account: account } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  const buckets = (await s3.send(new ListBucketsCommand({}))).Buckets.map(({ Name }) => Name);
  const object = await s3.send(new GetObjectCommand({ Bucket: buckets[0], Key: 'account.txt' }));
  const { TableNames: tables } = await new DynamoDBClient({}).send(new ListTablesCommand({}));
  const text = await object.Body.transformToString();
  console.log(JSON.stringify({ account, region: await s3.config.region(), buckets, text, tables }));
`;

async function start(options: Partial<LocalAwsOptions>): Promise<LocalAws> {
  const accounts = [{ accountId: SERVER }, { accountId: ALPHA }, { accountId: BETA, roles: [{ name: 'Open' }] }];
  const aws = await startLocalAws({ accounts, ...options });
  running.push(aws);
  return aws;
}

async function refusals(config: ReturnType<typeof configFor>) {
  return [
    await refusalOf(new STSClient(config).send(new GetCallerIdentityCommand({}))),
    await refusalOf(new S3Client(config).send(new ListBucketsCommand({}))),
    await refusalOf(new DynamoDBClient(config).send(new ListTablesCommand({}))),
  ];
}

/** One of four calls, with the account's key or a session of its role; the answer names the account that gave it. */
async function callAs(aws: LocalAws, accountId: string, i: number): Promise<{ expected: unknown; answered: unknown }> {
  const config =
    i % 3 === 0
      ? { ...configFor(aws, accountId), credentials: await session(aws, accountId) }
      : configFor(aws, accountId);
  switch (i % 4) {
    case 0: {
      const { Buckets } = await new S3Client(config).send(new ListBucketsCommand({}));
      return { expected: `data-${accountId}`, answered: Buckets?.map(({ Name }) => Name).join() };
    }
    case 1: {
      const input = { Bucket: `data-${accountId}`, Key: 'account.txt' };
      const { Body } = await new S3Client(config).send(new GetObjectCommand(input));
      return { expected: `account ${accountId}`, answered: await Body?.transformToString() };
    }
    case 2: {
      const { Items } = await new DynamoDBClient(config).send(new ScanCommand({ TableName: `table-${accountId}` }));
      return { expected: accountId, answered: Items?.[0]?.accountId?.S };
    }
    default: {
      const TimePeriod = { Start: '2026-01-01', End: '2026-02-01' };
      const command = new GetCostAndUsageCommand({ TimePeriod, Granularity: 'MONTHLY', Metrics: ['BlendedCost'] });
      const { ResultsByTime } = await new CostExplorerClient(config).send(command);
      return {
        expected: (Number(accountId) / 100).toFixed(2),
        answered: ResultsByTime?.[0]?.Total?.BlendedCost?.Amount,
      };
    }
  }
}

async function session(aws: LocalAws, accountId: string) {
  const RoleArn = `arn:aws:iam::${accountId}:role/Reader`;
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'many', ExternalId: `external-${accountId}` });
  const { Credentials } = await new STSClient(configFor(aws, SERVER)).send(command);
  const {
    AccessKeyId: accessKeyId = '',
    SecretAccessKey: secretAccessKey = '',
    SessionToken: sessionToken = '',
  } = Credentials ?? {};
  return { accessKeyId, secretAccessKey, sessionToken };
}

function statusOf(url: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => response.resume().on('end', () => resolve(response.statusCode)))
      .on('error', reject)
      .end();
  });
}

/** With half a body sent, or with the whole request sent and the answer not awaited. */
function leaveEarly(port: number, half: boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${half ? 100 : 4}\r\n\r\nhalf`);
      setTimeout(() => socket.destroy(), 10).unref();
    });
    socket.on('close', () => resolve());
  });
}
