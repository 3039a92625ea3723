import { describe, expect, it } from 'vitest';
import { FIELD, rewrite, rewriteBody, tools, V1 } from '../support/tools.ts';

const register = (schema: string, name = 't') =>
  `server.registerTool('${name}', { inputSchema: ${schema} }, async () => ({ content: [] }));\n`;

describe('a schema in the call', () => {
  it.each([
    ['{ q: z.string() }', `{ q: z.string(), ${FIELD} }`],
    ['{ ...paging, q: z.string() }', `{ ...paging, q: z.string(), ${FIELD} }`],
    ['z.object({ q: z.string() })', `z.object({ q: z.string(), ${FIELD} })`],
    ['z.object({})', `z.object({ ${FIELD} })`],
    ['z.object({ q: z.string() }).strict()', `z.object({ q: z.string(), ${FIELD} }).strict()`],
    [
      "z.object({ q: z.string() }).describe('d').passthrough()",
      `z.object({ q: z.string(), ${FIELD} }).describe('d').passthrough()`,
    ],
    [
      'z.object({ a: z.string() }).extend({ b: z.string() })',
      `z.object({ a: z.string() }).extend({ b: z.string(), ${FIELD} })`,
    ],
    ['z.object({ a: z.string() }).merge(Other)', `z.object({ a: z.string(), ${FIELD} }).merge(Other)`],
    ['z.object({ a: z.string() }).partial()', `z.object({ a: z.string() }).partial().extend({ ${FIELD} })`],
    ['z.object(Shape)', `z.object({ ...Shape, ${FIELD} })`],
    ['z.object(makeShape())', `z.object({ ...makeShape(), ${FIELD} })`],
    ['Base.extend({ b: z.string() })', `Base.extend({ b: z.string(), ${FIELD} })`],
    ['Base.extend(More.shape)', `Base.extend({ ...More.shape, ${FIELD} })`],
    [
      'z.object({ a: z.string() }).pick({ a: true })',
      `z.object({ a: z.string() }).pick({ a: true }).extend({ ${FIELD} })`,
    ],
    ['z.object({ a: z.string() }).required()', `z.object({ a: z.string() }).required().extend({ ${FIELD} })`],
    ['z.strictObject({ a: z.string() })', `z.strictObject({ a: z.string(), ${FIELD} })`],
    ['z.looseObject({ a: z.string() })', `z.looseObject({ a: z.string(), ${FIELD} })`],
    ['z.object({ a: z.string() }).shape', `z.object({ a: z.string(), ${FIELD} }).shape`],
    ['({ q: z.string() } as const)', `({ q: z.string(), ${FIELD} } as const)`],
    ['{ q: z.string() } satisfies Shape', `{ q: z.string(), ${FIELD} } satisfies Shape`],
  ])('%s gets the field', (schema, expected) => {
    expect(rewriteBody(register(schema))).toContain(`inputSchema: ${expected} }`);
  });

  it.each([
    ['a union', "z.discriminatedUnion('k', [A, B])"],
    ['a transformation', 'z.object({ a: z.string() }).transform((x) => x)'],
    ['an intersection', 'z.object({ a: z.string() }).and(Other)'],
    ['JSON Schema', "{ type: 'object', properties: {} }"],
    ['a function call', 'makeSchema()'],
    ['ArkType', "type({ a: 'string' })"],
    ['a conditional expression', 'strict ? A : B'],
    ['an unknown name', 'Unknown'],
  ])('is opaque when it is %s', (_, schema) => {
    const [tool] = tools(V1 + register(schema));
    expect(tool).toMatchObject({ verdict: 'opaque-schema', how: 'server' });
    expect(tool?.reason).not.toBe('');
    expect(rewriteBody(register(schema))).toBe(register(schema));
  });
});

describe('a schema in a constant', () => {
  it('is changed where it is declared, once for all tools that share it', () => {
    const body = `const S = { q: z.string() };\n${register('S', 'a')}${register('S', 'b')}`;
    const text = rewriteBody(body);
    expect(text).toContain(`const S = { q: z.string(), ${FIELD} };`);
    expect(text.split(FIELD)).toHaveLength(2);
  });

  it('is changed in the file that declares it, through aliases and re-exports', () => {
    const files = rewrite({
      'index.ts': `${V1}import { Renamed } from './barrel.js';\n${register('Renamed')}`,
      'barrel.ts': "export { Shape as Renamed } from './shapes.js';",
      'shapes.ts': "import * as zod from 'zod';\nexport const Shape = { q: zod.string() };\n",
    });
    expect(files['shapes.ts']).toContain(`{ q: zod.string(), ${FIELD.replace('z.string', 'zod.string')} }`);
    expect(files['shapes.ts']).toContain("import { targetAccountId } from '@mcp-multi-account/cred-extract';");
    expect(files['barrel.ts']).toBe("export { Shape as Renamed } from './shapes.js';");
  });

  it('may also be used as a type', () => {
    const body = `const S = z.object({ q: z.string() });\ntype Args = z.infer<typeof S>;\n${register('S')}`;
    expect(rewriteBody(body)).toContain(`const S = z.object({ q: z.string(), ${FIELD} });`);
  });

  it.each([
    ['a raw shape', '{ q: z.string() }', 'Object.keys(S)', `{ ...S, ${FIELD} }`],
    ['a zod object', 'z.object({ q: z.string() })', 'S.parse(input)', `S.extend({ ${FIELD} })`],
    ['a shape of another schema', '{ q: z.string() }', 'z.object({ ...S })', `{ ...S, ${FIELD} }`],
  ])('that is also used for something else stays: %s', (_, schema, use, expected) => {
    const text = rewriteBody(`const S = ${schema};\nconst other = ${use};\n${register('S')}`);
    expect(text).toContain(`const S = ${schema};`);
    expect(text).toContain(`inputSchema: ${expected} }`);
  });

  it('that another file reads stays, also when that file has nothing to do with MCP', () => {
    const files = rewrite({
      'index.ts': `${V1}import { Shape } from './shapes.js';\n${register('Shape')}`,
      'shapes.ts': "import { z } from 'zod';\nexport const Shape = { q: z.string() };\n",
      'form.ts': "import { Shape } from './shapes.js';\nexport const fields = Object.keys(Shape);\n",
    });
    expect(files['shapes.ts']).not.toContain('target_account_id');
    expect(files['index.ts']).toContain(`inputSchema: { ...Shape, ${FIELD} } }`);
  });

  it('with refinements that is used elsewhere is opaque: zod refuses to extend it', () => {
    const text = `${V1}const S = z.object({ q: z.string() }).refine(Boolean);\nS.parse(input);\n${register('S')}`;
    expect(tools(text)).toMatchObject([{ verdict: 'opaque-schema', how: 'server' }]);
  });

  it.each([
    ['S.pick({ a: true })', `S.pick({ a: true }).extend({ ${FIELD} })`],
    ['S.merge(T).strict()', `S.merge(T).strict().extend({ ${FIELD} })`],
    ['S.omit({ a: true }).shape', `{ ...S.omit({ a: true }).shape, ${FIELD} }`],
  ])('that a schema is derived from stays, and the derived one is extended: %s', (schema, expected) => {
    const text = rewriteBody(`const S = z.object({ a: z.string() });\n${register(schema)}`);
    expect(text).toContain('const S = z.object({ a: z.string() });');
    expect(text).toContain(`inputSchema: ${expected} }`);
  });

  it('with refinements is opaque with zod 3, whose SDKs list no field of it', () => {
    const schema = register('z.object({ a: z.string() }).refine(Boolean)');
    expect(tools(V1.replace("'zod'", "'zod/v3'") + schema)).toMatchObject([
      { verdict: 'opaque-schema', how: 'server' },
    ]);
    expect(tools(V1 + schema)).toMatchObject([{ verdict: 'zod-object', how: 'source' }]);
  });

  it('is reached through its shape by a copy', () => {
    const text = rewriteBody(`const S = z.object({ q: z.string() });\n${register('S.shape')}`);
    expect(text).toContain(`inputSchema: { ...S.shape, ${FIELD} } }`);
  });

  it('in a configuration that other code reads is left to withAccounts', () => {
    const text = `${V1}const config = { inputSchema: { q: z.string() } };\nserver.registerTool('t', config, async () => ({ content: [] }));\nshow(config.inputSchema);\n`;
    expect(tools(text)).toMatchObject([{ verdict: 'opaque-schema', how: 'server' }]);
  });

  it.each([
    ['{ q: z.ZodString }', '{ q: z.string() }', `{ ...S, ${FIELD} }`],
    ['z.ZodObject<{ q: z.ZodString }>', 'z.object({ q: z.string() })', `S.extend({ ${FIELD} })`],
  ])('that is declared as %s keeps to its type', (type, schema, expected) => {
    const text = rewriteBody(`const S: ${type} = ${schema};\n${register('S')}`);
    expect(text).toContain(`const S: ${type} = ${schema};`);
    expect(text).toContain(`inputSchema: ${expected} }`);
  });

  it.each([
    ['z.ZodRawShape', '{ q: z.string() }'],
    ['z.ZodType<Args>', 'z.object({ q: z.string() })'],
  ])('that is declared as %s, which allows more fields, gets one', (type, schema) => {
    const text = rewriteBody(`const S: ${type} = ${schema};\n${register('S')}`);
    expect(text).toContain(`z.string(), ${FIELD} }`);
  });

  it('in a call that spells out its type arguments is left alone: they name every field', () => {
    const text = `${V1}server.registerTool<{ q: z.ZodString }>('t', { inputSchema: { q: z.string() } }, async () => x);\n`;
    expect(tools(text)).toMatchObject([
      { verdict: 'opaque-schema', how: 'server', reason: expect.stringContaining('types') },
    ]);
  });

  it('that is a variable proves nothing', () => {
    const text = `${V1}let S = { q: z.string() };\nS = other;\n${register('S')}`;
    expect(tools(text)).toMatchObject([{ verdict: 'opaque-schema', how: 'server' }]);
  });

  it('that is defined through itself ends in a verdict', () => {
    expect(tools(`${V1}const A = B;\nconst B = A;\n${register('A')}`)).toMatchObject([{ verdict: 'opaque-schema' }]);
  });
});
