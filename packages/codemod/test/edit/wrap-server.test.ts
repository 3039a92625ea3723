import { describe, expect, it } from 'vitest';
import { rewrite, tools, V1 } from '../support/tools.ts';

const HEAD = V1.replace(/const server.*\n/, '');
const OPAQUE = "server.tool('t', makeSchema(), async () => ({ content: [] }));\n";
const INFO = "{ name: 's', version: '1' }";

describe('wrapping the server of a tool that cannot be changed', () => {
  it.each([
    ['a constant', `const server = new McpServer(${INFO});\n${OPAQUE}`],
    ['an exported constant', `export const server: McpServer = new McpServer(${INFO});\n${OPAQUE}`],
    ['a factory', `function make() { return new McpServer(${INFO}); }\nconst server = make();\n${OPAQUE}`],
    ['an assignment', `let server;\nserver = new McpServer(${INFO});\n${OPAQUE}`],
    ['a class property', `class A { server = new McpServer(${INFO}); add() { this.${OPAQUE} } }`],
    [
      'a default export',
      `export default new McpServer(${INFO});\nexport function add(server: McpServer) { ${OPAQUE} }`,
    ],
  ])('happens at its construction: %s', (_, code) => {
    const text = rewrite(HEAD + code)['index.ts'] as string;
    expect(text).toContain(`withAccounts(new McpServer(${INFO}))`);
    expect(tools(HEAD + code)).toMatchObject([{ verdict: 'opaque-schema', how: 'server' }]);
  });

  it('touches only the server that has such a tool', () => {
    const code = `const other = new McpServer({ name: 'o', version: '1' });\nconst server = new McpServer(${INFO});\n${OPAQUE}`;
    const text = rewrite(HEAD + code)['index.ts'];
    expect(text).toContain("const other = new McpServer({ name: 'o'");
    expect(text).toContain('const server = withAccounts(');
  });

  it('touches every server of the project when it cannot be told which one it is', () => {
    const files = rewrite({
      'index.ts': `${HEAD}const a = new McpServer(${INFO});\nconst b = new McpServer(${INFO});\n`,
      'tools.ts': `${HEAD}export function add(server: McpServer) { ${OPAQUE} }`,
    });
    expect(files['index.ts']?.match(/withAccounts\(new/g)).toHaveLength(2);
    expect(files['tools.ts']).not.toContain('withAccounts');
  });

  it('happens at connect where the server is made by another package', () => {
    const code = `import { makeServer } from 'somewhere';\nconst server: McpServer = makeServer();\n${OPAQUE}await server.connect(transport);\n`;
    expect(rewrite(HEAD + code)['index.ts']).toContain('await withAccounts(server).connect(transport);');
  });

  it('leaves the connect of anything else alone', () => {
    const code = `const server: McpServer = somewhere();\n${OPAQUE}await server.connect(transport);\nawait database.connect(url);\nawait client.connect(t);\n`;
    const text = rewrite(HEAD + code)['index.ts'];
    expect(text).toContain('await database.connect(url);\nawait client.connect(t);');
  });

  it('is manual work where there is neither, and says what to do', () => {
    const code = `export function add(server: McpServer) { ${OPAQUE} }`;
    expect(tools(HEAD + code)).toMatchObject([
      { how: 'manual', reason: expect.stringContaining('withAccounts(server)') },
    ]);
    expect(rewrite(HEAD + code)['index.ts']).toBe(HEAD + code);
  });

  it('does not happen when every tool is covered in the source', () => {
    const code = `const server = new McpServer(${INFO});\nserver.tool('t', {}, async () => x);\n`;
    expect(rewrite(HEAD + code)['index.ts']).not.toContain('withAccounts(');
  });

  it.each([
    ['at the construction', `const server = withAccounts(new McpServer(${INFO}));\n${OPAQUE}`],
    ['afterwards', `const server = new McpServer(${INFO});\nwithAccounts(server);\n${OPAQUE}`],
    ['at connect', `const server: McpServer = somewhere();\n${OPAQUE}await withAccounts(server).connect(transport);\n`],
    [
      'for a server that cannot be followed',
      `const start = (s) => withAccounts(s).connect(transport);\nconst server = new McpServer(${INFO});\nstart(server);\n${OPAQUE}`,
    ],
    ['in a factory', `const make = () => new McpServer(${INFO});\nconst server = withAccounts(make());\n${OPAQUE}`],
  ])('is not repeated when the project has done it %s', (_, code) => {
    const text = `import { withAccounts } from '@mcp-multi-account/cred-extract';\n${HEAD}${code}`;
    expect(rewrite(text)['index.ts']).toBe(text);
    expect(tools(text)).toMatchObject([{ verdict: 'already-done', how: 'server' }]);
  });
});
