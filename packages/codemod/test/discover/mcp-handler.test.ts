import { describe, expect, it } from 'vitest';
import { FIELD, rewrite, tools } from '../support/tools.ts';

const HEAD = "import { createMcpHandler } from 'mcp-handler';\nimport { z } from 'zod';\n";
const TOOL = "registerTool('echo', { inputSchema: z.object({ text: z.string() }) }, async ({ text }) => say(text));";
const OPAQUE = 'registerTool(...makeTool());';
const IN_SOURCE = [{ name: 'echo', how: 'source', reason: '' }];

const project = (text: string, version = '^2.4.0') => ({
  'package.json': `{ "dependencies": { "mcp-handler": "${version}", "zod": "4.6.7" } }`,
  'route.ts': text,
});
const route = (text: string, version?: string) => rewrite(project(text, version))['route.ts'] ?? '';

describe('a server that createMcpHandler of mcp-handler makes', () => {
  it.each([
    ['in place', `export const GET = createMcpHandler((s) => {\n  s.${TOOL}\n});\n`],
    ['asynchronously', `export const GET = createMcpHandler(async (app) => {\n  app.${TOOL}\n}, {});\n`],
    ['in a function', `export const GET = createMcpHandler(set);\nfunction set(app) {\n  app.${TOOL}\n}\n`],
    [
      'in a constant function',
      `const set = (app) => {\n  app.${TOOL}\n};\nexport const GET = createMcpHandler(set);\n`,
    ],
  ])('is known by the import, whatever it is called: %s', (_, text) => {
    expect(tools(project(HEAD + text))).toMatchObject(IN_SOURCE);
    expect(route(HEAD + text)).toContain(`${FIELD} }) }, withAccountContext(`);
  });

  it('is known where the package is imported under another name, or as a whole', () => {
    const renamed = `import { createMcpHandler as make } from '@vercel/mcp-adapter';\nimport { z } from 'zod';\nmake((app) => { app.${TOOL} });\n`;
    const whole = `import * as handler from 'mcp-handler';\nimport { z } from 'zod';\nhandler.createMcpHandler((app) => { app.${TOOL} });\n`;
    expect(tools(project(renamed))).toMatchObject(IN_SOURCE);
    expect(tools(project(whole))).toMatchObject(IN_SOURCE);
  });

  it.each([
    [
      'another package',
      HEAD.replace('mcp-handler', 'other-handler'),
      'createMcpHandler((app) => { app.tool(TOOL); });',
    ],
    ['its second parameter', HEAD, 'createMcpHandler((server, app) => { app.tool(TOOL); });'],
    ['another function of it', HEAD.replace('createMcp', 'withMcp'), 'withMcpHandler((app) => { app.tool(TOOL); });'],
    ['a function that it is not given', HEAD, 'createMcpHandler(other);\nconst set = (app) => { app.tool(TOOL); };'],
  ])('is none of %s', (_, head, text) => {
    expect(tools(project(head + text.replace('TOOL', "'t', 'd', async () => say()")))).toEqual([]);
  });

  it('gives a tool without a schema one of its SDK: a zod object since version 2, a raw shape before', () => {
    const text = `${HEAD}createMcpHandler((server) => {\n  server.registerTool('up', {}, async () => say());\n});\n`;
    expect(route(text, '^2.4.0')).toContain(`inputSchema: z.object({ ${FIELD} })`);
    expect(route(text, '1.1.0')).toContain(`inputSchema: { ${FIELD} }`);
  });

  it('is wrapped by a statement where a tool cannot be changed in the source, and once', () => {
    const text = `${HEAD}export const GET = createMcpHandler((server) => {\n  server.${OPAQUE}\n});\n`;
    const once = rewrite(project(text));
    expect(once['route.ts']).toContain(`((server) => {\n  withAccounts(server);\n  server.${OPAQUE}\n});`);
    expect(tools(project(text))).toMatchObject([{ how: 'server' }]);
    expect(rewrite(once)).toEqual(once);
    expect(tools(once)).toMatchObject([{ how: 'server', verdict: 'already-done' }]);
  });

  it.each([
    ['on one line', `createMcpHandler((s) => { s.${OPAQUE} });\n`, '(s) => { withAccounts(s); s.'],
    ['with lines of CRLF', `createMcpHandler((s) => {\r\n\ts.${OPAQUE}\r\n});\r\n`, '{\r\n\twithAccounts(s);\r\n\ts.'],
  ])('is wrapped in the layout of the file: %s', (_, text, written) => {
    const head = text.includes('\r') ? HEAD.replaceAll('\n', '\r\n') : HEAD;
    expect(route(head + text)).toContain(written);
  });

  it('is left to a person where its callback has no block to put the statement in', () => {
    expect(tools(project(`${HEAD}createMcpHandler((s) => s.registerTool(...makeTool()));\n`))).toMatchObject([
      { how: 'manual', reason: expect.stringContaining('wrap the server by hand: withAccounts(server)') },
    ]);
  });
});

describe('a server of agents', () => {
  const AGENT =
    "import { McpAgent } from 'agents/mcp';\nimport { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nimport { z } from 'zod';\n";

  it('is the member of a McpAgent', () => {
    const agent = `${AGENT}export class Mcp extends McpAgent {\n  server = new McpServer({ name: 'a', version: '1' });\n  async init() {\n    this.server.tool('echo', { text: z.string() }, async ({ text }) => say(text));\n  }\n}\n`;
    expect(tools({ 'agent.ts': agent })).toMatchObject(IN_SOURCE);
  });

  it('is wrapped in the McpAgent where a tool cannot be changed in the source', () => {
    const agent = `${AGENT}export class Mcp extends McpAgent {\n  server = new McpServer({ name: 'a', version: '1' });\n  async init() {\n    this.server.${OPAQUE}\n  }\n}\n`;
    expect(rewrite({ 'agent.ts': agent })['agent.ts']).toContain('server = withAccounts(new McpServer(');
  });

  it('is what a factory for its createMcpHandler makes', () => {
    const worker = `import { McpServer } from '@modelcontextprotocol/server';\nimport { createMcpHandler } from 'agents/mcp/server';\nimport { z } from 'zod';\nconst handler = createMcpHandler(() => {\n  const it = new McpServer({ name: 'a', version: '1' });\n  it.${TOOL}\n  return it;\n});\n`;
    expect(tools({ 'worker.ts': worker })).toMatchObject(IN_SOURCE);
  });
});
