import { describe, expect, it } from 'vitest';
import { transform } from '../../src/transform.ts';
import { FIELD, rewrite, rewriteBody, tools } from '../support/tools.ts';

const HEAD = "import { MCPTool } from 'mcp-framework';\nimport { z } from 'zod';\n";
const DESCRIBED = 'target_account_id: { type: z.string().optional(), description: targetAccountId.description }';
const WRAPPED = 'override toolCall = withAccountContext(super.toolCall);';
const IN_SOURCE = { how: 'source', reason: '' };

const tool = (schema: string, more = '') =>
  `class Lookup extends MCPTool {\n  name = 'lookup';\n  schema = ${schema};\n${more}  async execute() {}\n}\n`;

describe('a tool class of mcp-framework', () => {
  it('gets the parameter in its zod object, and answers errors from around toolCall', () => {
    expect(rewriteBody(tool("z.object({ q: z.string().describe('q') })"), HEAD)).toBe(
      `class Lookup extends MCPTool {\n  name = 'lookup';\n  schema = z.object({ q: z.string().describe('q'), ${FIELD} });\n  ${WRAPPED}\n  async execute() {}\n}\n`,
    );
  });

  it.each([
    ['record of described types', "{ q: { type: z.string(), description: 'q' } }", DESCRIBED],
    ['empty record', '{}', `{ ${DESCRIBED} }`],
    ['strict object', "z.object({ q: z.string().describe('q') }).strict()", `, ${FIELD} }).strict()`],
  ])('gets the parameter in a %s', (_, schema, expected) => {
    expect(rewriteBody(tool(schema), HEAD)).toContain(expected);
  });

  it('gets it in what defineSchema is given', () => {
    const head = HEAD.replace('{ MCPTool }', '{ defineSchema, MCPTool }');
    expect(rewriteBody(tool("defineSchema({ q: z.string().describe('q') })"), head)).toContain(
      `defineSchema({ q: z.string().describe('q'), ${FIELD} })`,
    );
    const named = `const shape = { q: z.string().describe('q') };\nexport { shape };\n${tool('defineSchema(shape)')}`;
    expect(rewriteBody(named, head)).toContain(`defineSchema({ ...shape, ${FIELD} })`);
  });

  it('leaves a record that others read as it is, and is given a copy', () => {
    const text = rewriteBody(`export const FIELDS = {};\nlist(FIELDS);\n${tool('FIELDS')}`, HEAD);
    expect(text).toContain('export const FIELDS = {};');
    expect(text).toContain(`schema = { ...FIELDS, ${DESCRIBED} };`);
  });

  it('is found with a schema that its constructor or a getter gives', () => {
    const assigned = `class A extends MCPTool {\n  name = 'a';\n  schema;\n  constructor() { super(); this.schema = z.object({}); }\n}\n`;
    const got = `class A extends MCPTool {\n  name = 'a';\n  get schema() { return z.object({}); }\n}\n`;
    for (const text of [assigned, got]) expect(rewriteBody(text, HEAD)).toContain(`z.object({ ${FIELD} })`);
  });

  it('has the name that its class says, or the name of its class', () => {
    const named = "const NAME = 'from_constant';\nclass A extends MCPTool { name = NAME; schema = {}; }\n";
    const made = 'class B extends MCPTool { constructor(readonly name: string) { super(); } schema = {}; }\n';
    const expression = "const C = class extends MCPTool { name = 'c'; schema = {}; };\n";
    expect(tools(HEAD + named + made + expression).map(({ name }) => name)).toEqual(['from_constant', 'B', 'c']);
  });

  it('keeps its layout: one line, comments, no semicolons, JavaScript', () => {
    expect(rewriteBody("class A extends MCPTool { name = 'a'; schema = z.object({}); run() {} }\n", HEAD)).toBe(
      `class A extends MCPTool { name = 'a'; schema = z.object({ ${FIELD} }); ${WRAPPED} run() {} }\n`,
    );
    const commented = "class A extends MCPTool {\n\tname = 'a';\n\tschema = {}; // none yet\n\n\trun() {}\n}\n";
    expect(rewriteBody(commented, HEAD)).toContain(`}; // none yet\n\t${WRAPPED}\n\n\trun() {}`);
    const script = `${HEAD.replaceAll(';', '')}class A extends MCPTool {\n  name = 'a'\n  schema = {}\n}\n`;
    expect(rewrite({ 'a.js': script })['a.js']).toContain(
      'schema = { target_account_id: { type: z.string().optional(), description: targetAccountId.description } }\n  toolCall = withAccountContext(super.toolCall)\n}',
    );
  });
});

describe('the base class of a project', () => {
  const BASE =
    "import { MCPTool } from 'mcp-framework';\nexport abstract class AwsTool extends MCPTool {\n  region = '';\n}\n";
  const LIST =
    "import { z } from 'zod';\nimport { AwsTool } from './base.js';\nexport default class List extends AwsTool {\n  name = 'list';\n  schema = {};\n}\n";

  it('is no tool, and gets the wrapper for all that extend it, also in files that nothing imports', () => {
    const files = { 'tools/base.ts': BASE, 'tools/list.ts': LIST, 'tools/more.ts': LIST.replace("'list'", "'more'") };
    expect(tools(files)).toMatchObject([
      { name: 'list', file: 'tools/list.ts', line: 4, ...IN_SOURCE },
      { name: 'more', ...IN_SOURCE },
    ]);
    const texts = rewrite(files);
    expect(texts['tools/base.ts']).toContain(`region = '';\n  ${WRAPPED}\n}`);
    expect(texts['tools/list.ts']).not.toContain('toolCall');
    expect(Object.values(rewrite(texts))).toEqual(Object.values(texts));
  });

  it('gives its schema to a class without one of its own', () => {
    const base = "export class Ping extends MCPTool { name = 'ping'; schema = {}; }\n";
    const files = `${HEAD}${base}class Pong extends Ping { name = 'pong'; }\n`;
    expect(tools(files)).toMatchObject([
      { name: 'ping', ...IN_SOURCE },
      { name: 'pong', ...IN_SOURCE },
    ]);
    expect(rewrite(files)['index.ts']?.match(/toolCall =/g)).toHaveLength(1);
  });

  it('is left alone where a class hides toolCall: what a base class assigns would win over a method', () => {
    const own = "class Own extends AwsTool { name = 'own'; schema = {}; async toolCall() {} }\n";
    const files = { 'tools/base.ts': BASE, 'tools/list.ts': LIST + own };
    expect(tools(files)).toMatchObject([
      { name: 'list', ...IN_SOURCE },
      {
        name: 'own',
        how: 'manual',
        verdict: 'opaque-handler',
        reason: expect.stringContaining('a toolCall of its own'),
      },
    ]);
    const texts = rewrite(files);
    expect(texts['tools/base.ts']).toBe(BASE);
    expect(texts['tools/list.ts']).toContain(`}\n  ${WRAPPED}`.slice(2));
    expect(texts['tools/list.ts']).toContain(own);
  });
});

describe('what mcp-framework cannot be told to do', () => {
  it.each([
    ['without a schema', 'name = "a";', 'its schema is not written'],
    ['with a schema from a call', 'name = "a"; schema = makeSchema();', 'neither a literal shape'],
    [
      'with an annotated schema',
      'name = "a"; schema: ToolInputSchema<Input> = {};',
      'declared as ToolInputSchema<Input>',
    ],
    ['with a shape from elsewhere', 'name = "a"; schema = defineSchema(shapeOf());', 'the shape of its schema'],
  ])('is left to a person: a tool %s', (_, body, reason) => {
    const head = HEAD.replace('{ MCPTool }', '{ defineSchema, MCPTool }');
    expect(tools(`${head}class A extends MCPTool { ${body} }\n`)).toMatchObject([
      { how: 'manual', reason: expect.stringContaining(reason) },
    ]);
    expect(rewriteBody(`class A extends MCPTool { ${body} }\n`, head)).toBe(`class A extends MCPTool { ${body} }\n`);
  });

  it('is no tool: a class of another package, of the project, or of a type alone', () => {
    const body = "class A extends MCPTool { name = 'a'; schema = z.object({}); }\n";
    const mention = "import 'mcp-framework';\n";
    expect(tools(mention + HEAD.replace("'mcp-framework'", "'other-framework'") + body)).toEqual([]);
    expect(tools(`${mention}import { z } from 'zod';\nclass MCPTool {}\n${body}`)).toEqual([]);
    expect(tools(`${mention}import type { MCPTool } from 'mcp-framework';\n${body}`)).toEqual([]);
    expect(tools(`${mention}class A extends B {}\nclass B extends A {}\n`)).toEqual([]);
    expect(tools(`${mention}class A extends mixin(MCPTool) {}\n`)).toEqual([]);
  });

  it('is left out alone: a tool that somebody excludes', () => {
    const text = `${HEAD}${tool('{}')}${tool('{}').replaceAll(/[Ll]ookup/g, 'other')}`;
    const leaveOut = ({ name }: { name: string }) => (name === 'other' ? 'not this one' : undefined);
    const { tools: found, files } = transform([{ path: 'index.ts', text }], { leaveOut });
    expect(found).toMatchObject([{ how: 'source' }, { name: 'other', how: 'excluded', reason: 'not this one' }]);
    expect(files[0]?.after.match(/target_account_id/g)).toHaveLength(1);
  });
});
