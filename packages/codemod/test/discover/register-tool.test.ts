import { describe, expect, it } from 'vitest';
import { FIELD, rewrite, rewriteBody, tools, V1, V2 } from '../support/tools.ts';

const HANDLER = 'async () => ({ content: [] })';

describe('registerTool()', () => {
  it('resolves a name in a constant, a template, an enum-like object and another file', () => {
    const found = tools({
      'index.ts': `${V1}import { NAMES } from './names.js';
const A = 'a';
server.registerTool(A, { inputSchema: {} }, ${HANDLER});
server.registerTool(\`\${A}-b\`, { inputSchema: {} }, ${HANDLER});
server.registerTool(NAMES.c, { inputSchema: {} }, ${HANDLER});
server.registerTool(NAMES['d-d'], { inputSchema: {} }, ${HANDLER});`,
      'names.ts': "export const NAMES = { c: 'c', 'd-d': 'd' } as const;",
    });
    expect(found.map(({ name }) => name)).toEqual(['a', 'a-b', 'c', 'd']);
  });

  it('edits a registration in a loop when schema and handler stand in the call', () => {
    const body = `for (const n of names) server.registerTool(n, { inputSchema: { q: z.string() } }, ${HANDLER});\n`;
    expect(tools(V1 + body)).toMatchObject([{ name: 'n', verdict: 'raw-shape', how: 'source' }]);
  });

  it.each([
    [
      'a loop over definitions',
      'for (const t of all) server.registerTool(t.name, { inputSchema: t.schema }, t.handler);',
      't.name',
    ],
    [
      'a loop with a schema from elsewhere',
      `for (const t of all) server.registerTool(t.name, { inputSchema: t.schema.shape }, ${HANDLER});`,
      't.name',
    ],
    ['a wrapper function', 'function add(n, config, run) { server.registerTool(n, config, run); }', 'n'],
    ['spread arguments', "server.registerTool('x', ...rest);", 'x'],
  ])('reports %s as opaque and wraps the server', (_, code, name) => {
    expect(tools(V1 + code)).toMatchObject([{ name, verdict: 'opaque-registration', how: 'server' }]);
    expect(rewrite(V1 + code)['index.ts']).toContain("withAccounts(new McpServer({ name: 's', version: '1' }))");
  });

  it('reports a configuration that is spread from somewhere unknown', () => {
    expect(tools(`${V1}server.registerTool('t', { ...base(), title: 'T' }, ${HANDLER});`)).toMatchObject([
      { verdict: 'opaque-schema', how: 'server', reason: expect.stringContaining('inputSchema from another object') },
    ]);
  });

  it('gives a schema to a configuration whose spread is known to have none', () => {
    const body = `const base = { title: 'T' };\nserver.registerTool('t', { ...base }, ${HANDLER});\n`;
    expect(rewriteBody(body)).toContain(`{ ...base, inputSchema: { ${FIELD} } }`);
  });

  it('leaves a configuration in a constant alone and gives the call a copy with the schema', () => {
    const body = `const config = { title: 'T' };\nserver.registerTool('t', config, ${HANDLER});\n`;
    expect(rewriteBody(body)).toContain(
      `registerTool('t', { ...config, inputSchema: { ${FIELD} } }, withAccountContext(`,
    );
  });

  it('finds a registration through a name other than server, such as a context', () => {
    expect(
      tools(`${V1}export const add = (context) => context.registerTool('t', { inputSchema: {} }, ${HANDLER});`),
    ).toHaveLength(1);
  });

  it('leaves registerTool of a class of the project alone', () => {
    const code = `class Registry { registerTool(n, c, h) {} }\nnew Registry().registerTool('t', {}, ${HANDLER});`;
    expect(tools(V1 + code)).toEqual([]);
  });

  it('gives a v2 tool without a schema a zod object, which v2 takes without a deprecation', () => {
    expect(rewriteBody(`server.registerTool('t', {}, ${HANDLER});\n`, V2)).toContain(
      `{ inputSchema: z.object({ ${FIELD} }) }`,
    );
  });

  it('leaves a v2 tool with zod 3 to withAccounts, because v2 cannot list such a schema', () => {
    const text = `${V2.replace("'zod'", "'zod/v3'")}server.registerTool('t', {}, ${HANDLER});`;
    expect(tools(text)).toMatchObject([
      { verdict: 'opaque-schema', how: 'server', reason: expect.stringContaining('zod 3') },
    ]);
  });

  it('reads the zod version from the manifest where the import does not say', () => {
    const text = `${V2}server.registerTool('t', {}, ${HANDLER});`;
    const manifest = '{ "dependencies": { "zod": "^3.25.0" } }';
    expect(tools({ 'index.ts': text, 'package.json': manifest })).toMatchObject([{ verdict: 'opaque-schema' }]);
    expect(tools({ 'index.ts': text, 'package.json': manifest.replace('3.25', '4.2') })).toMatchObject([
      { verdict: 'no-schema' },
    ]);
  });

  it('wraps only the handler where the schema has the parameter already', () => {
    const body = `server.registerTool('t', { inputSchema: { target_account_id: z.string() } }, ${HANDLER});\n`;
    const text = rewriteBody(body);
    expect(text).toBe(body.replace(HANDLER, `withAccountContext(${HANDLER})`));
  });

  it('adds only the parameter where the handler is wrapped already', () => {
    const head = `import { withAccountContext } from '@mcp-multi-account/cred-extract';\n${V1}`;
    const body = `server.registerTool('t', { inputSchema: { q: z.string() } }, withAccountContext(${HANDLER}));\n`;
    expect(rewriteBody(body, head)).toBe(body.replace('z.string() }', `z.string(), ${FIELD} }`));
  });
});
