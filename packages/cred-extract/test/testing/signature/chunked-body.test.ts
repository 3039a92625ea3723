import { describe, expect, it } from 'vitest';
import { decodeChunks } from '../../../src/testing/signature/chunked-body.ts';

describe('decodeChunks', () => {
  it.each([
    ['one chunk', '5\r\nhello\r\n0\r\n\r\n', 'hello'],
    ['several chunks', '5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n', 'hello world'],
    ['no payload', '0\r\n\r\n', ''],
    ['a trailer', '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', 'hello'],
    ['hexadecimal sizes', `1A\r\n${'a'.repeat(26)}\r\n0\r\n\r\n`, 'a'.repeat(26)],
    ['line breaks inside the payload', '9\r\na\r\n0\r\n\r\nb\r\n0\r\n\r\n', 'a\r\n0\r\n\r\nb'],
    ['signed chunks', `5;chunk-signature=${'0'.repeat(64)}\r\nhello\r\n0\r\n\r\n`, 'hello'],
  ])('reads %s', (_what, body, payload) => {
    expect(decodeChunks(Buffer.from(body), String(payload.length)).toString()).toBe(payload);
  });

  it.each([
    ['nothing', ''],
    ['no last chunk', '5\r\nhello\r\n'],
    ['a chunk that stops early', '5\r\nhel'],
    ['a size that is no number', 'five\r\nhello\r\n0\r\n\r\n'],
    ['a negative size', '-5\r\nhello\r\n0\r\n\r\n'],
    ['a payload without frames', 'hello'],
  ])('refuses %s', (_what, body) => {
    expect(() => decodeChunks(Buffer.from(body), undefined)).toThrow(
      expect.objectContaining({ code: 'IncompleteBody' }),
    );
  });

  it('refuses a payload of another length than announced', () => {
    const body = Buffer.from('5\r\nhello\r\n0\r\n\r\n');
    for (const announced of ['4', '6', '', 'five']) {
      expect(() => decodeChunks(body, announced)).toThrow(expect.objectContaining({ code: 'IncompleteBody' }));
    }
  });
});
