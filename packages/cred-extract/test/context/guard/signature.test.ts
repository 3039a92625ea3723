import { describe, expect, it } from 'vitest';
import {
  authorizationOfBlock,
  authorizationOfList,
  authorizationOfObject,
  signaturesOf,
} from '../../../src/context/guard/signature.ts';

const SCOPE = '20260101/us-east-1/s3/aws4_request';

describe('signaturesOf', () => {
  it.each([
    ['SigV4', `AWS4-HMAC-SHA256 Credential=AKIA1/${SCOPE}, SignedHeaders=host, Signature=0`, 'AKIA1'],
    ['SigV4 without spaces', `AWS4-HMAC-SHA256 Credential=AKIA1/${SCOPE},SignedHeaders=host,Signature=0`, 'AKIA1'],
    ['SigV4 in another order', `AWS4-HMAC-SHA256 SignedHeaders=host, Credential=AKIA1/${SCOPE}`, 'AKIA1'],
    ['SigV4a', 'AWS4-ECDSA-P256-SHA256 Credential=AKIA2/20260101/s3/aws4_request, SignedHeaders=host', 'AKIA2'],
    ['S3 of long ago', 'AWS AKIA3:c2lnbmF0dXJl', 'AKIA3'],
    ['a list of values', ['x', `AWS4-HMAC-SHA256 Credential=AKIA4/${SCOPE}`], 'AKIA4'],
    ['bytes', Buffer.from(`AWS4-HMAC-SHA256 Credential=AKIA5/${SCOPE}`), 'AKIA5'],
  ])('finds the key of %s', (_, authorization, accessKeyId) => {
    expect(signaturesOf(authorization, '/')).toEqual([{ accessKeyId, place: 'header' }]);
  });

  it.each([
    ['X-Amz-Credential', '/key?list-type=2&X-Amz-Credential=AKIA1%2F20260101%2Fs3', 'AKIA1'],
    ['X-Amz-Credential that nobody encoded', '/?X-Amz-Credential=AKIA1/20260101/s3', 'AKIA1'],
    ['lower case, as of a rewritten URL', '/?x-amz-credential=AKIA1%2f20260101', 'AKIA1'],
    ['AWSAccessKeyId', '/key?AWSAccessKeyId=AKIA2&Expires=1&Signature=x', 'AKIA2'],
  ])('finds the key of a query with %s', (_, path, accessKeyId) => {
    expect(signaturesOf(undefined, path)).toEqual([{ accessKeyId, place: 'query' }]);
  });

  it('finds both of a request that has both', () => {
    expect(signaturesOf(`AWS4-HMAC-SHA256 Credential=AKIA1/${SCOPE}`, '/?X-Amz-Credential=AKIA2%2F')).toHaveLength(2);
  });

  it.each([
    ['Bearer AWS4', '/'],
    ['Basic QVdTIGE6Yg==', '/'],
    ['AWS4-HMAC-SHA256', '/'],
    ['', '/path/X-Amz-Credential=AKIA1/x'],
    [undefined, undefined],
    [42, 42],
    [{}, {}],
  ])('finds none in %j and %j', (authorization, path) => {
    expect(signaturesOf(authorization, path)).toEqual([]);
  });

  it('reads a header of 1 MB without taking long over it', () => {
    const started = performance.now();
    signaturesOf(`AWS4-HMAC-SHA256 ${'Credential='.repeat(100_000)}`, `/?${'X-Amz-Credential'.repeat(100_000)}=`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('the Authorization header', () => {
  it('is found in a block of headers, whatever its case, and not in the first line or another header', () => {
    expect(authorizationOfBlock('GET / HTTP/1.1\r\nHost: x\r\nAUTHORIZATION:  abc\r\n\r\n')).toBe('abc');
    expect(authorizationOfBlock('GET /authorization: HTTP/1.1\r\nProxy-Authorization: abc\r\n\r\n')).toBeUndefined();
  });

  it('is found in a list of names and values, and not where its name is a value', () => {
    expect(authorizationOfList(['host', 'x', 'Authorization', 'abc'])).toBe('abc');
    expect(authorizationOfList([Buffer.from('authorization'), Buffer.from('abc')])).toEqual(Buffer.from('abc'));
    expect(authorizationOfList(['x-name', 'authorization', 'abc'])).toBeUndefined();
  });

  it('is found in an object, whatever its case', () => {
    expect(authorizationOfObject({ ':path': '/', AuthoriZation: 'abc' })).toBe('abc');
    expect(authorizationOfObject({ 'proxy-authorization': 'abc' })).toBeUndefined();
  });
});
