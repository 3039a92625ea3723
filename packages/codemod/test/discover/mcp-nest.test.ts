import { describe, expect, it } from 'vitest';
import { transform } from '../../src/transform.ts';
import { FIELD, rewrite, rewriteBody, tools } from '../support/tools.ts';

const HEAD = `import { McpController, McpStrategy, Tool } from '@rekog/mcp-nest';
import { Ctx, Payload } from '@nestjs/microservices';
import { z } from 'zod';
`;
const IN_SOURCE = { how: 'source', reason: '' };
const STRATEGY = "const mcp = new McpStrategy({ name: 's' });\n";

const controller = (method: string, options = "{ name: 'find', parameters: z.object({ q: z.string() }) }") =>
  `@McpController()\nclass Tools {\n  @Tool(${options})\n  ${method}\n}\n`;

describe('a tool of MCP-Nest', () => {
  it('gets the parameter in its schema, and a decorator below all others', () => {
    const method = '@UseGuards(Guard)\n  async find(@Payload() { q }: { q: string }, @Ctx() ctx: McpContext) {}';
    expect(rewriteBody(controller(method), HEAD)).toBe(
      `@McpController()\nclass Tools {\n  @Tool({ name: 'find', parameters: z.object({ q: z.string(), ${FIELD} }) })\n  @UseGuards(Guard)\n  @UseAccountContext()\n  async find(@Payload() { q }: { q: string }, @Ctx() ctx: McpContext) {}\n}\n`,
    );
  });

  it.each([
    ['without a schema', "{ name: 'find' }", `{ name: 'find', parameters: z.object({ ${FIELD} }) }`],
    ['without a name', '{ parameters: z.object({}) }', `{ parameters: z.object({ ${FIELD} }) }`],
    ['with a strict schema', "{ name: 'find', parameters: z.strictObject({}) }", `z.strictObject({ ${FIELD} })`],
  ])('is covered %s', (_, options, expected) => {
    const text = HEAD + controller('async find() {}', options);
    expect(tools(text)).toMatchObject([{ name: 'find', ...IN_SOURCE }]);
    expect(rewrite(text)['index.ts']).toContain(expected);
  });

  it('is covered with options and a schema of their own names, in another file', () => {
    const files = {
      'options.ts': "import { z } from 'zod';\nexport const FIND = { name: 'find', parameters: z.object({}) };\n",
      'tools.ts': `import { FIND } from './options.js';\n${HEAD}${controller('async find() {}', 'FIND')}`,
    };
    expect(tools(files)).toMatchObject([{ name: 'find', ...IN_SOURCE }]);
    const texts = rewrite(files);
    expect(texts['options.ts']).toContain(FIELD);
    expect(texts['tools.ts']).toContain('@Tool(FIND)\n  @UseAccountContext()\n  async find() {}');
    expect(rewrite(texts)).toEqual(texts);
  });

  it.each([
    ['of version 1, with its arguments first', 'async find({ q }, context: Context, request: Request) {}'],
    ['without parameters', 'async find() {}'],
    ['with a payload alone', 'async find(@Payload() args: { q: string }) {}'],
    ['that is not asynchronous', 'find(@Payload() args: Args): string { return args.q; }'],
  ])('is covered %s', (_, method) => {
    const text = HEAD + controller(method);
    expect(tools(text)).toMatchObject([{ name: 'find', ...IN_SOURCE }]);
    const { 'index.ts': once } = rewrite(text);
    expect(once).toContain(`@UseAccountContext()\n  ${method}`);
    expect(rewrite({ 'index.ts': once as string })['index.ts']).toBe(once);
    expect(tools(once as string)).toMatchObject([{ verdict: 'already-done', ...IN_SOURCE }]);
  });

  it('keeps a method on the line of its decorator there', () => {
    const text = "class Tools { @Tool({ name: 't', parameters: z.object({}) }) async t() {} }\n";
    expect(rewriteBody(text, HEAD)).toContain('}) @UseAccountContext() async t() {} }');
  });
});

describe('a tool of MCP-Nest that the source cannot prove', () => {
  it.each([
    ['part of its arguments', "async find(@Payload('q') q: string) {}", 'not all of its arguments'],
    ['its context first', 'async find(@Ctx() ctx: Context, @Payload() args: Args) {}', 'not all of its arguments'],
    ['only its context', 'async find(@Ctx() ctx: Context) {}', 'not all of its arguments'],
    ['no payload', 'async find(args: Args, @Ctx() ctx: Context) {}', 'not all of its arguments'],
    ['a pipe for its arguments', 'async find(@Payload(pipe) args: Args) {}', 'not all of its arguments'],
    ['pipes of its own', '@UsePipes(pipe)\n  async find(@Payload() args: Args) {}', 'pipes may drop'],
    ['an observable', 'find(@Payload() args: Args): Observable<string> { return of(args.q); }', 'an observable'],
  ])('has %s, and is left to withAccounts on every server that the library makes', (_, method, reason) => {
    const text = HEAD + STRATEGY + controller(method);
    expect(tools(text)).toMatchObject([{ how: 'server', reason: expect.stringContaining(reason) }]);
    const { 'index.ts': once } = rewrite(text);
    expect(once).toContain("new McpStrategy({ name: 's', serverMutator: withAccounts });");
    expect(once).toContain(controller(method));
    expect(rewrite({ 'index.ts': once as string })['index.ts']).toBe(once);
  });

  it('has a class of arguments in a project with pipes, which drop what the class does not declare', () => {
    const dto = 'class Dto { q = ""; }\n';
    const text = HEAD + STRATEGY + dto + controller('async find(@Payload() args: Dto) {}');
    expect(tools(text)).toMatchObject([IN_SOURCE]);
    expect(tools({ 'a.ts': text, 'main.ts': 'app.useGlobalPipes(new ValidationPipe());\n' })).toMatchObject([
      { how: 'server', reason: expect.stringContaining('a class') },
    ]);
  });

  it.each([
    ['of another library', "{ parameters: type({ q: 'string' }) }", 'neither a literal shape'],
    ['as JSON Schema', "{ parameters: { type: 'object' } }", 'JSON Schema'],
    ['in parts from elsewhere', '{ ...base }', 'may come from another object'],
    ['in options that are made', 'options()', 'not a literal that can be found'],
  ])('has a schema %s', (_, options, reason) => {
    expect(tools(HEAD + STRATEGY + controller('async find() {}', options))).toMatchObject([
      { how: 'server', reason: expect.stringContaining(reason) },
    ]);
  });

  const OPAQUE = controller('async find() {}', 'options()');

  it.each([
    ['forRoot', "McpModule.forRoot({ name: 's' })", "McpModule.forRoot({ name: 's', serverMutator: withAccounts })"],
    [
      'forRootAsync',
      "McpModule.forRootAsync({ useFactory: () => ({ name: 's' }) })",
      "({ name: 's', serverMutator: withAccounts })",
    ],
    [
      'a mutator of its own',
      'new McpStrategy({ serverMutator: (server) => traced(server) })',
      '{ serverMutator: (server) => withAccounts(((server) => traced(server))(server)) }',
    ],
  ])('reaches the servers of %s', (_, made, expected) => {
    const head = HEAD.replace('McpStrategy', 'McpModule, McpStrategy');
    const { 'index.ts': once } = rewrite(`${head}export const mcp = ${made};\n${OPAQUE}`);
    expect(once).toContain(expected);
    expect(rewrite({ 'index.ts': once as string })['index.ts']).toBe(once);
  });

  it('is left to a person where the servers cannot be found, or not all of them', () => {
    const unknown = `${HEAD}const a = new McpStrategy(optionsOf('a'));\n${STRATEGY}${OPAQUE}`;
    for (const text of [HEAD + OPAQUE, unknown]) {
      expect(tools(text)).toMatchObject([{ how: 'manual', reason: expect.stringContaining('by hand') }]);
      expect(rewrite(text)['index.ts']).toBe(text);
    }
  });
});

describe('a look-alike', () => {
  it('is no tool: a decorator of another package or of the project, or no decorator at all', () => {
    const mention = "import '@rekog/mcp-nest';\n";
    const body = controller('async find() {}');
    expect(tools(mention + HEAD.replace('@rekog/mcp-nest', '@nestjs-mcp/server') + body)).toEqual([]);
    expect(tools(`${mention}import { z } from 'zod';\nconst Tool = (options: object) => () => {};\n${body}`)).toEqual(
      [],
    );
    expect(tools(`${HEAD}class A { @Resource({ name: 'r' }) async r() {} find() {} }\n`)).toEqual([]);
  });

  it('keeps an excluded tool as it is', () => {
    const text = HEAD + controller('async find() {}') + controller('async other() {}').replace("'find'", "'other'");
    const leaveOut = ({ name }: { name: string }) => (name === 'other' ? 'not this one' : undefined);
    const { tools: found, files } = transform([{ path: 'index.ts', text }], { leaveOut });
    expect(found).toMatchObject([{ how: 'source' }, { how: 'excluded', reason: 'not this one' }]);
    expect(files[0]?.after.match(/@UseAccountContext/g)).toHaveLength(1);
  });
});
