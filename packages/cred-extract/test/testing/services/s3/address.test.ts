import { describe, expect, it } from 'vitest';
import { s3Address } from '../../../../src/testing/services/s3/address.ts';

describe('s3Address', () => {
  it.each([
    ['127.0.0.1:4566', '/', undefined, undefined],
    ['127.0.0.1:4566', '/bucket', 'bucket', undefined],
    ['127.0.0.1:4566', '/bucket/', 'bucket', undefined],
    ['127.0.0.1:4566', '/bucket/a/b', 'bucket', 'a/b'],
    ['127.0.0.1:4566', '/bucket//a', 'bucket', '/a'],
    ['localhost:4566', '/bucket/a%20b', 'bucket', 'a b'],
    ['bucket.localhost:4566', '/', 'bucket', undefined],
    ['bucket.localhost:4566', '/a/b', 'bucket', 'a/b'],
    ['bucket.127.0.0.1:4566', '/a', 'bucket', 'a'],
    ['dotted.bucket.localhost', '/a', 'dotted.bucket', 'a'],
    ['host.docker.internal:4566', '/bucket/a', 'bucket', 'a'],
  ])('finds the bucket and the key of %s%s', (host, path, bucket, key) => {
    expect(s3Address(get(path, { host }))).toMatchObject({ bucket, key });
  });

  it('does not take a query that every S3 request may have for a sub-resource', () => {
    expect(
      s3Address(
        get('/bucket/key', {}, [
          ['x-id', 'GetObject'],
          ['versionId', '1'],
        ]),
      ).operation,
    ).toBe('GetObject');
  });

  it('calls an operation it does not know by the name that the SDK states, or by what it looks like', () => {
    expect(
      s3Address(
        get('/bucket/key', {}, [
          ['x-id', 'GetObjectAcl'],
          ['acl', ''],
        ]),
      ).operation,
    ).toBe('GetObjectAcl');
    expect(s3Address(get('/bucket', {}, [['policy', '']])).operation).toBe('GET bucket policy');
  });
});

function get(path: string, headers: Record<string, string>, query: ReadonlyArray<readonly [string, string]> = []) {
  return { method: 'GET', path, query, headers, body: Buffer.alloc(0) };
}
