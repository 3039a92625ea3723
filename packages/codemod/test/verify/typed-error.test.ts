import { AccountNotFoundError, accountErrorResult } from '@mcp-multi-account/cred-extract';
import { expect, it } from 'vitest';
import { readAnswer } from '../../src/verify/typed-error.ts';
import type { ToolResult } from '../../src/verify/types.ts';

const PAYLOAD = { error_type: 'account_not_found', message: 'No', request_id: 'r' };
const content = [{ type: 'text', text: JSON.stringify(PAYLOAD) }];
const _meta = { 'mcp-multi-account/error': PAYLOAD };

it("reads the library's own errors", () => {
  const result = accountErrorResult(
    new AccountNotFoundError({ kind: 'account-id', accountId: '000000000000' } as never),
  );
  expect(readAnswer(result)).toEqual({
    kind: 'typed-error',
    errorType: 'account_not_found',
    message: expect.stringContaining('is registered'),
  });
});

it.each([
  ['words', (json: string) => `Error: ${json}`],
  ['JSON', (json: string) => JSON.stringify({ code: 'FAILED', message: json })],
  ['JSON of JSON', (json: string) => JSON.stringify({ details: JSON.stringify({ message: json }) })],
])('reads an error that was thrown, where a library puts its JSON into %s', (_, told) => {
  const text = told(JSON.stringify(PAYLOAD));
  expect(readAnswer({ isError: true, content: [{ type: 'text', text }] })).toEqual({
    kind: 'typed-error',
    errorType: 'account_not_found',
    message: 'No',
  });
});

it('reads the error of the guard that stands beside what the tool says', () => {
  const result = { isError: true, content: [{ type: 'text', text: 'fetch failed' }, ...content], _meta };
  expect(readAnswer(result)).toEqual({ kind: 'typed-error', errorType: 'account_not_found', message: 'No' });
});

it.each<[string, ToolResult, string]>([
  [
    'an error that only has the same field',
    { isError: true, content: [{ type: 'text', text: 'Error: {"error_type":"throttled","message":"slow"}' }] },
    'other-error',
  ],
  ['a result', { content }, 'result'],
  ['a result that is no error although it looks like one', { content, _meta, isError: false }, 'result'],
  ['an error of the tool', { isError: true, content: [{ type: 'text', text: 'AccessDenied' }] }, 'other-error'],
  ['an error without content', { isError: true }, 'other-error'],
  ['JSON of something else', { isError: true, content: [{ type: 'text', text: 'null' }] }, 'other-error'],
  ['a whole typed error of a library whose results have no _meta', { isError: true, content }, 'typed-error'],
  [
    'a part of a typed error without _meta',
    { isError: true, content: [{ type: 'text', text: '{"error_type":"account_not_found"}' }] },
    'half-typed-error',
  ],
  [
    'a typed error in _meta only',
    { isError: true, content: [{ type: 'text', text: 'No' }], _meta },
    'half-typed-error',
  ],
])('reads %s', (_title, result, kind) => {
  expect(readAnswer(result).kind).toBe(kind);
});
