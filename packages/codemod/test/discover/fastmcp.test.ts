import { describe, expect, it } from 'vitest';
import { FIELD, rewriteBody, tools } from '../support/tools.ts';

const FASTMCP = "import { FastMCP } from 'fastmcp';\nimport { z } from 'zod';\nconst server = new FastMCP({});\n";
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
    ['whose execute is a method', "{ name: 't', parameters: z.object({}), async execute() {} }", 'execute is a method'],
    ['from elsewhere', 'makeTool()', 'not written in the call'],
    [
      'with a schema of another library',
      "{ name: 't', parameters: type({ q: 'string' }), execute: run }",
      'neither a literal shape',
    ],
    ['with parts of another object', "{ ...base, name: 't' }", 'come from another object'],
  ])('is left to a person %s: withAccounts cannot wrap fastmcp', (_, tool, reason) => {
    const [found] = tools(`${FASTMCP}server.addTool(${tool});\n`);
    expect(found).toMatchObject({ how: 'manual', reason: expect.stringContaining(reason) });
    expect(found?.reason).toContain('withAccounts cannot wrap');
  });

  it('without a schema is left to a person in a list with others that have one: the list has one type', () => {
    const list = "[{ name: 'a', parameters: z.object({}), execute: run }, { name: 'b', execute: run }]";
    expect(tools(`${FASTMCP}server.addTools(${list});\n`)).toMatchObject([
      { name: 'a', ...IN_SOURCE },
      { name: 'b', how: 'manual', reason: expect.stringContaining('register it on its own') },
    ]);
  });

  it('is not what another addTool registers', () => {
    expect(tools(`${FASTMCP}palette.addTool({ name: 'brush', execute: run });\n`)).toEqual([]);
    expect(tools("import { z } from 'zod';\nserver.addTool({ name: 't', execute: run });\n")).toEqual([]);
  });
});
