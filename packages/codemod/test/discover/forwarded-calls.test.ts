import { describe, expect, it } from 'vitest';
import { FIELD, rewrite, rewriteBody, tools, V1 } from '../support/tools.ts';

const HANDLER = 'async ({ q }) => ({ content: [] })';
const CALLS = `add('one', { q: z.string() }, ${HANDLER});\nadd('two', { q: z.number() }, ${HANDLER});\n`;
const GENERIC = 'function add<S extends z.ZodRawShape>(name: string, shape: S, run: Run<S>) {';

const wrapper = (body: string, head = GENERIC) => `${head} ${body} }\n`;
const hows = (found: ReturnType<typeof tools>) => found.map(({ name, how }) => `${name}: ${how}`);
const reasons = (found: ReturnType<typeof tools>) => [...new Set(found.map(({ reason }) => reason))];
const covered = (body: string) => hows(tools(V1 + body + CALLS));

describe('the calls of a generic function that registers tools', () => {
  it('each get the parameter and the wrapper, and the function stays as it is', () => {
    const body = wrapper('server.registerTool(name, { inputSchema: shape }, run);');
    expect(rewriteBody(body + CALLS)).toBe(
      body +
        `add('one', { q: z.string(), ${FIELD} }, withAccountContext(${HANDLER}));\n` +
        `add('two', { q: z.number(), ${FIELD} }, withAccountContext(${HANDLER}));\n`,
    );
  });

  it.each([
    ['z.object', 'server.registerTool(name, { inputSchema: z.object(shape) }, run);'],
    ['strict', 'server.registerTool(name, { inputSchema: z.object(shape).strict() }, run);'],
    ['a spread', 'server.registerTool(name, { inputSchema: { ...shape, extra: z.string() } }, run);'],
    ['tool()', "server.tool(name, 'Does it', shape, run);"],
    ['a constant', 'const inputSchema = z.object(shape); server.registerTool(name, { inputSchema }, run);'],
    [
      'a condition',
      'const inputSchema = big ? z.object(shape).extend({ n: z.number() }) : z.object(shape); server.registerTool(name, { inputSchema }, run);',
    ],
    [
      'a function that runs it',
      'server.registerTool(name, { inputSchema: shape }, timed(run)); function timed(f: any) { return async (...all: unknown[]) => { const r = await f(...all); log(r); return r; }; }',
    ],
    [
      'a function that gives it more',
      'server.registerTool(name, { inputSchema: shape }, withTeam(run)); function withTeam(f: any) { return async (args: any, ctx: any) => f(args as any, 7, ctx); }',
    ],
  ])('are followed through %s', (_, body) => {
    expect(covered(wrapper(body))).toEqual(['one: source', 'two: source']);
  });

  it('keep the handler that the function itself has, wrapped once', () => {
    const inner = 'async (args) => text(await run({ ...args, team }))';
    const after = rewriteBody(
      wrapper(`server.registerTool(name, { inputSchema: z.object(shape) }, ${inner});`) + CALLS,
    );
    expect(after).toContain(`withAccountContext(${inner})`);
    expect(after.match(/withAccountContext/g)).toHaveLength(1);
    expect(after).toContain(`add('two', { q: z.number(), ${FIELD} }, ${HANDLER});`);
  });

  it.each([
    [
      'a schema with fields picked',
      'server.registerTool(name, { inputSchema: z.object(shape).pick({ q: true }) }, run);',
    ],
    ['a schema that something makes', 'server.registerTool(name, { inputSchema: convert(shape) }, run);'],
    [
      'two schemas',
      'const s = big ? z.object(shape) : z.object(other); server.registerTool(name, { inputSchema: s }, run);',
    ],
    [
      'an answer that is changed',
      'server.registerTool(name, { inputSchema: shape }, lift(run)); function lift(f: any) { return async (args: any) => text(await f(args)); }',
    ],
    [
      'other arguments',
      'server.registerTool(name, { inputSchema: shape }, pick(run)); function pick(f: any) { return async (args: any) => f(args.q); }',
    ],
    [
      'a handler that is called twice',
      'server.registerTool(name, { inputSchema: shape }, twice(run)); function twice(f: any) { return async (a: any) => { await f(a); return f(a); }; }',
    ],
    ['a name of its own', 'server.registerTool(prefix() + name, { inputSchema: shape }, run);'],
  ])('are left to the server with %s', (_, body) => {
    expect(covered(wrapper(body)).filter((line) => line.endsWith('source'))).toEqual([]);
    expect(covered(wrapper(body)).every((line) => line.endsWith('server'))).toBe(true);
  });

  it('are left to the server where code around the handler may reach AWS, in its file or another', () => {
    const timed =
      'export function timed(f: any) { return async (...all: unknown[]) => { await log(); return f(...all); }; }\n';
    const around = wrapper('server.registerTool(name, { inputSchema: shape }, timed(run));');
    const found = (time: string, log: string) =>
      tools({
        'index.ts': `import { timed } from './time.js';\n${V1}${around}${CALLS}`,
        'time.ts': `import { log } from './log.js';\n${time}${timed}`,
        'log.ts': log,
      });
    const aws = "import { S3Client } from '@aws-sdk/client-s3';\n";
    const log = 'export async function log() {}\n';
    expect(hows(found('', log))).toEqual(['one: source', 'two: source']);
    expect(hows(found(aws, log))).toEqual(['one: server', 'two: server']);
    expect(hows(found('', aws + log))).toEqual(['one: server', 'two: server']);
  });

  it('are covered where AWS is only reached by other code than that around the handler', () => {
    const body = wrapper('server.registerTool(name, { inputSchema: shape }, run);');
    const found = tools(`import { S3Client } from '@aws-sdk/client-s3';\n${V1}${body}${CALLS}`);
    expect(hows(found)).toEqual(['one: source', 'two: source']);
  });

  it('are left to the server where somebody else is given the function', () => {
    const body = wrapper('server.registerTool(name, { inputSchema: shape }, run);');
    const found = tools(`${V1}${body}${CALLS}plugins.load(add);\n`);
    expect(hows(found)).toEqual(['name (tools known at run time): server', 'one: server', 'two: server']);
  });

  it('are one reason each: a call whose schema cannot be changed leaves the others alone', () => {
    const body = wrapper('server.registerTool(name, { inputSchema: shape }, run);');
    const found = tools(`${V1}${body}${CALLS}add('three', makeShape(), ${HANDLER});\n`);
    expect(hows(found)).toEqual(['one: source', 'two: source', 'three: server']);
    expect(reasons(found)[1]).toContain('makeShape()');
  });

  it('that nobody makes leave the function to the server: its types would not fit', () => {
    const body = wrapper('server.registerTool(name, { inputSchema: z.object(shape) }, async (args) => run(args));');
    expect(tools(`${V1}export ${body}`)).toMatchObject([{ how: 'server', reason: expect.stringContaining('generic') }]);
  });

  it('may have their arguments in one object', () => {
    const head =
      'function add<S extends z.ZodRawShape>({ name, schema, run }: { name: string; schema: S; run: Run<S> }) {';
    const body = wrapper('server.registerTool(name, { inputSchema: z.object(schema) }, run);', head);
    const call = (schema: string, run: string) => `add({ run: ${run}, name: 'one', schema: ${schema} });\n`;
    expect(rewriteBody(body + call('{ q: z.string() }', HANDLER))).toBe(
      body + call(`{ q: z.string(), ${FIELD} }`, `withAccountContext(${HANDLER})`),
    );
  });

  it('without a schema are left to the server, unless the whole configuration goes through', () => {
    const head = 'function add<S>(name: string, config: Config<S>, run: Run<S>) {';
    const through = wrapper('server.registerTool(name, config, run);', head);
    const taken = wrapper('server.registerTool(name, { inputSchema: config.inputSchema }, run);', head);
    const call = `add('one', { description: 'Does it' }, async () => ({ content: [] }));\n`;
    expect(hows(tools(V1 + taken + call))).toEqual(['one: server']);
    expect(rewriteBody(through + call)).toContain(`{ description: 'Does it', inputSchema: { ${FIELD} } }`);
  });

  it('are found by a second run, which changes nothing', () => {
    const source = V1 + wrapper('server.registerTool(name, { inputSchema: shape }, run);') + CALLS;
    const once = rewrite(source);
    expect(rewrite(once)).toEqual(once);
    expect(tools(once).map(({ verdict }) => verdict)).toEqual(['already-done', 'already-done']);
  });
});

describe('tools that are registered with an object', () => {
  const files = (context: string, use: string) => ({
    'context.ts': `${V1}${context}`,
    'tools.ts': `import { z } from 'zod';\nimport type { Context } from './context.js';\n${use}`,
    'index.ts': "import './context.js';\nimport './tools.js';\n",
  });
  const INTERFACE = 'export interface Context { addTool: <S>(name: string, config: Config<S>, run: Run<S>) => void }\n';
  const ADD =
    'const addTool = <S>(name: string, config: Config<S>, run: Run<S>) => server.registerTool(name, config, run);';
  const USE = `export function register(context: Context) {\n  context.addTool('one', { inputSchema: { q: z.string() } }, ${HANDLER});\n}\n`;
  const AFTER = USE.replace('z.string()', `z.string(), ${FIELD}`).replace(HANDLER, `withAccountContext(${HANDLER})`);

  it.each([
    ['a function that returns the interface', `export function create(): Context { ${ADD} return { addTool }; }\n`],
    ['a promise of it', `export async function create(): Promise<Context> { ${ADD} return { addTool }; }\n`],
    ['an arrow function', `${ADD}\nexport const create = (): Context => ({ addTool });\n`],
    ['an annotated constant', `${ADD}\nexport const context: Context = { addTool };\n`],
    ['a constant that satisfies it', `${ADD}\nexport const context = { addTool: addTool } satisfies Context;\n`],
    [
      'a method',
      'export const context: Context = { addTool<S>(name: string, config: Config<S>, run: Run<S>) { server.registerTool(name, config, run); } };\n',
    ],
    [
      'a class',
      'export class Real implements Context { addTool<S>(name: string, config: Config<S>, run: Run<S>) { server.registerTool(name, config, run); } }\n',
    ],
  ])('are found where the interface is made by %s', (_, code) => {
    const after = rewrite(files(INTERFACE + code, USE));
    expect(after['tools.ts']).toContain(AFTER.split('\n')[1]);
    expect(after['context.ts']).toBe(files(INTERFACE + code, USE)['context.ts']);
  });

  it('are found through interfaces that extend one another, and type aliases', () => {
    const types = `${INTERFACE.replace('Context', 'Base')}export interface Context extends Base { more: string }\n`;
    const code = `export type Made = Readonly<Context>;\nexport function create(): Made { ${ADD} return { addTool, more: '' }; }\n`;
    expect(hows(tools(files(types + code, USE)))).toEqual(['one: source']);
  });

  it('are not taken for tools where another object is called that way', () => {
    const code = `export function create(): Context { ${ADD} return { addTool }; }\n`;
    const other = `${USE}interface Menu { addTool(name: string, config: object, run: unknown): void }\nexport function menu(menu: Menu) { menu.addTool('no', { inputSchema: { q: z.string() } }, ${HANDLER}); }\n`;
    expect(hows(tools(files(INTERFACE + code, other)))).toEqual(['one: source']);
  });

  it('are followed through one wrapper into the next', () => {
    const types =
      'export interface Context { add: <S>(name: string, config: Config<S>, run: Run<S>) => void; addTeam<S>(name: string, config: { inputSchema: S }, run: TeamRun<S>): void }\n';
    const code = `export function create(team: string): Context {
  const add = <S>(name: string, config: Config<S>, run: Run<S>) => server.registerTool(name, config, run);
  return { add, addTeam<S>(name: string, config: { inputSchema: S }, run: TeamRun<S>) { add(name, { ...config, inputSchema: config.inputSchema }, forTeam(run)); } };
  function forTeam(run: any) { return async (args: any, ctx: any) => { return run(args, team, ctx); }; }
}
`;
    const use = `export function register(context: Context) {\n  context.addTeam('one', { inputSchema: z.object({ q: z.string() }) }, ${HANDLER});\n}\n`;
    const after = rewrite(files(types + code, use));
    expect(after['tools.ts']).toContain(`{ q: z.string(), ${FIELD} }`);
    expect(after['tools.ts']).toContain(`withAccountContext(${HANDLER})`);
    expect(after['context.ts']).not.toContain('withAccount');
  });
});
