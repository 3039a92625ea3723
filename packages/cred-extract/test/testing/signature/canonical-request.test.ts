import { describe, expect, it } from 'vitest';
import { canonicalRequest } from '../../../src/testing/signature/canonical-request.ts';
import type { SignatureClaim } from '../../../src/testing/signature/claim.ts';

describe('the path', () => {
  // The first five from AWS's Signature Version 4 test suite, "normalize-path".
  it.each([
    ['/example/..', '/'],
    ['/example1/example2/../..', '/'],
    ['/./example', '/example'],
    ['//', '/'],
    ['//example//', '/example/'],
    ['/', '/'],
    ['/a%20b', '/a%2520b'],
    ['/functions/arn%3Aaws%3Alambda', '/functions/arn%253Aaws%253Alambda'],
  ])('%s is normalized and encoded twice for most services', (path, expected) => {
    expect(linesOf({ path, service: 'lambda' })[1]).toBe(expected);
  });

  it.each([
    ['/bucket/a%20b', '/bucket/a%20b'],
    ['/bucket//a/../b', '/bucket//a/../b'],
    ['/bucket/%C3%BC', '/bucket/%C3%BC'],
    ["/bucket/it's(1)!*", '/bucket/it%27s%281%29%21%2A'],
    ['/bucket/100%', '/bucket/100%25'],
  ])('%s is encoded once and kept as it is for S3', (path, expected) => {
    expect(linesOf({ path, service: 's3' })[1]).toBe(expected);
  });
});

describe('the query', () => {
  it('is sorted by encoded name, then by value, in code point order', () => {
    const query = [
      ['b', '2'],
      ['a', 'z'],
      ['B', '1'],
      ['a', 'A'],
      ['a b', ''],
      ['ä', ''],
    ] as const;
    expect(linesOf({ query })[2]).toBe('%C3%A4=&B=1&a=A&a=z&a%20b=&b=2');
  });

  it('leaves the signature itself out, and nothing else', () => {
    const query = [
      ['X-Amz-Signature', 'abc'],
      ['X-Amz-Date', '1'],
      ['x-amz-signature', 'kept'],
    ] as const;
    expect(linesOf({ query })[2]).toBe('X-Amz-Date=1&x-amz-signature=kept');
  });
});

it('trims header values and joins their spaces', () => {
  const lines = linesOf({ headers: { host: 'h', 'my-header': '  a   b  c ' }, signedHeaders: ['host', 'my-header'] });
  expect(lines.slice(3)).toEqual(['host:h', 'my-header:a b c', '', 'host;my-header', 'HASH']);
});

it('takes a signed header that is missing for an empty one', () => {
  expect(linesOf({ signedHeaders: ['absent'] })[3]).toBe('absent:');
});

interface Part {
  path?: string;
  service?: string;
  query?: ReadonlyArray<readonly [string, string]>;
  headers?: Record<string, string>;
  signedHeaders?: string[];
}

function linesOf({ path = '/', service = 'service', query = [], headers = {}, signedHeaders = [] }: Part): string[] {
  const claim = { service, signedHeaders } as unknown as SignatureClaim;
  return canonicalRequest({ method: 'GET', path, query, headers, body: Buffer.alloc(0) }, claim, 'HASH').split('\n');
}
