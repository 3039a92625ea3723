import { describe, expect, it } from 'vitest';
import { FIELD, rewrite, rewriteBody, tools } from '../support/tools.ts';

const FASTMCP = "import { FastMCP } from 'fastmcp';\nimport { z } from 'zod';\nconst server = new FastMCP({});\n";
const TOOL = "{ name: 't', parameters: z.object({}), execute: run }";
const IN_SOURCE = { how: 'source', reason: '' };

describe('a tool of fastmcp', () => {
  it('gets the parameter in its schema and its execute wrapped', () => {
    const text = rewriteBody(
      `server.addTool({ name: 't', parameters: z.object({ q: z.string() }), execute: run });\n`,
      FASTMCP,
    );
    expect(text).toContain(`parameters: z.object({ q: z.string(), ${FIELD} }), execute: withAccountContext(run) }`);
  });

  it('keeps the arguments of its execute when it had no schema: fastmcp passes both either way', () => {
    const text = rewriteBody(
      `server.addTool({ name: 't', execute: async (args, context) => use(context) });\n`,
      FASTMCP,
    );
    expect(text).toContain(
      `execute: withAccountContext(async (args, context) => use(context)), parameters: z.object({ ${FIELD} }) }`,
    );
  });

  it.each([
    [
      'of a typed parameter',
      "import type { FastMCP } from 'fastmcp';\nimport { z } from 'zod';\nexport const add = (s: FastMCP<Session>) => { s.addTool(TOOL); };\n",
    ],
    [
      'of a parameter that is a part of one',
      "import type { FastMCP } from 'fastmcp';\nimport { z } from 'zod';\nexport const add = (s: Pick<FastMCP<Session>, 'addTool'>) => { s.addTool(TOOL); };\n",
    ],
    [
      'of a parameter whose type has a name of its own',
      "import type { FastMCP } from 'fastmcp';\nimport { z } from 'zod';\ntype Own = FastMCP<Session>;\ntype Registrar = Pick<Own, 'addTool'>;\nexport function add(s: Registrar) { s.addTool(TOOL); }\n",
    ],
    [
      'of a class member',
      "import { FastMCP } from 'fastmcp';\nimport { z } from 'zod';\nclass A { private s = new FastMCP({}); add() { this.s.addTool(TOOL); } }\n",
    ],
    ['in a list', `${FASTMCP}server.addTools([TOOL]);\n`],
    [
      'with its schema elsewhere',
      `${FASTMCP}const Q = z.object({ q: z.string() });\nserver.addTool({ name: 't', parameters: Q, execute: run });\n`,
    ],
  ])('is found %s', (_, text) => {
    expect(tools(text.replace('TOOL', "{ name: 't', parameters: z.object({}), execute: run }"))).toMatchObject([
      { name: 't', ...IN_SOURCE },
    ]);
  });

  it.each([
    ['a loop', 'for (const tool of TOOLS) server.addTool(tool);'],
    ['forEach', 'TOOLS.forEach((tool) => server.addTool(tool));'],
    ['the calls of a function', 'function add(tool) { server.addTool(tool); }\nadd(TOOLS[0]);\nadd(TOOLS[1]);'],
  ])('has a row of its own when %s adds it', (_, text) => {
    const list = "const TOOLS = [{ name: 'a', execute: run }, { name: 'b', execute: run }];\n";
    expect(tools(`${FASTMCP}${list}${text}\n`)).toMatchObject([
      { name: 'a', line: 4, how: 'server', reason: 'the tool is not written in the call' },
      { name: 'b', line: 4, how: 'server', reason: 'the tool is not written in the call' },
    ]);
  });

  it('has a row for those that are only known at run time', () => {
    const list = "const TOOLS = [{ name: 'a', execute: run }, ...load()];\n";
    const found = tools(`${FASTMCP}${list}for (const tool of TOOLS) server.addTool(tool);\n`);
    expect(found.map(({ name }) => name)).toEqual(['a', 'tool (tools known at run time)']);
  });

  it.each([
    ['a constant', `const TOOL = ${TOOL};\n${FASTMCP}server.addTool(TOOL);\n`],
    ['a list by name', `${FASTMCP}const TOOLS = [${TOOL}];\nserver.addTools(TOOLS);\n`],
    [
      'a server from a factory',
      `${FASTMCP.replace('const server =', 'const make = () =>')}const s = make();\ns.addTool(${TOOL});\n`,
    ],
    ['a server that is assigned later', `${FASTMCP.replace('const server', 'let server')}server.addTool(${TOOL});\n`],
    ['a class that extends it', `${FASTMCP}class Own extends FastMCP {}\nnew Own({}).addTool(${TOOL});\n`],
    [
      'a chain',
      `import { EdgeFastMCP } from 'fastmcp/edge';\nimport { z } from 'zod';\nnew EdgeFastMCP({}).addTool(${TOOL}).addTool(${TOOL});\n`,
    ],
  ])('is found in %s', (_, text) => {
    const found = tools(text);
    expect(found[0]).toMatchObject({ name: 't', ...IN_SOURCE });
    expect(found.every(({ how }) => how === 'source')).toBe(true);
    const { 'index.ts': once } = rewrite(text);
    expect(once).toContain(FIELD);
    expect(rewrite({ 'index.ts': once as string })['index.ts']).toBe(once);
  });

  it('is changed where it is declared, in another file', () => {
    const files = {
      'tool.ts': "import { z } from 'zod';\nexport const lookup = { name: 'lookup', execute: async () => 'x' };\n",
      'index.ts': `import { lookup } from './tool.js';\n${FASTMCP}server.addTool(lookup);\n`,
    };
    expect(tools(files)).toMatchObject([{ name: 'lookup', file: 'tool.ts', line: 2, ...IN_SOURCE }]);
    const texts = rewrite(files);
    expect(texts['index.ts']).toBe(files['index.ts']);
    expect(texts['tool.ts']).toContain(
      `execute: withAccountContext(async () => 'x'), parameters: z.object({ ${FIELD} }) }`,
    );
  });

  it('of an edge server throws its errors, which would else read as results', () => {
    const head =
      "import { EdgeFastMCP } from 'fastmcp/edge';\nimport { z } from 'zod';\nconst server = new EdgeFastMCP({});\n";
    expect(rewriteBody(`server.addTool(${TOOL});\n`, head)).toContain('withAccountContext(run, { throwErrors: true })');
    expect(tools(`${head}server.addTool(makeTool());\n`)).toMatchObject([
      { how: 'manual', reason: expect.stringContaining("withAccounts cannot wrap this library's servers") },
    ]);
  });

  it.each([
    ['whose execute is a method', "{ name: 't', parameters: z.object({}), async execute() {} }", 'execute is a method'],
    ['from elsewhere', 'makeTool()', 'not written in the call'],
    ['with a type of its own', 'TYPED', 'not written in the call'],
    [
      'with a schema of another library',
      "{ name: 't', parameters: type({ q: 'string' }), execute: run }",
      'neither a literal shape',
    ],
    ['with parts of another object', "{ ...base, name: 't' }", 'come from another object'],
  ])('is left to withAccounts %s', (_, tool, reason) => {
    const typed = `const TYPED: Tool<Session> = ${TOOL};\n`;
    const text = `${FASTMCP}${typed}server.addTool(${tool});\n`;
    expect(tools(text)).toMatchObject([{ how: 'server', reason: expect.stringContaining(reason) }]);
    const { 'index.ts': once } = rewrite(text);
    expect(once).toContain('const server = withAccounts(new FastMCP({}));');
    expect(once).toContain(`${typed}server.addTool(${tool});\n`);
    expect(tools(once as string)).toMatchObject([{ how: 'server', verdict: 'already-done' }]);
    expect(rewrite({ 'index.ts': once as string })['index.ts']).toBe(once);
  });

  it('is left to withAccounts without a schema in a list with others that have one: the list has one type', () => {
    const list = "[{ name: 'a', parameters: z.object({}), execute: run }, { name: 'b', execute: run }]";
    expect(tools(`${FASTMCP}server.addTools(${list});\n`)).toMatchObject([
      { name: 'a', ...IN_SOURCE },
      { name: 'b', how: 'server', reason: expect.stringContaining('register it on its own') },
    ]);
  });

  it('wraps its own server, or every FastMCP where that cannot be told', () => {
    const two = `${FASTMCP}const other = new FastMCP({});\n`;
    const own = rewrite(`${two}other.addTool(makeTool());\n`)['index.ts'];
    expect(own).toContain('const server = new FastMCP({});\nconst other = withAccounts(new FastMCP({}));');
    const any = rewrite(`${two}export const add = (mcp: FastMCP) => { mcp.addTool(makeTool()); };\n`)['index.ts'];
    expect(any?.match(/withAccounts\(new FastMCP/g)).toHaveLength(2);
  });

  it('is left to a person where there is no server to wrap, or it comes too late for it', () => {
    const typed =
      "import type { FastMCP } from 'fastmcp';\nexport const add = (s: FastMCP) => { s.addTool(makeTool()); };\n";
    const self = `${FASTMCP}class Own extends FastMCP { constructor() { super({}); this.addTool(makeTool()); } }\nnew Own();\n`;
    for (const text of [typed, self]) {
      expect(tools(text)).toMatchObject([
        { how: 'manual', reason: expect.stringContaining('wrap the server by hand') },
      ]);
      expect(rewrite(text)['index.ts']).toBe(text);
    }
  });

  it('is found in the examples of the package itself, which import it by its path', () => {
    const text = `${FASTMCP.replace("'fastmcp'", "'../FastMCP.js'")}server.addTool(${TOOL});\n`;
    const manifest = (name: string) => `{ "name": "${name}" }`;
    expect(tools({ 'src/examples/index.ts': text, 'package.json': manifest('fastmcp') })).toMatchObject([
      { name: 't', ...IN_SOURCE },
    ]);
    expect(tools({ 'src/examples/index.ts': text, 'package.json': manifest('my-fastmcp') })).toEqual([]);
    const declared = {
      'src/FastMCP.ts': 'export class FastMCP { addTool() {} }\n',
      'package.json': manifest('fastmcp'),
    };
    expect(tools({ ...declared, 'src/examples/index.ts': text })).toMatchObject([{ name: 't', ...IN_SOURCE }]);
  });

  it('is not taken from types that only name each other', () => {
    const code =
      "type A = Pick<B, 'addTool'>;\ntype B = Pick<A, 'addTool'>;\nexport const add = (s: A) => { s.addTool({ name: 't', execute: run }); };\n";
    expect(tools({ 'index.ts': FASTMCP + code })).toEqual([]);
  });

  it('is not what another addTool registers', () => {
    expect(tools(`${FASTMCP}palette.addTool({ name: 'brush', execute: run });\n`)).toEqual([]);
    expect(tools("import { z } from 'zod';\nserver.addTool({ name: 't', execute: run });\n")).toEqual([]);
    const others = ["'other-fastmcp'", "'./fastmcp.js'", "'fastmcp/openapi'"];
    for (const other of others)
      expect(tools(`${FASTMCP.replace("'fastmcp'", other)}server.addTool(${TOOL});\n`)).toEqual([]);
    expect(tools(`import 'fastmcp';\nclass FastMCP { addTool() {} }\nnew FastMCP().addTool(${TOOL});\n`)).toEqual([]);
  });
});
