import { describe, expect, it } from 'vitest';
import { candidateCalls, isReadOnly } from '../../src/verify/safe-tools.ts';
import type { ListedTool } from '../../src/verify/types.ts';

const properties = { target_account_id: { type: 'string' }, bucket: { type: 'string' } };
const tool = (name: string, rest: Partial<ListedTool> = {}): ListedTool => ({
  name,
  inputSchema: { type: 'object', properties },
  ...rest,
});

describe('isReadOnly', () => {
  it.each(['list-buckets', 's3_list_objects', 'getItem', 'DescribeTable', 'sqs.list.queues', 'search', 'bucket_info'])(
    'takes %s for reading',
    (name) => expect(isReadOnly(tool(name))).toBe(true),
  );

  it.each([
    'delete_object',
    'get_and_delete',
    'getOrCreateTable',
    'listAndPurge',
    'send_message',
    'invoke-function',
    'get-upload-url',
    'frobnicate',
    'target',
    'listen',
    '',
  ])('does not take %s for reading', (name) => expect(isReadOnly(tool(name))).toBe(false));

  it("goes by the tool's own word before its name", () => {
    expect(isReadOnly(tool('delete-nothing', { annotations: { readOnlyHint: true } }))).toBe(true);
    expect(isReadOnly(tool('list-things', { annotations: { readOnlyHint: false } }))).toBe(false);
    expect(isReadOnly(tool('list-things', { annotations: { destructiveHint: true } }))).toBe(false);
    // The hint about destruction has a meaning only where the tool is not read-only.
    expect(isReadOnly(tool('list', { annotations: { readOnlyHint: true, destructiveHint: true } }))).toBe(true);
  });

  it('leaves tasks alone, which outlive their call', () => {
    expect(isReadOnly(tool('list', { execution: { taskSupport: 'required' } }))).toBe(false);
    expect(isReadOnly(tool('list', { execution: { taskSupport: 'optional' } }))).toBe(true);
  });
});

describe('candidateCalls', () => {
  it('prefers tools without required arguments, and makes up those of the others', () => {
    const required = tool('get-object', { inputSchema: { properties, required: ['bucket'] } });
    expect(candidateCalls([required, tool('list'), tool('delete')])).toEqual([
      { tool: 'list', arguments: {}, sampled: false },
      { tool: 'get-object', arguments: { bucket: 'verify' }, sampled: true },
    ]);
  });

  it('never calls a tool that does not list the parameter: it would run as the server', () => {
    expect(candidateCalls([tool('list', { inputSchema: { properties: {} } })])).toEqual([]);
  });
});
