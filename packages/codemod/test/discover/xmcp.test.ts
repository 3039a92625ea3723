import { describe, expect, it } from 'vitest';
import { FIELD, rewrite, tools } from '../support/tools.ts';

const MANIFEST = '{ "dependencies": { "xmcp": "1.1.3", "zod": "4.6.7" } }';
const ZOD = "import { z } from 'zod';\n";
const SCHEMA = `${ZOD}export const schema = { q: z.string() };\n`;
const IN_SOURCE = { how: 'source', reason: '' };

const inTools = (text: string, name = 'search.ts') => ({ 'package.json': MANIFEST, [`src/tools/${name}`]: text });
const body = (text: string) => rewrite(inTools(text))['src/tools/search.ts'] ?? '';

describe('a tool file of xmcp', () => {
  it('gets the parameter in its schema and its default export wrapped', () => {
    const text = body(`${SCHEMA}export default async function search({ q }) {\n  return q;\n}\n`);
    expect(text).toContain(`export const schema = { q: z.string(), ${FIELD} };`);
    expect(text).toContain('export default withAccountContext(async function search({ q }) {\n  return q;\n});\n');
  });

  it('gets a schema where it has none; its handler is called with both arguments either way', () => {
    const text = body(`${ZOD}\n// What it does\nexport default (_args, extra) => extra.requestId;\n`);
    expect(text).toContain(`export const schema = { ${FIELD} };\n\n// What it does\nexport default`);
    expect(text).toContain('export default withAccountContext((_args, extra) => extra.requestId);');
  });

  it('without any import gets its schema below those that it needs', () => {
    const text = body('export default function () {\n  return 1;\n}\n');
    expect(text.match(/^(?:import|export)[^{=(]*/gm)?.map((line) => line.trim())).toEqual([
      'import',
      'import',
      'export const schema',
      'export default withAccountContext',
    ]);
    expect(text).toContain('export default withAccountContext(function () {\n  return 1;\n});');
  });

  it('keeps a function that the file uses by its name', () => {
    const text = body(
      `${SCHEMA}export default function run() { return 1; }\nexport const twice = () => run() + run();\n`,
    );
    expect(text).toContain(
      'function run() { return 1; }\n\nexport default withAccountContext(run);\nexport const twice',
    );
    expect(text).not.toContain('export default function');
  });

  it('is wrapped in place where only itself uses its name', () => {
    const text = body(`${SCHEMA}export default function count(n) { return n ? count(n - 1) : 0; }\n`);
    expect(text).toContain('export default withAccountContext(function count(n) { return n ? count(n - 1) : 0; });');
  });

  it.each([
    ['a function by name', 'const run = async () => 1;\nexport default run;\n', 'withAccountContext(run);'],
    ['a declared function by name', 'export default run;\nfunction run() {}\n', 'withAccountContext(run);'],
    ['without semicolons', 'export default () => 1\n', 'withAccountContext(() => 1)\n'],
  ])('takes %s', (_, text, written) => {
    expect(body(SCHEMA + text)).toContain(`export default ${written}`);
  });

  it('is called as its metadata says, else as its file', () => {
    const named = `export const metadata: ToolMetadata = { name: 'find', description: '' };\n`;
    expect(tools(inTools(`${SCHEMA}${named}export default () => 1;\n`))).toMatchObject([
      { name: 'find', ...IN_SOURCE },
    ]);
    expect(tools(inTools(`${SCHEMA}export default () => 1;\n`, 'a/b/look-up.ts'))).toMatchObject([
      { name: 'look-up', file: 'src/tools/a/b/look-up.ts', line: 3, ...IN_SOURCE },
    ]);
  });

  it('is left alone by a second run, and completed after half of one', () => {
    const once = rewrite(inTools(`${SCHEMA}export default () => 1;\n`));
    expect(rewrite(once)).toEqual(once);
    expect(tools(once)).toMatchObject([{ verdict: 'already-done', ...IN_SOURCE }]);
    const half = {
      ...once,
      'src/tools/search.ts': once['src/tools/search.ts']?.replace('withAccountContext(() => 1)', '() => 1') ?? '',
    };
    expect(rewrite(half)['src/tools/search.ts']).toContain('export default withAccountContext(() => 1);');
  });

  it('shares its schema with others: the field goes in once', () => {
    const shared = { 'src/shape.ts': `${ZOD}export const Shape = { q: z.string() };\n` };
    const tool = "import { Shape } from '../shape.js';\nexport const schema = Shape;\nexport default () => 1;\n";
    const after = rewrite({ ...inTools(tool), ...shared, 'src/tools/other.ts': tool });
    expect(after['src/shape.ts']).toContain(`{ q: z.string(), ${FIELD} }`);
    expect(after['src/tools/other.ts']).toContain('export const schema = Shape;');
  });

  it.each([
    ['a schema that is made at run time', 'export const schema = make();\nexport default () => 1;\n', 'opaque-schema'],
    [
      'a schema of another kind',
      `${ZOD}export const schema = z.object({});\nexport default () => 1;\n`,
      'opaque-schema',
    ],
    ['everything from elsewhere', "export * from './parts';\nexport default () => 1;\n", 'opaque-schema'],
    ['a marked handler', `${SCHEMA}export default paid({ price: 1 }, () => 1);\n`, 'opaque-handler'],
    [
      'a function that others call with its InferSchema',
      `${SCHEMA}export default function f(a: InferSchema<typeof schema>) {}\nexport const g = () => f({ q: '' });\n`,
      'opaque-handler',
    ],
    [
      'a constant that others call with its InferSchema',
      `${SCHEMA}const f = (a: InferSchema<typeof schema>) => 1;\nexport default f;\nexport const g = () => f({ q: '' });\n`,
      'opaque-handler',
    ],
    ['another file as its handler', `${SCHEMA}export { default } from './run';\n`, 'opaque-handler'],
    [
      'an overloaded function',
      `${SCHEMA}export default function f(a: 1): 1;\nexport default function f(a: any) {}\n`,
      'opaque-handler',
    ],
  ])('with %s is left to a person', (_, text, verdict) => {
    expect(tools(inTools(text))).toMatchObject([
      { verdict, how: 'manual', reason: expect.stringContaining("withAccounts cannot wrap this library's servers") },
    ]);
    expect(body(text)).not.toContain('targetAccountId');
  });

  it('is left to a person where React renders it in the client', () => {
    expect(tools(inTools(`${SCHEMA}export default () => <b>hello</b>;\n`, 'widget.tsx'))).toMatchObject([
      { name: 'widget', how: 'manual', reason: expect.stringContaining('React') },
    ]);
  });

  it.each([
    ['without a default export', inTools('export const helper = 1;\n')],
    ['in another folder', { 'package.json': MANIFEST, 'src/prompts/p.ts': 'export default () => 1;\n' }],
    [
      'of a package that does not depend on xmcp',
      { 'package.json': '{}', 'src/tools/t.ts': 'export default () => 1;\n' },
    ],
  ])('is no file %s', (_, sources) => {
    expect(tools(sources)).toEqual([]);
  });
});
