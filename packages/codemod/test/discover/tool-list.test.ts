import { describe, expect, it } from 'vitest';
import { FIELD, rewrite, rewriteBody, tools, V1, V2 } from '../support/tools.ts';

const HANDLER = 'async () => ({ content: [] })';
const TOOL = `{ name: 'a', shape: { q: z.string() }, run: ${HANDLER} }`;
const OTHER = `{ name: 'b', shape: {}, run: ${HANDLER} }`;
const REGISTER = "server.tool(t.name, 'Does it', t.shape, t.run);";
const REWRITTEN = `server.tool(t.name, 'Does it', { ...t.shape, ${FIELD} }, withAccountContext(t.run));`;

const names = (found: ReturnType<typeof tools>) => found.map(({ name }) => name);

describe('tools that are registered one after the other', () => {
  it.each([
    ['an array', `const all = [${TOOL}, ${OTHER}];\nfor (const t of all) ${REGISTER}\n`],
    ['forEach', `const all = [${TOOL}, ${OTHER}];\nall.forEach((t) => { ${REGISTER} });\n`],
    ['arrays spread together', `const one = [${TOOL}];\nfor (const t of [...one, ${OTHER}]) ${REGISTER}\n`],
    [
      'concat and filter',
      `const all = [${TOOL}].concat(${OTHER}).filter(Boolean);\nfor (const t of all) ${REGISTER}\n`,
    ],
    [
      'pushes',
      `const all: any[] = [];\nall.push(${TOOL});\nall.push(...[${OTHER}]);\nfor (const t of all) ${REGISTER}\n`,
    ],
    [
      'the values of a record',
      `const all = { x: ${TOOL}, y: ${OTHER} };\nfor (const t of Object.values(all)) ${REGISTER}\n`,
    ],
    ['a set', `const all = new Set([${TOOL}, ${OTHER}]);\nfor (const t of all) ${REGISTER}\n`],
    [
      'a map',
      `const all = new Map([['a', ${TOOL}]]);\nall.set('b', ${OTHER});\nfor (const t of all.values()) ${REGISTER}\n`,
    ],
    ['a condition', `const all = [${TOOL}, ...(process.env.B ? [${OTHER}] : [])];\nfor (const t of all) ${REGISTER}\n`],
    ['a function', `function all() { const b = ${OTHER}; return [${TOOL}, b]; }\nfor (const t of all()) ${REGISTER}\n`],
    [
      'a map over definitions',
      `const all = [['a', {}], ['b', {}]].map(([name, shape]) => ({ name, shape, run: ${HANDLER} }));\nfor (const t of all) ${REGISTER}\n`,
    ],
  ])('are each listed and covered by one edit: %s', (_, body) => {
    const found = tools(V1 + body);
    expect(names(found).sort()).toEqual(['a', 'b']);
    expect(found).toMatchObject([{ how: 'source' }, { how: 'source' }]);
    expect(rewriteBody(body)).toBe(body.replace(REGISTER, REWRITTEN));
  });

  it('stand in the report where their names stand, in whichever file', () => {
    const found = tools({
      'index.ts': `${V1}import { all } from './all.js';\nfor (const t of all) ${REGISTER}`,
      'all.ts': "import a from './a.js';\nimport * as b from './b.js';\nexport const all = [a, ...Object.values(b)];",
      'a.ts': `import { z } from 'zod';\nexport default ${TOOL};`,
      'b.ts': `import { z } from 'zod';\n\nexport type B = 1;\nexport const b = ${OTHER};`,
    });
    expect(found).toEqual([
      { name: 'a', file: 'a.ts', line: 2, verdict: 'raw-shape-reference', how: 'source', reason: '' },
      { name: 'b', file: 'b.ts', line: 4, verdict: 'raw-shape-reference', how: 'source', reason: '' },
    ]);
  });

  it('take their names from keys, templates and sums', () => {
    const body = `const all = { a: ${TOOL}, 'b-c': ${OTHER} };
for (const [key, t] of Object.entries(all)) server.tool(\`x-\${key}\`, 'd', t.shape, t.run);
for (const key in all) server.tool('y-' + key, 'd', all[key].shape, all[key].run);
for (const key of Object.keys(all)) { const { shape, run } = all[key]; server.tool(key, 'd', shape, run); }
`;
    expect(names(tools(V1 + body)).sort()).toEqual(['a', 'b-c', 'x-a', 'x-b-c', 'y-a', 'y-b-c']);
    expect(rewriteBody(body)).toContain(`server.tool(key, 'd', { ...shape, ${FIELD} }, withAccountContext(run))`);
  });

  it('are listed, and left to the server, when there may be more of them', () => {
    const body = `for (const t of [${TOOL}, ...load()]) ${REGISTER}\n`;
    expect(tools(V1 + body)).toMatchObject([
      { name: 'a', verdict: 'opaque-registration', how: 'server' },
      { name: 't.name (tools known at run time)', verdict: 'opaque-registration', how: 'server' },
    ]);
    expect(rewriteBody(body)).toBe(body);
  });

  it.each([
    [
      'an empty list that is handed to somebody',
      `const all: any[] = [];\nfill(all);\nall.push(${TOOL});\nfor (const t of all) ${REGISTER}`,
    ],
    ['a list that is assigned again', `let all = [${TOOL}];\nfor (const t of all) ${REGISTER}`],
    ['a function that calls itself', `const all = (n) => all(n);\nfor (const t of all(1)) ${REGISTER}`],
    [
      'objects that are made of each other',
      `const a = { ...b };\nconst b = { ...a };\nfor (const t of [a, b]) ${REGISTER}`,
    ],
    [
      'a schema that is assigned later',
      `const all = [${TOOL}];\nall[0].shape = wrap(all[0].shape);\nfor (const t of all) ${REGISTER}`,
    ],
    [
      'a getter',
      `for (const t of [{ name: 'a', get shape() { const own = {}; return own; }, run: ${HANDLER} }]) ${REGISTER}`,
    ],
    ['a computed key', `for (const t of [{ name: 'a', [key]: {}, shape: {}, ...rest, run: ${HANDLER} }]) ${REGISTER}`],
  ])('are left to the server: %s', (_, body) => {
    expect(new Set(tools(V1 + body).map(({ how }) => how))).toEqual(new Set(['server']));
    expect(rewriteBody(body)).toBe(body);
  });

  it('count those that another file adds to an exported list', () => {
    const found = tools({
      'index.ts': `${V1}import { all } from './all.js';\nimport './b.js';\nfor (const t of all) ${REGISTER}`,
      'all.ts': `import { z } from 'zod';\nexport const all = [${TOOL}];`,
      'b.ts': `import { all } from './all.js';\nall.push({ name: 'b', run: ${HANDLER} });`,
    });
    expect(found).toMatchObject([
      { name: 'a', how: 'server' },
      { name: 'b', how: 'server', reason: 'a tool of the list has no schema' },
    ]);
  });
});

describe('schemas of a list', () => {
  const loop = (schemas: readonly string[], type = '') => {
    const list = schemas.map((schema, index) => `{ name: 't${index}', schema: ${schema}, run: ${HANDLER} }`).join(', ');
    return `interface Tool { name: string; schema: z.ZodObject; run: () => any }
interface Loose { name: string; schema: z.ZodType; run: () => any }
const all${type} = [${list}];\nfor (const t of all) server.registerTool(t.name, { inputSchema: t.schema }, t.run);\n`;
  };

  it('are extended where all of them are zod objects of one type', () => {
    const body = loop(['z.object({})', 'z.object({ q: z.string() }).strict()'], ': Tool[]');
    expect(rewriteBody(body)).toContain(`inputSchema: t.schema.extend({ ${FIELD} }) }, withAccountContext(t.run)`);
    expect(tools(V2 + body)).toMatchObject([{ verdict: 'zod-object-reference', how: 'source' }, { how: 'source' }]);
  });

  it.each([
    ['differ in kind', loop(['{}', 'z.object({})'], ': Tool[]'), 'different kinds'],
    ['are missing on a tool', loop(['{}', 'undefined']), 'has no schema'],
    [
      'have types of their own',
      loop(['z.object({ a: z.string() })', 'z.object({ b: z.string() })']),
      'no extend() in common',
    ],
    ['are declared as any schema', loop(['z.object({})', 'z.object({})'], ': Loose[]'), 'declared as z.ZodType'],
    ['are JSON Schema', loop(["{ type: 'object', properties: {} }"]), 'JSON Schema'],
    ['have refinements', loop(['z.object({}).refine(Boolean)'], ': Tool[]'), 'refinements'],
    ['are made at run time', loop(['make()']), 'cannot be found'],
    ['have the parameter in part', loop(['{ target_account_id: z.string() }', '{}']), 'take the parameter already'],
  ])('are left to the server where they %s', (_, body, reason) => {
    for (const tool of tools(V1 + body))
      expect(tool).toMatchObject({ how: 'server', reason: expect.stringContaining(reason) });
    expect(rewriteBody(body)).toBe(body);
  });

  it('may be cast, defaulted, or taken apart with .shape', () => {
    const list = "const all = [{ name: 'a', schema: z.object({}), run: async () => ({ content: [] }) }];\n";
    const rewritten = (schema: string) =>
      rewriteBody(`${list}for (const t of all) server.registerTool(t.name, { inputSchema: ${schema} }, t.run);\n`);
    expect(rewritten('t.schema as any')).toContain(`inputSchema: (t.schema as any).extend({ ${FIELD} }) }`);
    expect(rewritten('t.schema ?? z.object({})')).toContain(`(t.schema ?? z.object({})).extend({ ${FIELD} })`);
    expect(rewritten('t.schema.shape')).toContain(`{ ...t.schema.shape, ${FIELD} }`);
  });

  it('get only the handler wrapped where all of them have the parameter', () => {
    const body = loop(['{ target_account_id: z.string() }']);
    expect(rewriteBody(body)).toBe(body.replace('t.run);', 'withAccountContext(t.run));'));
  });

  it('may come in a configuration object', () => {
    const body = `for (const t of [{ name: 'a', config: { inputSchema: {} }, run: ${HANDLER} }]) server.registerTool(t.name, t.config, t.run);\n`;
    expect(rewriteBody(body)).toContain(
      `server.registerTool(t.name, { ...t.config, inputSchema: { ...t.config.inputSchema, ${FIELD} } }, withAccountContext(t.run))`,
    );
  });

  it('are not mixed with a second version of zod', () => {
    const found = tools({
      'index.ts': `${V1}for (const t of [${TOOL}]) ${REGISTER}`,
      'b.ts': "import { z } from 'zod/v3';\nimport './index.js';\n// registerTool",
    });
    expect(found).toMatchObject([
      { name: 'a', how: 'server', reason: expect.stringContaining('several versions of zod') },
    ]);
  });
});

describe('functions that register tools', () => {
  it('are known by their calls, in loops and other wrappers too', () => {
    const body = `function add(name, shape, run) { server.tool(name, 'd', shape, run); }
const addPlain = (name) => add(\`plain-\${name}\`, {}, ${HANDLER});
add('a', { q: z.string() }, ${HANDLER});
for (const name of ['b', 'c']) addPlain(name);
`;
    expect(names(tools(V1 + body)).sort()).toEqual(['a', 'plain-b', 'plain-c']);
    expect(rewriteBody(body)).toContain(`server.tool(name, 'd', { ...shape, ${FIELD} }, withAccountContext(run));`);
  });

  it('may be given to forEach', () => {
    const body = `const add = (t) => { ${REGISTER} };\nfor (const list of [[${TOOL}], [${OTHER}]]) list.forEach(add);\n`;
    expect(tools(V1 + body)).toMatchObject([
      { name: 'a', how: 'source' },
      { name: 'b', how: 'source' },
    ]);
    const unknown = `const add = (t) => { ${REGISTER} };\n[${TOOL}].forEach(add);\nload().forEach(add);\n`;
    expect(tools(V1 + unknown)).toMatchObject([{ how: 'server' }, { name: 'a', how: 'server' }]);
  });

  it.each([
    ['a loop', `function all(s: McpServer, list: any[]) { for (const t of list) { ${REGISTER} } }`],
    ['forEach', `function all(s: McpServer, list: any[]) { list.forEach((t) => { ${REGISTER} }); }`],
    ['what is taken apart', `function all(s: McpServer, { list }: any) { for (const t of list) { ${REGISTER} } }`],
  ])('may be given the list of %s', (_, declared) => {
    const given = declared.includes('{ list }') ? `{ list: [${TOOL}, ${OTHER}] }` : `[${TOOL}, ${OTHER}]`;
    const body = `${declared}\nall(server, ${given});\n`;
    expect(tools(V1 + body)).toMatchObject([
      { name: 'a', how: 'source' },
      { name: 'b', how: 'source' },
    ]);
    expect(tools(`${V1}${declared}\nall(server, load());\n`)).toMatchObject([{ verdict: 'opaque-registration' }]);
  });

  it('may be methods', () => {
    const body = `class Registrar {
  constructor(private readonly server: McpServer) {}
  private add(tool: any) { this.server.tool(tool.name, tool.shape, tool.run); }
  all() { this.add(${TOOL}); this.add(${OTHER}); }
}\n`;
    expect(tools(V1 + body)).toMatchObject([
      { name: 'a', how: 'source' },
      { name: 'b', how: 'source' },
    ]);
  });

  it.each([
    ['handed on', 'add("a", {}, run);\nexternal(add);'],
    ['called with what is only known at run time', 'for (const n of load()) add(n, {}, run);'],
    ['never called', ''],
  ])('are left to the server when they are %s', (_, calls) => {
    const body = `function add(name, shape, run) { server.tool(name, 'd', shape, run); }\n${calls}\n`;
    expect(tools(V1 + body).at(-1)).toMatchObject({ verdict: 'opaque-registration', how: 'server' });
    expect(rewriteBody(body)).toBe(body);
  });

  it('are left to the server when they are generic in the schema, or switch the type checker off', () => {
    const generic = `function add<S extends z.ZodRawShape>(name: string, shape: S, run: any) { server.tool(name, shape, lift(run)); }\nadd('a', {}, 1);`;
    const ignored = `for (const t of [${TOOL}]) server.tool(t.name, 'd', t.shape,\n  // @ts-expect-error\n  t.run);`;
    expect(tools(V1 + generic)).toMatchObject([
      { name: 'a', how: 'server', reason: expect.stringContaining('generic') },
    ]);
    expect(tools(V1 + ignored)).toMatchObject([
      { name: 'a', how: 'server', reason: expect.stringContaining('type checker') },
    ]);
  });

  it('do not count their calls in tests', () => {
    const found = tools({
      'index.ts': `${V1}export function add(name, shape, run) { server.tool(name, 'd', shape, run); }\nadd('a', {}, ${HANDLER});`,
      'test/add.test.ts': "import { add } from '../index.js';\n// registerTool\nadd('tested', {}, () => {});",
    });
    expect(names(found)).toEqual(['a']);
  });
});

describe('classes and factories of tools', () => {
  const loop = (list: string) => `for (const t of ${list}) server.tool(t.name, t.shape, t.run.bind(t));\n`;

  it.each([
    ['fields', `class A { readonly name = 'a'; shape = {}; async run() {} }\n${loop('[new A()]')}`],
    ['static fields', `class A { static name = 'a'; static shape = {}; static run() {} }\n${loop('[A]')}`],
    [
      'constructor parameters',
      `class A { shape = {}; constructor(readonly name: string) {} run() {} }\n${loop("[new A('a')]")}`,
    ],
    [
      'assignments',
      `class A { name; shape; constructor(n) { this.name = n; this.shape = {}; } run() {} }\n${loop("[new A('a')]")}`,
    ],
    [
      'getters',
      `class A { get name() { return 'a'; } get shape() { return { q: z.string() }; } run() {} }\n${loop('[new A()]')}`,
    ],
    [
      'super()',
      `class B { shape = {}; constructor(readonly name: string) {} }\nclass A extends B { constructor() { super('a'); } run() {} }\n${loop('[new A()]')}`,
    ],
    [
      'an inherited constructor',
      `class B { constructor(readonly name: string) {} }\nclass A extends B { shape = {}; run() {} }\n${loop("[new A('a')]")}`,
    ],
    ['a factory', `const tool = (name) => (shape) => ({ name, shape, run() {} });\n${loop("[tool('a')({})]")}`],
    [
      'a factory that adds to a definition',
      `const tool = (d) => ({ ...d, shape: {} });\n${loop("[tool({ name: 'a', run() {} })]")}`,
    ],
  ])('are followed through %s', (_, body) => {
    expect(tools(V1 + body)).toMatchObject([{ name: 'a', verdict: 'raw-shape-reference', how: 'source' }]);
  });

  it('register with this.tool in a class that extends the server', () => {
    const body = `class Mine extends McpServer { setUp() { this.tool('a', { q: z.string() }, ${HANDLER}); } }
class Other { tool(...given) {} setUp() { this.tool('no', { q: 1 }, ${HANDLER}); } }\n`;
    expect(names(tools(V1 + body))).toEqual(['a']);
  });
});

describe('a second run', () => {
  it('finds the same tools, all of them done', () => {
    const text = `${V1}const all = [${TOOL}, ${OTHER}];\nfor (const t of all) ${REGISTER}\n`;
    const after = rewrite(text)['index.ts'] as string;
    expect(rewrite(after)['index.ts']).toBe(after);
    expect(tools(after)).toMatchObject([
      { name: 'a', verdict: 'already-done', how: 'source' },
      { name: 'b', verdict: 'already-done', how: 'source' },
    ]);
  });
});
