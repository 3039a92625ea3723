import { describe, expect, it } from 'vitest';
import { rewrite, tools, V1 } from '../support/tools.ts';

const HANDLER = 'async () => ({ content: [] })';

describe('a method taken off its server', () => {
  it.each([
    `const add = server.tool.bind(server);\nadd('t', { q: z.string() }, ${HANDLER});\n`,
    `const { tool } = server;\ntool('t', { q: z.string() }, ${HANDLER});\n`,
    `const { registerTool: add } = server;\nadd('t', { inputSchema: { q: z.string() } }, ${HANDLER});\n`,
  ])('registers tools that withAccounts covers: %s', (code) => {
    expect(tools(V1 + code)).toEqual([
      expect.objectContaining({ name: 't', line: 5, verdict: 'opaque-registration', how: 'server' }),
    ]);
    const after = rewrite(V1 + code)['index.ts'] as string;
    expect(after).toContain('withAccounts(new McpServer(');
    expect(tools(after).map(({ verdict }) => verdict)).toEqual(['already-done']);
  });

  it('is counted for each tool', () => {
    const code = `const add = server.registerTool.bind(server);\nadd('a', {}, ${HANDLER});\nadd('b', {}, ${HANDLER});\n`;
    expect(tools(V1 + code).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each([
    'const add = server.tool.bind(server);\n',
    `const { tool } = other;\ntool('t', ${HANDLER});\n`,
    `const add = library.tool.bind(library);\nadd('t', ${HANDLER});\n`,
    `const { tool } = server;\nfunction f(tool) { tool('t', ${HANDLER}); }\n`,
    `const { tool } = server;\nx.tool.tool('t', ${HANDLER});\n`,
  ])('is no tool where nothing is registered with it: %s', (code) => {
    expect(tools(`${V1}const other = {};\n${code}`)).toEqual([]);
  });
});
