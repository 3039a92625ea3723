import { describe, expect, it } from 'vitest';
import { executeFile } from '../../../src/init/starts/executed-code.ts';
import { modulesOf, STDIO, type Texts } from '../support/modules.ts';

const CONNECT = 'await server.connect(new StdioServerTransport());\n';
const HTTP = "import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';\n";

/** `stdio a.ts:2 check` for each start that importing `a.ts` reaches. */
function starts(given: string | Texts, path = 'a.ts'): string[] {
  const modules = modulesOf(typeof given === 'string' ? { 'a.ts': given } : given);
  return executeFile(path, modules).starts.map(({ transport, file, line, check }) =>
    [transport, `${file}:${line}`, check].filter((part) => part !== undefined).join(' '),
  );
}

describe('what importing a file starts', () => {
  it.each([
    ['at its top', CONNECT],
    ['in a function that it calls', `async function main() {\n${CONNECT}}\nmain().catch(console.error);`],
    ['in an arrow function', `const main = async () => {\n${CONNECT}};\nvoid main();`],
    ['in a function that is called at once', `(async () => {\n${CONNECT}})();`],
    ['in a callback', `ready().then(async () => {\n${CONNECT}});`],
    ['in a function that is handed on', `async function run() {\n${CONNECT}}\nprogram.action(run);`],
    ['in an option', `cli({ handler: async () => {\n${CONNECT}} });`],
    ['in a method of a class', `class App {\n  async run() {\n${CONNECT}  }\n}\nnew App().run();`],
    ['in a constructor', `class App {\n  constructor() {\n${CONNECT}  }\n}\nnew App();`],
    ['in a method of an object', `const app = {\n  async run() {\n${CONNECT}  },\n};\napp.run();`],
    ['in a branch', `if (process.env.X) {\n${CONNECT}}`],
    ['in what stands behind try', `try {\n${CONNECT}} catch {}`],
  ])('is found %s', (_, code) => {
    expect(starts(STDIO + code)).toEqual([expect.stringMatching(/^stdio a\.ts:\d+$/)]);
  });

  it('is found across files, through imports of every kind', () => {
    const shared = { 'b.ts': `${STDIO}export async function main() {\n${CONNECT}}\n` };
    const found = ['stdio b.ts:3'];
    expect(starts({ 'a.ts': "import { main } from './b.js';\nmain();", ...shared })).toEqual(found);
    expect(starts({ 'a.ts': "import { main as run } from './b.ts';\nrun();", ...shared })).toEqual(found);
    expect(starts({ 'a.ts': "import * as b from './b';\nb.main();", ...shared })).toEqual(found);
    expect(starts({ 'a.ts': "const { main } = require('./b');\nmain();", ...shared })).toEqual(found);
    expect(starts({ 'a.ts': "const { main } = await import('./b.js');\nawait main();", ...shared })).toEqual(found);
    const passing = { 'index.ts': "export * from './b.js';", ...shared };
    expect(starts({ 'a.ts': "import { main } from './index.js';\nmain();", ...passing })).toEqual(found);
  });

  it('is found in a file that is imported for what it does', () => {
    const shared = { 'b.ts': STDIO + CONNECT };
    expect(starts({ 'a.ts': "import './b.js';", ...shared })).toEqual(['stdio b.ts:2']);
    expect(starts({ 'a.ts': "switch (mode) { case 'x': await import('./b.js'); }", ...shared })).toEqual([
      'stdio b.ts:2',
    ]);
  });

  it('is found in the source of the build output that a launcher imports', () => {
    const files = { 'cli.js': "import './dist/index.js';", 'src/index.ts': STDIO + CONNECT };
    expect(starts(files, 'cli.js')).toEqual(['stdio src/index.ts:2']);
  });

  it.each([
    ['a function that nobody calls', `export async function main() {\n${CONNECT}}`],
    ['a class that nobody makes', `export class App {\n  async run() {\n${CONNECT}  }\n}`],
    ['a transport of the project with the same name', `class StdioServerTransport {}\nnew StdioServerTransport();`],
  ])('is not %s', (_, code) => {
    expect(starts(code.includes('class Stdio') ? code : STDIO + code)).toEqual([]);
  });

  it('is not what only a type is imported from', () => {
    expect(starts({ 'a.ts': "import type { X } from './b.js';", 'b.ts': STDIO + CONNECT })).toEqual([]);
  });

  it('takes a class that extends a transport for that transport, and a re-exported one for itself', () => {
    const own = `${STDIO}class Quiet extends StdioServerTransport {}\nawait server.connect(new Quiet());`;
    expect(starts(own)).toEqual(['stdio a.ts:3']);
    const barrel = { 'sdk.ts': "export { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';" };
    const code = `import { StdioServerTransport } from './sdk.js';\n${CONNECT}`;
    expect(starts({ 'a.ts': code, ...barrel })).toEqual(['stdio a.ts:2']);
  });

  it('ends for functions that call each other and files that import each other', () => {
    const files = {
      'a.ts': "import { b } from './b.js';\nexport function a() { b(); }\na();",
      'b.ts': `${STDIO}import { a } from './a.js';\nexport function b() { a(); new StdioServerTransport(); }`,
    };
    expect(starts(files)).toEqual(['stdio b.ts:3']);
  });

  it.each([
    ['fastmcp', "import { FastMCP } from 'fastmcp';\nconst s = new FastMCP({});\n", 's.start();', 'stdio'],
    ['fastmcp over HTTP', "import { FastMCP } from 'fastmcp';\n", "s.start({ transportType: 'httpStream' });", 'http'],
    ['fastmcp with options from elsewhere', "import { FastMCP } from 'fastmcp';\n", 's.start(options);', 'stdio'],
    ['mcp-framework', "import { MCPServer } from 'mcp-framework';\n", 'new MCPServer().start();', 'stdio'],
    [
      'mcp-framework over HTTP',
      "import { MCPServer } from 'mcp-framework';\n",
      "new MCPServer({ transport: { type: 'http-stream' } }).start();",
      'http',
    ],
    ['Mastra', "import { MCPServer } from '@mastra/mcp';\n", 'await s.startStdio();', 'stdio'],
    ['tmcp', "import { StdioTransport } from '@tmcp/transport-stdio';\n", 'new StdioTransport(s).listen();', 'stdio'],
    [
      'the SDK, version 2',
      "import { serveStdio } from '@modelcontextprotocol/server/stdio';\n",
      'serveStdio(make);',
      'stdio',
    ],
    [
      '@cyanheads/mcp-ts-core',
      "import { createApp } from '@cyanheads/mcp-ts-core';\n",
      'await createApp({});',
      'stdio',
    ],
    ['express', "import express from 'express';\nconst app = express();\n", 'app.listen(3000);', 'http'],
    ['hono', "import { serve } from '@hono/node-server';\n", 'serve({ fetch: app.fetch });', 'http'],
    ['the SDK over HTTP', HTTP, 'new StreamableHTTPServerTransport({});', 'http'],
  ])('knows %s', (_, imports, code, transport) => {
    expect(starts(imports + code)).toEqual([expect.stringMatching(`^${transport} `)]);
  });

  it('takes no start() of something else for one of fastmcp, and no listen() of something else for HTTP', () => {
    expect(starts('timer.start();\nsocket.listen(1);')).toEqual([]);
    expect(starts("import { FastMCP } from 'fastmcp';\ntimer.start({ every: 5 });")).toEqual([]);
  });
});

describe('a check of the main module', () => {
  const guarded = (condition: string) => starts(`${STDIO}if (${condition}) {\n${CONNECT}}`);

  it.each([
    ['require.main === module', 'require.main'],
    ['import.meta.main', 'import.meta.main'],
    ['import.meta.url === pathToFileURL(process.argv[1]).href', 'argument'],
    ['process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)', 'argument'],
    ['esMain(import.meta)', 'argument'],
  ])('is seen in if (%s)', (condition, check) => {
    expect(guarded(condition)).toEqual([`stdio a.ts:3 ${check}`]);
  });

  it('is seen through a constant, a function of the file, and &&', () => {
    const constant = `const isMain = process.argv[1] === fileURLToPath(import.meta.url);\nif (isMain) {\n${CONNECT}}`;
    expect(starts(STDIO + constant)).toEqual(['stdio a.ts:4 argument']);
    const called = `function isEntry() {\n  return require.main === module;\n}\nif (isEntry()) {\n${CONNECT}}`;
    expect(starts(STDIO + called)).toEqual(['stdio a.ts:6 require.main']);
    const and = `async function main() {\n${CONNECT}}\nimport.meta.main && main();`;
    expect(starts(STDIO + and)).toEqual(['stdio a.ts:3 import.meta.main']);
  });

  it('is none where the condition asks something else, or the opposite', () => {
    expect(guarded("process.env.NODE_ENV !== 'test'")).toEqual(['stdio a.ts:3']);
    expect(guarded('process.argv.length > 2')).toEqual(['stdio a.ts:3']);
    expect(guarded('!import.meta.main')).toEqual(['stdio a.ts:3']);
  });

  it('does not hide a start that is reached without it too', () => {
    const code = `async function main() {\n${CONNECT}}\nif (require.main === module) main();\nelse main();`;
    expect(starts(STDIO + code)).toContain('stdio a.ts:3');
  });
});
