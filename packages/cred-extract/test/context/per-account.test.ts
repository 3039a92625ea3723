import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it, vi } from 'vitest';
import { runInContext } from '../../src/context/account-context.ts';
import { accountContext } from '../../src/context/account-contexts.ts';
import { perAccount } from '../../src/index.ts';
import { fakeSession, sleep } from '../support/fake-accounts.ts';

const A = fakeSession('111111111111', 'eu-west-1');
const B = fakeSession('222222222222', 'ap-southeast-2');
const WITHOUT_REGION = fakeSession('333333333333');
const SERVER = { accessKeyId: 'AKIASERVER', secretAccessKey: 's' };

const as = <T>(session: typeof A, fn: () => T): T => runInContext(accountContext(session), fn);
const keyOf = async (client: S3Client) => (await client.config.credentials()).accessKeyId;
const regionOf = (client: S3Client) => client.config.region();

const s3 = perAccount((aws) => new S3Client(aws({ region: 'us-east-1', credentials: SERVER })));

describe('perAccount', () => {
  it("uses the account's credentials and region inside a call, and the server's outside", async () => {
    expect([await keyOf(s3), await regionOf(s3)]).toEqual(['AKIASERVER', 'us-east-1']);
    expect(await as(A, async () => [await keyOf(s3), await regionOf(s3)])).toEqual(['AKIA111111111111', 'eu-west-1']);
    expect(await as(B, async () => [await keyOf(s3), await regionOf(s3)])).toEqual([
      'AKIA222222222222',
      'ap-southeast-2',
    ]);
    expect([await keyOf(s3), await regionOf(s3)]).toEqual(['AKIASERVER', 'us-east-1']);
  });

  it('keeps the region of the configuration for an account that has none', async () => {
    expect(await as(WITHOUT_REGION, async () => [await keyOf(s3), await regionOf(s3)])).toEqual([
      'AKIA333333333333',
      'us-east-1',
    ]);
  });

  it('keeps a region that was chosen on purpose, and fills in one that is absent', async () => {
    const literal = perAccount((aws) => new S3Client(aws.keepRegion({ region: 'us-west-2' })));
    const absent = perAccount((aws) => new S3Client(aws.keepRegion({ region: undefined as unknown as string })));
    const bare = perAccount((aws) => new S3Client(aws()));
    const mixed = perAccount((aws) => new S3Client(aws.keepRegion({ region: aws.region ?? 'us-east-1' })));
    expect(await as(A, () => Promise.all([literal, absent, bare, mixed].map(regionOf)))).toEqual([
      'us-west-2',
      'eu-west-1',
      'eu-west-1',
      'eu-west-1',
    ]);
    expect(await regionOf(mixed)).toBe('us-east-1');
  });

  it('makes one real client per account, however many calls it serves, and none before it is used', async () => {
    const factory = vi.fn((aws: (config: object) => object) => new S3Client(aws({})));
    const client = perAccount(factory);
    expect(factory).not.toHaveBeenCalled();
    for (let round = 0; round < 3; round++) {
      await Promise.all([A, B].map((session) => as(session, () => sleep(1).then(() => keyOf(client)))));
    }
    expect(factory).toHaveBeenCalledTimes(2);
  });

  it('is an instance of its class, with its methods and own properties', () => {
    expect(s3).toBeInstanceOf(S3Client);
    expect('send' in s3).toBe(true);
    expect(Object.keys(s3)).toContain('config');
    expect(s3.constructor).toBe(S3Client);
    expect(s3.send).toBe(s3.send);
    as(A, () => expect(s3).toBeInstanceOf(S3Client));
  });

  it('signs presigned URLs with the account and region of the call', async () => {
    const command = new GetObjectCommand({ Bucket: 'b', Key: 'k' });
    const url = await as(A, () => getSignedUrl(s3, command));
    expect(new URL(url).searchParams.get('X-Amz-Credential')).toMatch(/^AKIA111111111111\/\d+\/eu-west-1\/s3/);
    expect(await getSignedUrl(s3, command)).toMatch(/AKIASERVER/);
  });

  it('follows the account in aggregated clients and in document clients made in one go or from another client', async () => {
    const aggregated = perAccount((aws) => new S3(aws({ region: 'us-east-1' })));
    const nested = perAccount((aws) => DynamoDBDocumentClient.from(new DynamoDBClient(aws({ region: 'us-east-1' }))));
    const base = perAccount((aws) => new DynamoDBClient(aws({ region: 'us-east-1' })));
    const derived = perAccount(() => DynamoDBDocumentClient.from(base));
    const keys = await as(A, () =>
      Promise.all([aggregated, nested, derived].map(async (client) => (await client.config.credentials()).accessKeyId)),
    );
    expect(keys).toEqual(Array(3).fill('AKIA111111111111'));
    expect(derived).toBeInstanceOf(DynamoDBDocumentClient);
  });

  it('drops static keys of the configuration inside a call', async () => {
    const client = perAccount((aws) => new S3Client(aws({ region: 'us-east-1', credentials: SERVER })));
    expect(await as(A, () => keyOf(client))).toBe('AKIA111111111111');
  });

  it("repeats middleware that was added at start-up on every account's client", async () => {
    const client = perAccount((aws) => new S3Client(aws({ region: 'us-east-1' })));
    as(A, () => client.config); // an instance that exists before the change
    client.middlewareStack.add((next) => next, { step: 'build', name: 'audit' });
    const names = () => client.middlewareStack.identify().filter((name) => name.startsWith('audit'));
    expect(names()).toHaveLength(1);
    expect(as(A, names)).toHaveLength(1);
    expect(as(B, names)).toHaveLength(1);
    client.middlewareStack.remove('audit');
    expect([names(), as(A, names), as(B, names)]).toEqual([[], [], []]);
  });

  it('lets a test replace a method on every instance, and an account keep its change to itself', () => {
    const client = perAccount(() => ({ send: (): string => 'real' }));
    const spy = vi.spyOn(client, 'send').mockReturnValue('mocked');
    expect([client.send(), as(A, () => client.send())]).toEqual(['mocked', 'mocked']);
    expect(spy).toHaveBeenCalledTimes(2);
    as(B, () => {
      client.send = () => 'only B';
    });
    expect([as(A, () => client.send()), as(B, () => client.send())]).toEqual(['mocked', 'only B']);
  });

  it('destroys every instance when the program destroys the client', () => {
    const destroyed: unknown[] = [];
    const client = perAccount((aws) => ({
      region: aws.region,
      destroy() {
        destroyed.push(this.region);
      },
    }));
    as(A, () => client.region);
    as(B, () => client.region);
    expect(client.region).toBeUndefined();
    client.destroy();
    expect(destroyed).toEqual([undefined, 'ap-southeast-2', 'eu-west-1']);
  });

  it('keeps 3000 concurrent uses over 60 accounts apart', async () => {
    const sessions = Array.from({ length: 60 }, (_, index) =>
      fakeSession(String(400_000_000_000 + index), `r-${index}`),
    );
    const wrong: string[] = [];
    await Promise.all(
      Array.from({ length: 3000 }, async (_, index) => {
        const session = sessions[index % 60] as (typeof sessions)[0];
        await as(session, async () => {
          await sleep(Math.random() * 5);
          const [key, region] = [await keyOf(s3), await regionOf(s3)];
          if (key !== `AKIA${session.info.accountId}` || region !== session.info.region) wrong.push(`${key} ${region}`);
        });
      }),
    );
    expect(wrong).toEqual([]);
  });
});
