import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../src/testing/http-message.ts';
import { type SigningIdentity, verify } from '../../../src/testing/signature/verify.ts';

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

// Examples published with their signatures: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const S3_KEY = 'AKIAIOSFODNN7EXAMPLE';
const S3_IDENTITY = { secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const S3_TIME = new Date('2013-05-24T00:00:00Z');

describe("AWS's own examples", () => {
  it('accepts the S3 GET object example', () => {
    const request = s3Request({
      headers: { range: 'bytes=0-9', 'x-amz-content-sha256': EMPTY_HASH },
      path: '/test.txt',
      signedHeaders: 'host;range;x-amz-content-sha256;x-amz-date',
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    });
    expect(verdict(request)).toBe('accepted');
  });

  it('accepts the S3 PUT object example, with its special character in the path', () => {
    const request = s3Request({
      method: 'PUT',
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      path: '/test%24file.text',
      body: 'Welcome to Amazon S3.',
      signedHeaders: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    });
    expect(verdict(request)).toBe('accepted');
  });

  it('accepts the S3 GET bucket lifecycle example, whose query has no value', () => {
    const request = s3Request({
      headers: { 'x-amz-content-sha256': EMPTY_HASH },
      query: [['lifecycle', '']],
      signedHeaders: 'host;x-amz-content-sha256;x-amz-date',
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    });
    expect(verdict(request)).toBe('accepted');
  });

  it('accepts the S3 list objects example, whatever the order of its query', () => {
    const signature = '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7';
    for (const query of [
      [
        ['max-keys', '2'],
        ['prefix', 'J'],
      ] as const,
      [
        ['prefix', 'J'],
        ['max-keys', '2'],
      ] as const,
    ]) {
      const headers = { 'x-amz-content-sha256': EMPTY_HASH };
      const request = s3Request({ headers, query, signedHeaders: 'host;x-amz-content-sha256;x-amz-date', signature });
      expect(verdict(request)).toBe('accepted');
    }
  });

  it('accepts the presigned URL example until it has expired', () => {
    const request = presignedExample();
    expect(verdict(request)).toBe('accepted');
    expect(verdict(request, new Date('2013-05-24T23:59:59Z'))).toBe('accepted');
    expect(verdict(request, new Date('2013-05-25T00:00:01Z'))).toBe('expired-url');
    expect(verdict(request, new Date('2013-05-23T23:00:00Z'))).toBe('skewed-clock');
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html#example-signature-calculations-streaming
  it('accepts the chunked upload example and gives back the payload', () => {
    const result = verify(chunkedExample(), s3IdentityOf, S3_TIME);
    expect(result.verdict).toBe('accepted');
    expect(result.verdict === 'accepted' && result.body.equals(Buffer.alloc(66_560, 'a'))).toBe(true);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  it('accepts the IAM example', () => {
    const request: HttpRequest = {
      method: 'GET',
      path: '/',
      query: [
        ['Action', 'ListUsers'],
        ['Version', '2010-05-08'],
      ],
      headers: {
        host: 'iam.amazonaws.com',
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'x-amz-date': '20150830T123600Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
      },
      body: Buffer.alloc(0),
    };
    const identityOf = () => ({ secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' });
    expect(verify(request, identityOf, new Date('2015-08-30T12:36:00Z')).verdict).toBe('accepted');
  });
});

describe('what was changed after signing', () => {
  it.each([
    ['the method', { method: 'DELETE' }],
    ['the path', { path: '/other.txt' }],
    ['the query', { query: [['acl', '']] as const }],
  ])('refuses another value of %s', (_what, change) => {
    expect(verdict({ ...getExample(), ...change })).toBe('wrong-signature');
  });

  it('refuses another value of a signed header', () => {
    const request = getExample();
    expect(verdict({ ...request, headers: { ...request.headers, range: 'bytes=0-99' } })).toBe('wrong-signature');
    expect(verdict({ ...request, headers: { ...request.headers, host: 'elsewhere.s3.amazonaws.com' } })).toBe(
      'wrong-signature',
    );
  });

  it('refuses another body than the one whose hash was signed', () => {
    expect(verdict({ ...getExample(), body: Buffer.from('smuggled') })).toBe('wrong-payload-hash');
  });

  it('refuses a payload hash that no rule checks', () => {
    const request = getExample();
    const headers = { ...request.headers, 'x-amz-content-sha256': 'ANYTHING-GOES' };
    expect(verdict({ ...request, headers })).toBe('wrong-payload-hash');
  });

  it('refuses an S3 header that was added without being signed', () => {
    const request = getExample();
    expect(verdict({ ...request, headers: { ...request.headers, 'x-amz-acl': 'public-read' } })).toBe(
      'unsigned-headers',
    );
  });

  it('refuses a chunk that was exchanged', () => {
    const request = chunkedExample();
    const body = Buffer.from(request.body);
    body.write('b', 100);
    expect(verdict({ ...request, body })).toBe('wrong-signature');
  });

  it('refuses a chunked body that stops early', () => {
    const request = chunkedExample();
    expect(() => verdict({ ...request, body: request.body.subarray(0, 66_000) })).toThrow(/number of bytes/);
  });

  it('refuses a chunked body of another length than announced', () => {
    const request = chunkedExample();
    // The length is a signed header, so a changed one no longer fits the signature.
    const headers = { ...request.headers, 'x-amz-decoded-content-length': '66561' };
    expect(verdict({ ...request, headers })).toBe('wrong-signature');
  });
});

describe('who signed', () => {
  it('refuses a key that nobody has', () => {
    expect(verify(getExample(), () => undefined, S3_TIME).verdict).toBe('unknown-key');
  });

  it('refuses the wrong secret', () => {
    expect(verify(getExample(), () => ({ secretAccessKey: 'wrong' }), S3_TIME).verdict).toBe('wrong-signature');
  });

  it('refuses a token that the session does not have, and a session without its token', () => {
    const request = getExample();
    const withToken = { ...request, headers: { ...request.headers, 'x-amz-security-token': 'stray' } };
    expect(verdict(withToken)).toBe('wrong-token');
    expect(verify(request, () => ({ ...S3_IDENTITY, sessionToken: 'session' }), S3_TIME).verdict).toBe('wrong-token');
  });

  it('refuses a session from the moment it expires', () => {
    const until = (expiration: string) => () => ({ ...S3_IDENTITY, expiration: new Date(expiration) });
    expect(verify(getExample(), until('2013-05-24T00:00:00Z'), S3_TIME).verdict).toBe('expired-session');
    expect(verify(getExample(), until('2013-05-24T00:00:01Z'), S3_TIME).verdict).toBe('accepted');
  });
});

describe('when it was signed', () => {
  it('gives S3 15 minutes in both directions', () => {
    expect(verdict(getExample(), new Date('2013-05-24T00:15:00Z'))).toBe('accepted');
    expect(verdict(getExample(), new Date('2013-05-24T00:15:01Z'))).toBe('skewed-clock');
    expect(verdict(getExample(), new Date('2013-05-23T23:45:00Z'))).toBe('accepted');
    expect(verdict(getExample(), new Date('2013-05-23T23:44:59Z'))).toBe('skewed-clock');
  });

  it('refuses a credential scope of another day', () => {
    const request = getExample();
    const authorization = request.headers.authorization?.replace('/20130524/', '/20130523/') ?? '';
    expect(verdict({ ...request, headers: { ...request.headers, authorization } })).toBe('malformed');
  });
});

describe('requests that cannot be read as signed', () => {
  it('calls a request without any signature unsigned', () => {
    const { authorization: _, ...headers } = getExample().headers;
    expect(verdict({ ...getExample(), headers })).toBe('unsigned');
  });

  it.each([
    'Basic dXNlcjpwYXNz',
    'AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=',
    'AWS4-ECDSA-P256-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request',
    'AWS4-HMAC-SHA256 ',
    'AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=short',
    'AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/aws4_request, SignedHeaders=host, Signature=short',
  ])('calls %s malformed', (authorization) => {
    const request = getExample();
    expect(verdict({ ...request, headers: { ...request.headers, authorization } })).toBe('malformed');
  });

  it('calls a header-signed request without a date malformed', () => {
    const { 'x-amz-date': _, ...headers } = getExample().headers;
    expect(verdict({ ...getExample(), headers })).toBe('malformed');
  });

  it.each(['', '-1', 'soon', '99999999'])('calls a presigned URL that expires in "%s" seconds malformed', (expires) => {
    const request = presignedExample();
    const query = request.query.map(([name, value]) => [name, name === 'X-Amz-Expires' ? expires : value] as const);
    expect(verdict({ ...request, query })).toBe('malformed');
  });
});

function verdict(request: HttpRequest, now = S3_TIME): string {
  return verify(request, s3IdentityOf, now).verdict;
}

function s3IdentityOf(accessKeyId: string): SigningIdentity | undefined {
  return accessKeyId === S3_KEY ? S3_IDENTITY : undefined;
}

interface S3Example {
  method?: string;
  path?: string;
  query?: HttpRequest['query'];
  headers: Record<string, string>;
  host?: string;
  body?: string | Buffer;
  signedHeaders: string;
  signature: string;
}

function s3Request({ method = 'GET', path = '/', query = [], body = '', host, ...example }: S3Example): HttpRequest {
  const credential = `Credential=${S3_KEY}/20130524/us-east-1/s3/aws4_request`;
  const headers = {
    host: host ?? 'examplebucket.s3.amazonaws.com',
    'x-amz-date': '20130524T000000Z',
    ...example.headers,
    authorization: `AWS4-HMAC-SHA256 ${credential},SignedHeaders=${example.signedHeaders},Signature=${example.signature}`,
  };
  return { method, path, query, headers, body: Buffer.from(body) };
}

function getExample(): HttpRequest {
  return s3Request({
    headers: { range: 'bytes=0-9', 'x-amz-content-sha256': EMPTY_HASH },
    path: '/test.txt',
    signedHeaders: 'host;range;x-amz-content-sha256;x-amz-date',
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  });
}

function presignedExample(): HttpRequest {
  const query = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${S3_KEY}/20130524/us-east-1/s3/aws4_request`],
    ['X-Amz-Date', '20130524T000000Z'],
    ['X-Amz-Expires', '86400'],
    ['X-Amz-SignedHeaders', 'host'],
    ['X-Amz-Signature', 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'],
  ] as const;
  const headers = { host: 'examplebucket.s3.amazonaws.com' };
  return { method: 'GET', path: '/test.txt', query, headers, body: Buffer.alloc(0) };
}

function chunkedExample(): HttpRequest {
  const chunk = (data: string, signature: string) =>
    `${data.length.toString(16)};chunk-signature=${signature}\r\n${data}\r\n`;
  return s3Request({
    method: 'PUT',
    host: 's3.amazonaws.com',
    path: '/examplebucket/chunkObject.txt',
    headers: {
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': '66560',
      'content-length': '66824',
    },
    body:
      chunk('a'.repeat(65_536), 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648') +
      chunk('a'.repeat(1024), '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497') +
      chunk('', 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'),
    signedHeaders:
      'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
    signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  });
}
