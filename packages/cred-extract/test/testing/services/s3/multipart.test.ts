import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../../src/testing/index.ts';
import { ALPHA, configFor, refusalOf } from '../../clients.ts';

const MEGABYTE = 1024 * 1024;

let aws: LocalAws;
let s3: S3Client;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data: { buckets: { work: {} } } }] });
  s3 = new S3Client(configFor(aws, ALPHA));
});
afterAll(() => aws.close());

describe('streams uploaded by lib-storage', () => {
  it('arrives whole when it fits in one request', async () => {
    const body = Buffer.from('a small stream');
    await new Upload({ client: s3, params: { Bucket: 'work', Key: 'small', Body: Readable.from([body]) } }).done();
    expect(await read('small')).toEqual(body);
    expect(aws.requests.some(({ operation }) => operation === 'CreateMultipartUpload')).toBe(false);
  });

  it('arrives whole, in order, when it takes several parts at once', async () => {
    const body = Buffer.alloc(12 * MEGABYTE, 'the quick brown fox ');
    body.write('first byte');
    body.write('last byte', body.length - 9);
    const params = {
      Bucket: 'work',
      Key: 'large',
      Body: Readable.from(chunksOf(body)),
      ContentType: 'text/plain',
      Metadata: { a: '1' },
    };
    await new Upload({ client: s3, params, queueSize: 4 }).done();
    expect((await read('large'))?.equals(body)).toBe(true);
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'work', Key: 'large' }));
    expect(head).toMatchObject({ ContentLength: body.length, ContentType: 'text/plain', Metadata: { a: '1' } });
    expect(head.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect(aws.requests.filter(({ operation }) => operation === 'UploadPart')).toHaveLength(3);
  });

  it('keeps a body of unknown length that is sent in aws-chunked frames', async () => {
    const body = Buffer.alloc(300_000, 'streamed ');
    const Body = Readable.from(chunksOf(body));
    await s3.send(
      new PutObjectCommand({
        Bucket: 'work',
        Key: 'chunked',
        Body,
        ContentLength: body.length,
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    expect((await read('chunked'))?.equals(body)).toBe(true);
  });
});

describe('an upload done by hand', () => {
  it('is made of the parts that were named, in their order', async () => {
    const upload = await start('by-hand');
    const parts = [];
    for (const [PartNumber, Body] of [
      [2, 'second'],
      [1, 'first '],
      [3, 'left out'],
    ] as const) {
      const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      if (PartNumber < 3) parts.unshift({ PartNumber, ETag });
    }
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }));
    expect((await read('by-hand'))?.toString()).toBe('first second');
  });

  it('refuses parts out of order, parts that never came, and none at all', async () => {
    const upload = await start('wrong');
    await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
    await s3.send(new UploadPartCommand({ ...upload, PartNumber: 2, Body: 'y' }));
    const complete = (...numbers: number[]) => {
      const Parts = numbers.map((PartNumber) => ({ PartNumber, ETag: 'any' }));
      return refusalOf(s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } })));
    };
    expect(await complete(2, 1)).toEqual(['InvalidPartOrder', 400]);
    expect(await complete(1, 3)).toEqual(['InvalidPart', 400]);
    expect(await complete()).toEqual(['InvalidPart', 400]);
  });

  it('is gone once it is aborted or complete', async () => {
    const upload = await start('aborted');
    await s3.send(new AbortMultipartUploadCommand(upload));
    const part = s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
    expect(await refusalOf(part)).toEqual(['NoSuchUpload', 404]);
    expect(await refusalOf(s3.send(new AbortMultipartUploadCommand(upload)))).toEqual(['NoSuchUpload', 404]);
  });

  it('belongs to the key it was started for', async () => {
    const { Bucket, UploadId } = await start('one');
    const part = s3.send(new UploadPartCommand({ Bucket, UploadId, Key: 'other', PartNumber: 1, Body: 'x' }));
    expect(await refusalOf(part)).toEqual(['NoSuchUpload', 404]);
  });
});

async function start(Key: string) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: 'work', Key }));
  return { Bucket: 'work', Key, UploadId };
}

async function read(Key: string): Promise<Buffer | undefined> {
  const bytes = await (await s3.send(new GetObjectCommand({ Bucket: 'work', Key }))).Body?.transformToByteArray();
  return bytes && Buffer.from(bytes);
}

function* chunksOf(body: Buffer): Generator<Buffer> {
  for (let start = 0; start < body.length; start += 100_000) yield body.subarray(start, start + 100_000);
}
