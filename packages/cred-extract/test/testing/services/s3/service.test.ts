import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListBuckets,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../../src/testing/index.ts';
import { ALPHA, BETA, collect, configFor, refusalOf } from '../../clients.ts';

let aws: LocalAws;
let s3: S3Client;
const listing = Object.fromEntries(
  Array.from({ length: 25 }, (_, i) => [`logs/${String(i).padStart(2, '0')}.txt`, `log ${i}`]),
);

beforeAll(async () => {
  aws = await startLocalAws({
    accounts: [
      {
        accountId: ALPHA,
        region: 'eu-west-1',
        data: { buckets: { work: {}, many: { 'readme.md': '# hello', ...listing }, shared: { who: 'alpha' } } },
      },
      { accountId: BETA, data: { buckets: { private: { a: 'b' }, shared: { who: 'beta' } } } },
    ],
  });
  s3 = new S3Client(configFor(aws, ALPHA));
});
afterAll(() => aws.close());

describe('buckets', () => {
  it('lists the buckets of the account that signs, and only those', async () => {
    const { Buckets, Owner } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(expect.arrayContaining(['many', 'shared', 'work']));
    expect(Buckets?.map(({ Name }) => Name)).not.toContain('private');
    expect(Buckets?.[0]?.CreationDate).toBeInstanceOf(Date);
    expect(Owner?.ID).toBe(ALPHA);
  });

  it('lists buckets in pages', async () => {
    const pages = await collect(paginateListBuckets({ client: s3, pageSize: 1 }, {}));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    const names = pages.flatMap(({ Buckets }) => Buckets?.map(({ Name }) => Name));
    expect(new Set(names).size).toBe(names.length);
  });

  it('answers a bucket of the same name with the data of the account that signs', async () => {
    expect(await read('shared', 'who')).toBe('alpha');
    expect(await read('shared', 'who', new S3Client(configFor(aws, BETA)))).toBe('beta');
  });

  it("refuses another account's bucket, and says what does not exist anywhere", async () => {
    expect(await refusalOf(s3.send(new ListObjectsV2Command({ Bucket: 'private' })))).toEqual(['AccessDenied', 403]);
    expect(await refusalOf(s3.send(new GetObjectCommand({ Bucket: 'private', Key: 'a' })))).toEqual([
      'AccessDenied',
      403,
    ]);
    expect(await refusalOf(s3.send(new ListObjectsV2Command({ Bucket: 'nowhere' })))).toEqual(['NoSuchBucket', 404]);
    expect((await refusalOf(s3.send(new HeadBucketCommand({ Bucket: 'private' }))))[1]).toBe(403);
    expect(await refusalOf(s3.send(new HeadBucketCommand({ Bucket: 'nowhere' })))).toEqual(['NotFound', 404]);
  });

  it('creates a bucket, keeps it from being taken, and deletes it when it is empty', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'fresh' }));
    const taken = new CreateBucketCommand({ Bucket: 'fresh' });
    expect(await refusalOf(s3.send(taken))).toEqual(['BucketAlreadyOwnedByYou', 409]);
    expect(await refusalOf(new S3Client(configFor(aws, BETA)).send(taken))).toEqual(['BucketAlreadyExists', 409]);
    await s3.send(new PutObjectCommand({ Bucket: 'fresh', Key: 'k', Body: 'v' }));
    expect(await refusalOf(s3.send(new DeleteBucketCommand({ Bucket: 'fresh' })))).toEqual(['BucketNotEmpty', 409]);
    await s3.send(new DeleteObjectCommand({ Bucket: 'fresh', Key: 'k' }));
    await s3.send(new DeleteBucketCommand({ Bucket: 'fresh' }));
    expect(await refusalOf(s3.send(new HeadBucketCommand({ Bucket: 'fresh' })))).toEqual(['NotFound', 404]);
  });

  it('gives the region of a bucket, which is nothing in us-east-1', async () => {
    const alpha = await s3.send(new GetBucketLocationCommand({ Bucket: 'work' }));
    expect(alpha.LocationConstraint).toBe('eu-west-1');
    const beta = await new S3Client(configFor(aws, BETA)).send(new GetBucketLocationCommand({ Bucket: 'private' }));
    expect(beta.LocationConstraint).toBeUndefined();
  });

  it('answers an operation it does not keep state for with an empty success', async () => {
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: 'work' }))).Status).toBeUndefined();
    expect(aws.requests.at(-1)).toMatchObject({ operation: 'GET bucket versioning', target: 'work', status: 200 });
  });
});

describe('objects', () => {
  it.each([
    'plain.txt',
    'folder/with space.txt',
    "sp'ecial!*().txt",
    'ünï/日本語.txt',
    'a+b=c&d?e#f.txt',
    '100%.txt',
    'double//slash',
    'dots/../kept',
    './leading',
    '<xml>&"quotes".txt',
  ])('stores and returns %s as it is', async (Key) => {
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key, Body: `body of ${Key}` }));
    expect(await read('work', Key)).toBe(`body of ${Key}`);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: 'work', Prefix: Key }));
    expect(Contents?.map((object) => object.Key)).toEqual([Key]);
    await s3.send(new DeleteObjectCommand({ Bucket: 'work', Key }));
  });

  it('keeps bytes, content type and metadata', async () => {
    const Body = new Uint8Array(Array.from({ length: 256 }, (_, i) => i));
    const Metadata = { owner: 'team  a' };
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'bytes', Body, ContentType: 'image/png', Metadata }));
    const object = await s3.send(new GetObjectCommand({ Bucket: 'work', Key: 'bytes' }));
    expect(await object.Body?.transformToByteArray()).toEqual(Body);
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'work', Key: 'bytes' }));
    for (const output of [object, head]) {
      expect(output).toMatchObject({ ContentType: 'image/png', ContentLength: 256, Metadata: { owner: 'team  a' } });
      expect(output.ETag).toBe('"e2c865db4162bed963bfaa9ef6ac18f0"');
    }
  });

  it.each([
    ['bytes=0-4', 'hello', 'bytes 0-4/11'],
    ['bytes=6-', 'world', 'bytes 6-10/11'],
    ['bytes=-5', 'world', 'bytes 6-10/11'],
    ['bytes=6-999', 'world', 'bytes 6-10/11'],
  ])('serves the range %s', async (Range, expected, contentRange) => {
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'range', Body: 'hello world' }));
    const part = await s3.send(new GetObjectCommand({ Bucket: 'work', Key: 'range', Range }));
    expect(await part.Body?.transformToString()).toBe(expected);
    expect(part.ContentRange).toBe(contentRange);
  });

  it.each(['bytes=11-', 'bytes=-', 'lines=1-2'])('refuses the range %s', async (Range) => {
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'range', Body: 'hello world' }));
    const call = s3.send(new GetObjectCommand({ Bucket: 'work', Key: 'range', Range }));
    expect(await refusalOf(call)).toEqual(['InvalidRange', 416]);
  });

  it('says which object does not exist', async () => {
    const missing = { Bucket: 'work', Key: 'missing' };
    expect(await refusalOf(s3.send(new GetObjectCommand(missing)))).toEqual(['NoSuchKey', 404]);
    expect(await refusalOf(s3.send(new HeadObjectCommand(missing)))).toEqual(['NotFound', 404]);
  });

  it('copies within the account and not out of another one', async () => {
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'from here', Body: 'copied', Metadata: { v: '1' } }));
    const copy = (CopySource: string) => s3.send(new CopyObjectCommand({ Bucket: 'many', Key: 'to', CopySource }));
    expect((await copy('work/from%20here')).CopyObjectResult?.ETag).toBeDefined();
    expect(await read('many', 'to')).toBe('copied');
    expect((await s3.send(new HeadObjectCommand({ Bucket: 'many', Key: 'to' }))).Metadata).toEqual({ v: '1' });
    expect(await refusalOf(copy('private/a'))).toEqual(['AccessDenied', 403]);
    expect(await refusalOf(copy('work/missing'))).toEqual(['NoSuchKey', 404]);
    await s3.send(new DeleteObjectCommand({ Bucket: 'many', Key: 'to' }));
  });

  it('deletes several at once, and again what is not there any more', async () => {
    const keys = ['a & b', '<c>', 'd\'"e'];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: 'work', Key, Body: 'x' }));
    const Delete = { Objects: keys.map((Key) => ({ Key })) };
    for (const _ of ['first', 'again']) {
      const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket: 'work', Delete }));
      expect(Deleted?.map(({ Key }) => Key)).toEqual(keys);
    }
    for (const Key of keys) {
      expect(await refusalOf(s3.send(new GetObjectCommand({ Bucket: 'work', Key })))).toEqual(['NoSuchKey', 404]);
    }
  });
});

describe('listings', () => {
  it('goes through all keys in pages, in order, each once', async () => {
    const pages = await collect(
      paginateListObjectsV2({ client: s3, pageSize: 7 }, { Bucket: 'many', Prefix: 'logs/' }),
    );
    expect(pages.map(({ KeyCount }) => KeyCount)).toEqual([7, 7, 7, 4]);
    expect(pages.map(({ IsTruncated }) => IsTruncated)).toEqual([true, true, true, false]);
    expect(pages.flatMap(({ Contents }) => Contents?.map(({ Key }) => Key))).toEqual(Object.keys(listing));
  });

  it('rolls keys up to their common prefixes', async () => {
    const { Contents, CommonPrefixes } = await s3.send(new ListObjectsV2Command({ Bucket: 'many', Delimiter: '/' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['readme.md']);
    expect(CommonPrefixes).toEqual([{ Prefix: 'logs/' }]);
  });

  it('does not list what was rolled up again on the next page', async () => {
    const pages = await collect(paginateListObjectsV2({ client: s3, pageSize: 1 }, { Bucket: 'many', Delimiter: '/' }));
    expect(pages.map(({ Contents, CommonPrefixes }) => Contents?.[0]?.Key ?? CommonPrefixes?.[0]?.Prefix)).toEqual([
      'logs/',
      'readme.md',
    ]);
  });

  it('starts after a key', async () => {
    const input = { Bucket: 'many', Prefix: 'logs/', StartAfter: 'logs/22.txt' };
    const { Contents } = await s3.send(new ListObjectsV2Command(input));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['logs/23.txt', 'logs/24.txt']);
  });

  it('answers the older ListObjects with markers', async () => {
    const first = await s3.send(new ListObjectsCommand({ Bucket: 'many', Prefix: 'logs/', MaxKeys: 20 }));
    expect(first.IsTruncated).toBe(true);
    const rest = await s3.send(new ListObjectsCommand({ Bucket: 'many', Prefix: 'logs/', Marker: 'logs/19.txt' }));
    expect(rest.Contents).toHaveLength(5);
  });

  it('gives no entry for MaxKeys 0', async () => {
    const { Contents, KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: 'many', MaxKeys: 0 }));
    expect([Contents, KeyCount]).toEqual([undefined, 0]);
  });
});

describe('presigned URLs', () => {
  it('are read with a bare fetch, and charged to the account that signed them', async () => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'many', Key: 'readme.md' }), { expiresIn: 60 });
    expect(await (await fetch(url)).text()).toBe('# hello');
    expect(aws.requests.at(-1)).toMatchObject({
      accountId: ALPHA,
      principal: 'key',
      operation: 'GetObject',
      target: 'many',
    });
  });

  it('upload what the signer did not know yet', async () => {
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: 'work', Key: 'presigned put' }));
    expect((await fetch(url, { method: 'PUT', body: 'uploaded' })).status).toBe(200);
    expect(await read('work', 'presigned put')).toBe('uploaded');
  });

  it('are good for one key and one method only', async () => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'many', Key: 'readme.md' }));
    for (const [changed, method] of [
      [url.replace('readme.md', 'logs/00.txt'), 'GET'],
      [url, 'DELETE'],
    ] as const) {
      const response = await fetch(changed, { method });
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    }
  });

  it('expire', async () => {
    const signingDate = new Date(Date.now() - 61_000);
    const command = new GetObjectCommand({ Bucket: 'many', Key: 'readme.md' });
    const response = await fetch(await getSignedUrl(s3, command, { expiresIn: 60, signingDate }));
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Request has expired');
  });
});

describe('addressing', () => {
  it('is path-style for an unmodified client, because the endpoint is an IP address', async () => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'many', Key: 'readme.md' }));
    expect(url.startsWith(`${aws.endpoint}/many/readme.md?`)).toBe(true);
  });

  it('may be virtual-hosted, where the name of the bucket leads to the server', async () => {
    const endpoint = aws.endpoint.replace('127.0.0.1', 'localhost');
    // Every name leads here, as DNS has it for real buckets.
    const lookup: LookupFunction = (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
    const client = new S3Client({
      ...configFor(aws, ALPHA),
      endpoint,
      requestHandler: { httpAgent: new Agent({ lookup }) },
    });
    const command = new GetObjectCommand({ Bucket: 'many', Key: 'logs/03.txt' });
    expect(await getSignedUrl(client, command)).toContain('http://many.localhost:');
    expect(await read('many', 'logs/03.txt', client)).toBe('log 3');
    expect((await client.send(new ListObjectsV2Command({ Bucket: 'many', MaxKeys: 1 }))).Contents).toHaveLength(1);
    expect(aws.requests.at(-1)).toMatchObject({ operation: 'ListObjectsV2', target: 'many' });
  });
});

async function read(Bucket: string, Key: string, client = s3): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
}
