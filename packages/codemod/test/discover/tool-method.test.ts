import { describe, expect, it } from 'vitest';
import { FIELD, rewriteBody, tools, V1 } from '../support/tools.ts';

const HANDLER = 'async () => ({ content: [] })';

describe('tool() of SDK v1', () => {
  it.each([
    ['name and handler', `'t', ${HANDLER}`, 'no-schema'],
    ['name, description and handler', `'t', 'Does it', ${HANDLER}`, 'no-schema'],
    ['name, shape and handler', `'t', { q: z.string() }, ${HANDLER}`, 'raw-shape'],
    ['name, empty shape and handler', `'t', {}, ${HANDLER}`, 'raw-shape'],
    ['name, annotations and handler', `'t', { readOnlyHint: true }, ${HANDLER}`, 'no-schema'],
    ['name, description, shape and handler', `'t', 'Does it', { q: z.string() }, ${HANDLER}`, 'raw-shape'],
    ['name, description, annotations and handler', `'t', 'Does it', { title: 'T' }, ${HANDLER}`, 'no-schema'],
    ['name, shape, annotations and handler', `'t', { title: z.string() }, { title: 'T' }, ${HANDLER}`, 'raw-shape'],
    ['all five', `'t', 'Does it', { q: z.string() }, { title: 'T' }, ${HANDLER}`, 'raw-shape'],
  ])('is found with %s', (_, given, verdict) => {
    expect(tools(`${V1}server.tool(${given});`)).toEqual([
      { name: 't', file: 'index.ts', line: 4, verdict, how: 'source', reason: '' },
    ]);
  });

  it('does not take a description in a constant for a schema', () => {
    const body = `const text = 'Does ' + 'it';\nserver.tool('t', text, ${HANDLER});\n`;
    expect(rewriteBody(body)).toContain(`server.tool('t', text, { ${FIELD} }, withAccountContext(`);
  });

  it('does not take an imported description for a schema', () => {
    const [tool] = tools({
      'index.ts': `${V1}import { texts } from './texts.js';\nserver.tool('t', texts.list, ${HANDLER});`,
      'texts.ts': "export const texts = { list: 'Lists', other: 'Other' } as const;",
    });
    expect(tool).toMatchObject({ verdict: 'no-schema', how: 'source' });
  });

  it('does not take a description that is made at run time for a schema', () => {
    const [tool] = tools(`${V1}server.tool('t', ['Does', 'it'].join(' '), ${HANDLER});`);
    expect(tool).toMatchObject({ verdict: 'no-schema', how: 'source' });
  });

  it('takes an object with an annotation name but a schema as its value for a shape', () => {
    expect(rewriteBody(`server.tool('t', { title: z.string() }, ${HANDLER});\n`)).toContain(
      `{ title: z.string(), ${FIELD} }`,
    );
  });

  it('takes any object of plain values for annotations, as the SDK does', () => {
    const body = `server.tool('t', { title: 'T', audience: 'all' }, ${HANDLER});\n`;
    expect(rewriteBody(body)).toContain(`{ ${FIELD} }, { title: 'T', audience: 'all' }, withAccountContext(`);
  });

  it('puts a new shape before annotations, on their own line where they have one', () => {
    const body = `server.tool(\n  't',\n  annotations,\n  ${HANDLER},\n);\nconst annotations = { readOnlyHint: true };\n`;
    expect(rewriteBody(body)).toContain(`  't',\n  { ${FIELD} },\n  annotations,\n  withAccountContext(`);
  });

  it('reports a zod object as opaque, because the SDK takes it for annotations', () => {
    const [tool] = tools(`${V1}server.tool('t', z.object({ q: z.string() }), ${HANDLER});`);
    expect(tool).toMatchObject({
      verdict: 'opaque-schema',
      how: 'server',
      reason: expect.stringContaining('raw shape'),
    });
  });

  it('edits arguments in the list that they are spread from', () => {
    const body = `const t = ['a', { q: z.string() }, ${HANDLER}];\nserver.tool(...t);\n`;
    expect(rewriteBody(body)).toContain(`['a', { q: z.string(), ${FIELD} }, withAccountContext(${HANDLER})]`);
    expect(tools(V1 + body)).toMatchObject([{ name: 'a', line: 4, verdict: 'raw-shape', how: 'source' }]);
  });

  it.each([
    ['that something else reads', `const t = ['a', ${HANDLER}];\nconsole.error(t.length);\nserver.tool(...t);`],
    ['with a type of its own', `const t: [string, () => unknown] = ['a', ${HANDLER}];\nserver.tool(...t);`],
    ['that satisfies a type', `const t = ['a', ${HANDLER}] satisfies unknown[];\nserver.tool(...t);`],
    ['that is only a part of the arguments', `const t = [{ q: z.string() }, ${HANDLER}];\nserver.tool('a', ...t);`],
  ])('leaves a list %s alone, and still knows the name', (_, code) => {
    const [tool] = tools(V1 + code);
    expect(tool).toMatchObject({ name: 'a', verdict: 'opaque-registration', how: 'server' });
    expect(rewriteBody(code)).toBe(code);
  });

  it('reports arguments from a list that cannot be found with their text as the name', () => {
    const [tool] = tools(`${V1}server.tool(...load());`);
    expect(tool).toMatchObject({ name: '...load()', verdict: 'opaque-registration', how: 'server' });
  });
});

describe('the receiver of tool()', () => {
  it.each([
    ['a parameter with the type', 'function add(x: McpServer) { x.tool(CALL); }'],
    ['an optional property with the type', 'class A { x?: McpServer; add() { this.x!.tool(CALL); } }'],
    [
      'a property that is assigned in the constructor',
      'class A { x; constructor() { this.x = new McpServer(I); this.x.tool(CALL); } }',
    ],
    ['the result of a factory', 'const make = () => new McpServer(I);\nmake().tool(CALL);'],
    [
      'the result of an awaited factory',
      'async function make(): Promise<McpServer> { return load(); }\nconst x = await make(); x.tool(CALL);',
    ],
    ['an untyped parameter named server', 'export const add = (server) => server.tool(CALL);'],
    ['an untyped parameter named mcpServer', 'export const add = (mcpServer) => mcpServer.tool(CALL);'],
    ['a subclass', 'class Mine extends McpServer {}\nnew Mine(I).tool(CALL);'],
  ])('may be %s', (_, code) => {
    const text = code.replace('CALL', `'t', { q: z.string() }, ${HANDLER}`).replace('I', "{ name: 'n', version: '1' }");
    expect(tools({ 'index.ts': V1, 'a.ts': V1.replace(/const server.*\n/, '') + text })).toHaveLength(1);
  });

  it.each([
    ['an object of another class', 'class Registry { tool(n, s, h) {} }\nconst server = new Registry();'],
    ['an object of another package', "import { FastMCP } from 'fastmcp';\nconst server = new FastMCP({});"],
    [
      'an unknown object',
      'declare const app: any;\nconst x = app;\nx.tool("t", {}, () => {});\nconst server = { tool() {} };',
    ],
  ])('is not %s', (_, code) => {
    const text = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n${code}\n`;
    const call = code.includes('x.tool') ? '' : `server.tool('t', {}, ${HANDLER});`;
    expect(tools(text + call)).toEqual([]);
  });

  it('is not anything in a project that uses no MCP SDK, whatever its name', () => {
    expect(tools(`export const add = (server) => server.tool('t', {}, ${HANDLER});`)).toEqual([]);
  });

  it('leaves tool({ … }) of other libraries alone', () => {
    expect(
      tools(`${V1}server.tool({ name: 'x', schema: z.object({}) }, ${HANDLER});\nconst t = tool({ parameters: 1 });`),
    ).toEqual([]);
  });

  it('does not find a call in a comment or a string', () => {
    expect(tools(`${V1}// server.tool('a', ${HANDLER})\nconst s = "server.tool('b', x)";`)).toEqual([]);
  });
});
