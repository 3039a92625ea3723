import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type LocalAws, startLocalAws } from '@mcp-multi-account/cred-extract/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presigners } from '../../src/verify/presigned-urls.ts';

const [A, B] = ['111111111111', '222222222222'] as const;
const OBJECT = { Bucket: 'reports', Key: 'a b&c.txt' };

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: A }, { accountId: B }] });
});

afterAll(() => aws.close());

function signedBy(account: string, command: object, endpoint = aws.endpoint): Promise<string> {
  const env = aws.env(account);
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
  };
  return getSignedUrl(new S3Client({ endpoint, region: 'us-east-1', credentials }) as never, command as never);
}

describe('the signers of presigned URLs in a text', () => {
  it.each([
    ['read', () => new GetObjectCommand(OBJECT)],
    ['written', () => new PutObjectCommand(OBJECT)],
    ['asked for', () => new HeadObjectCommand(OBJECT)],
  ])('are known where an object is %s', async (_, command) => {
    expect(await presigners(aws, `Here: ${await signedBy(A, command())}, for an hour`)).toEqual([A]);
  });

  it('are all named, once each, in JSON as in HTML', async () => {
    const [a, b] = [await signedBy(A, new GetObjectCommand(OBJECT)), await signedBy(B, new GetObjectCommand(OBJECT))];
    const text = `${JSON.stringify({ urls: [b, a, a] })} <a href="${a.replaceAll('&', '&amp;')}">`;
    expect(await presigners(aws, text)).toEqual([A, B]);
  });

  it('are not who a forged URL says', async () => {
    const url = await signedBy(A, new GetObjectCommand(OBJECT));
    expect(await presigners(aws, url.replace(/Signature=..../, 'Signature=0000'))).toEqual(['nobody known']);
  });

  it('are nobody where no URL is signed', async () => {
    expect(await presigners(aws, `${aws.endpoint}/reports/a.txt and X-Amz-Signature=1`)).toEqual([]);
  });

  it('are not asked of any other address', async () => {
    let visits = 0;
    const other = createServer((_, response) => {
      visits += 1;
      response.end();
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const endpoint = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await presigners(aws, await signedBy(A, new GetObjectCommand(OBJECT), endpoint))).toEqual([]);
    expect(visits).toBe(0);
    other.close();
  });
});
