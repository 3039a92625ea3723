import { describe, expect, it } from 'vitest';
import { FIELD, rewrite, tools } from '../support/tools.ts';

const IN_SOURCE = { how: 'source', reason: '' };
const MANUAL = (reason: string) => ({ how: 'manual', reason: expect.stringContaining(reason) });
const Z = "import { z } from 'zod';\n";
const body = (text: string) => rewrite(text)['index.ts'] ?? '';

describe('a tool of tmcp', () => {
  const TMCP = `import { McpServer } from 'tmcp';\nimport { defineTool } from 'tmcp/tool';\n${Z}`;
  const SERVER = `${TMCP}import { ZodJsonSchemaAdapter } from '@tmcp/adapter-zod';\nconst s = new McpServer({}, {});\n`;

  it('gets the parameter in its schema, and its function wrapped', () => {
    const text = body(`${SERVER}s.tool({ name: 't', schema: z.object({ q: z.string() }) }, async ({ q }) => q);\n`);
    expect(text).toContain(`schema: z.object({ q: z.string(), ${FIELD} }) }, withAccountContext(async ({ q }) => q))`);
    expect(rewrite({ 'index.ts': text })['index.ts']).toBe(text);
  });

  it('gets a schema of zod where the server lists those of zod, and only there', () => {
    const tool = "s.tool({ name: 't' }, async () => say());\n";
    expect(body(SERVER + tool)).toContain(
      `{ name: 't', schema: z.object({ ${FIELD} }) }, withAccountContext(async () =>`,
    );
    const valibot = SERVER.replace('adapter-zod', 'adapter-valibot');
    expect(tools(valibot + tool)).toMatchObject([MANUAL('another library than zod')]);
  });

  it('is found where it is defined, and once', () => {
    const defined = "const t = defineTool({ name: 't', schema: z.object({}) }, run);\ns.tools([t]);\ns.tool(t);\n";
    expect(tools(SERVER + defined)).toMatchObject([{ name: 't', line: 6, ...IN_SOURCE }]);
  });

  it('is reported where it is not made by a defineTool that can be found', () => {
    expect(tools(`${SERVER}s.tools([make()]);\ns.tool(other);\n`)).toMatchObject([
      { name: 'make()', ...MANUAL('not made by a defineTool') },
      { name: 'other', ...MANUAL('not made by a defineTool') },
    ]);
  });

  it.each([
    ['a server of another package', SERVER.replace("from 'tmcp'", "from 'other'"), "s.tool({ name: 't' }, run);\n"],
    ['a defineTool of another package', TMCP.replace('tmcp/tool', 'other'), "defineTool({ name: 't' }, run);\n"],
  ])('is none of %s', (_, head, text) => {
    expect(tools(head + text)).toEqual([]);
  });
});

describe('a tool that a Mastra server serves', () => {
  const MASTRA = `import { createTool } from '@mastra/core/tools';\nimport { MCPServer } from '@mastra/mcp';\n${Z}`;
  const TOOL = "createTool({ id: 'x', inputSchema: z.object({ q: z.string() }), execute: async ({ q }) => q })";
  const serve = (record: string) => `new MCPServer({ tools: ${record} });\n`;

  it('is called by its key, and wrapped as a whole', () => {
    const text = body(`${MASTRA}const t = ${TOOL};\n${serve("{ 'look-up': t }")}`);
    expect(text).toContain('const t = withAccountContext(createTool({');
    expect(text).toContain(`q: z.string(), ${FIELD} }), execute: async ({ q }) => q }), { throwErrors: true });`);
    expect(tools(text)).toMatchObject([{ name: 'look-up', verdict: 'already-done', ...IN_SOURCE }]);
    expect(rewrite({ 'index.ts': text })['index.ts']).toBe(text);
  });

  it('is not one that only agents have', () => {
    expect(tools(`${MASTRA}export const t = ${TOOL};\nnew MCPServer({ tools: {} });\n`)).toEqual([]);
  });

  it('is left to a person when Mastra 0.x gives its arguments inside an object', () => {
    const index = `${MASTRA}const t = ${TOOL};\n${serve('{ t }')}`;
    const old = { 'index.ts': index, 'package.json': '{ "dependencies": { "@mastra/core": "^0.24.9" } }' };
    expect(tools(old)).toMatchObject([{ name: 't', ...MANUAL('Mastra 0.x') }]);
    expect(tools(index.replace('({ q })', '({ context })'))).toMatchObject([MANUAL('Mastra 0.x')]);
  });

  it.each([
    ['of the AI SDK', 'tool({ parameters: z.object({}), execute: run })', 'not made by a createTool'],
    ['of another createTool', "other.createTool({ id: 'x' })", 'not made by a createTool'],
  ])('is left to a person when it is one %s', (_, tool, reason) => {
    expect(tools(`${MASTRA}${serve(`{ t: ${tool} }`)}`)).toMatchObject([{ name: 't', ...MANUAL(reason) }]);
  });

  it('is reported when it is only known at run time, or made of an agent or a workflow', () => {
    const server = `new MCPServer({ tools: { t: ${TOOL}, ...more() }, agents: { helper }, workflows: { nightly } });\n`;
    expect(
      tools(MASTRA + server)
        .map(({ name, how }) => `${name}: ${how}`)
        .sort(),
    ).toEqual([
      'MCPServer (tools known at run time): manual',
      'ask_helper: manual',
      'run_nightly: manual',
      't: source',
    ]);
  });
});

describe('a tool of @cyanheads/mcp-ts-core', () => {
  const CORE = "import { tool, z } from '@cyanheads/mcp-ts-core';\n";

  it("gets the parameter in the library's own zod, and is wrapped as a whole", () => {
    const text = body(
      `${CORE}const t = tool('t', { input: z.object({ q: z.string() }), async handler(i) { return i; } });\n`,
    );
    expect(text).toContain("const t = withAccountContext(tool('t', {");
    expect(text).toContain(`q: z.string(), ${FIELD} }), async handler(i) { return i; } }), { throwErrors: true });`);
    expect(tools(text)).toMatchObject([{ name: 't', verdict: 'already-done', ...IN_SOURCE }]);
  });

  it('is found under another name of the function, and of its path', () => {
    const renamed =
      "import { z } from '@cyanheads/mcp-ts-core';\nimport { tool as define } from '@cyanheads/mcp-ts-core/tools';\n";
    expect(tools(`${renamed}export const t = define('t', { input: z.object({}) });\n`)).toMatchObject([IN_SOURCE]);
  });

  it('is not what the tool() of another package makes', () => {
    const other = "import { tool } from 'ai';\nimport { z } from '@cyanheads/mcp-ts-core';\n";
    expect(tools(`${other}export const t = tool('t', { input: z.object({}) });\n`)).toEqual([]);
  });

  it.each([
    ['from elsewhere', "tool('t', make())", 'not an object that can be found'],
    ['with parts of another object', "tool('t', { ...base })", 'its input may come from another object'],
    ['with a getter', "tool('t', { get input() { return z.object({}); } })", 'its input may come from another object'],
  ])('is left to a person when its definition is %s', (_, text, reason) => {
    expect(tools(`${CORE}export const t = ${text};\n`)).toMatchObject([MANUAL(reason)]);
  });
});
