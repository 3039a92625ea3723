import { describe, expect, it } from 'vitest';
import { rewrite, tools, V1 } from '../support/tools.ts';

const CALL =
  "server.experimental.tasks.registerToolTask('long', { inputSchema: {} }, { createTask, getTask, getTaskResult });\n";

describe('a task tool', () => {
  it('is reported and left to withAccounts on its server', () => {
    expect(tools(V1 + CALL)).toEqual([
      {
        name: 'long',
        file: 'index.ts',
        line: 4,
        verdict: 'opaque-registration',
        how: 'server',
        reason: expect.stringContaining('task'),
      },
    ]);
    const text = rewrite(V1 + CALL)['index.ts'];
    expect(text).toContain("const server = withAccounts(new McpServer({ name: 's', version: '1' }));");
    expect(text).toContain(CALL);
  });

  it('of two servers wraps its own', () => {
    const text = rewrite(
      `${V1}const other = new McpServer({ name: 'o', version: '1' });\n${CALL.replace('server.', 'other.')}`,
    )['index.ts'];
    expect(text).toContain('const other = withAccounts(');
    expect(text).toContain("const server = new McpServer({ name: 's'");
  });
});
