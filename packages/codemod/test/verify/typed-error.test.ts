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
  expect(readAnswer(result)).toEqual({ kind: 'typed-error', errorType: 'account_not_found' });
});

it.each<[string, ToolResult, string]>([
  ['a result', { content }, 'result'],
  ['a result that is no error although it looks like one', { content, _meta, isError: false }, 'result'],
  ['an error of the tool', { isError: true, content: [{ type: 'text', text: 'AccessDenied' }] }, 'other-error'],
  ['an error without content', { isError: true }, 'other-error'],
  ['JSON of something else', { isError: true, content: [{ type: 'text', text: 'null' }] }, 'other-error'],
  ['a typed error without _meta', { isError: true, content }, 'half-typed-error'],
  [
    'a typed error in _meta only',
    { isError: true, content: [{ type: 'text', text: 'No' }], _meta },
    'half-typed-error',
  ],
])('reads %s', (_title, result, kind) => {
  expect(readAnswer(result).kind).toBe(kind);
});
