import { describe, expect, it } from 'vitest';
import { type TransformOptions, transform } from '../../src/transform.ts';
import { V1 } from '../support/tools.ts';

const HANDLER = 'async () => ({ content: [] })';
const MANIFEST = '{ "name": "server" }\n';

const tool = (name: string, fields: string) => `server.tool('${name}', { ${fields} }, ${HANDLER});\n`;

function readmeAfter(body: string, files: Readonly<Record<string, string>> = {}, options: TransformOptions = {}) {
  const all = { 'src/index.ts': V1 + body, 'package.json': MANIFEST, 'README.md': '# Server\n', ...files };
  const sources = Object.entries(all).map(([path, text]) => ({ path, text }));
  const result = transform(sources, options);
  return (path = 'README.md') => result.files.find((file) => file.path === path)?.after;
}

function exampleOf(text: string | undefined): unknown {
  const [, json] = text?.match(/```json\r?\n(.*?)```/s) ?? [];
  return json === undefined ? undefined : JSON.parse(json);
}

const example = (body: string) => exampleOf(readmeAfter(body)());
const ACCOUNT = { target_account_id: '123456789012' };

describe('the README', () => {
  it('shows a call of a tool that reads, with the fewest arguments of its own', () => {
    const body =
      tool('delete_it', '') +
      tool('getItem', 'table: z.string(), key: z.string()') +
      tool('list_items', 'table: z.string()');
    expect(example(body)).toEqual({ name: 'list_items', arguments: { table: '<table>', ...ACCOUNT } });
  });

  it('gives each required argument a value of its type, and leaves out the others', () => {
    const fields = `a: z.string().min(1), 'b-c': z.number().int().describe('x'), d: z.boolean(), e: z.enum(['x', 'y']),
      f: z.string().optional(), g: z.object({}).default({}), h: z.array(z.string()).nullish(),`;
    expect(example(tool('show', fields))).toEqual({
      name: 'show',
      arguments: { a: '<a>', 'b-c': 1, d: true, e: 'x', ...ACCOUNT },
    });
  });

  it.each([
    ['a list', 'ids: z.array(z.string())'],
    ['a number with bounds', 'n: z.number().min(5)'],
    ['a schema by name', 'who: Person'],
    ['fields from elsewhere', '...common'],
  ])('does not make up arguments: %s', (_, fields) => {
    const body = `const Person = z.object({ a: z.string() });\nconst common = { c: z.string() };\n${tool('list_them', fields)}`;
    expect(example(body)).toEqual({ name: 'list_them', arguments: ACCOUNT });
    expect(readmeAfter(body)()).toContain("Beside the tool's own arguments:");
    expect(example(body + tool('get_one', 'id: z.string()'))).toMatchObject({ name: 'get_one' });
  });

  it('calls a tool without a schema without arguments', () => {
    expect(example(`server.tool('ping', ${HANDLER});\n`)).toEqual({ name: 'ping', arguments: ACCOUNT });
  });

  it('finds the arguments of a schema that stands elsewhere', () => {
    const body = `const Shape = { bucket: z.string() };\nserver.registerTool('list', { title: 'T', inputSchema: Shape }, ${HANDLER});\n`;
    expect(example(body)).toEqual({ name: 'list', arguments: { bucket: '<bucket>', ...ACCOUNT } });
    const object = `server.registerTool('list', { inputSchema: z.object({ b: z.string() }) }, ${HANDLER});\n`;
    expect(example(object)).toEqual({ name: 'list', arguments: { b: '<b>', ...ACCOUNT } });
  });

  it('names no tool whose name is only known at run time', () => {
    const body = `for (const each of list()) server.tool(each.name, each.schema, ${HANDLER});\n`;
    expect(readmeAfter(body)()).toBeUndefined();
  });

  it('says "every tool" only where it is so', () => {
    const body = tool('list_a', '') + tool('list_b', '');
    expect(readmeAfter(body)()).toContain('Every tool takes');
    const leaveOut = ({ name }: { name: string }) => (name === 'list_b' ? 'excluded' : undefined);
    const text = readmeAfter(body, {}, { leaveOut })();
    expect(text).toContain('The tools that work in an AWS account take');
    expect(exampleOf(text)).toMatchObject({ name: 'list_a' });
  });

  it('is that of the package that has the tools, however its name is written', () => {
    const files = {
      'packages/a/package.json': MANIFEST,
      'packages/a/Readme.MD': '# A\n',
      'packages/a/src/tools.ts': V1 + tool('list_a', ''),
      'packages/b/package.json': MANIFEST,
      'packages/b/README.md': '# B\n',
      'src/index.ts': 'export {};\n',
      'docs/README.md': '# Docs\n',
    };
    const after = readmeAfter('', files);
    expect(after('packages/a/Readme.MD')).toContain('"list_a"');
    for (const other of ['README.md', 'packages/b/README.md', 'docs/README.md']) expect(after(other)).toBeUndefined();
  });

  it('is left alone on request, and by a run that changes no tool', () => {
    expect(readmeAfter(tool('list', ''), {}, { readme: false })()).toBeUndefined();
    const sources = [
      { path: 'src/index.ts', text: V1 + tool('list', '') },
      { path: 'package.json', text: MANIFEST },
    ];
    const done = transform(sources).files.map(({ path, after }) => ({ path, text: after }));
    expect(transform([...done, { path: 'README.md', text: '# Server\n' }]).files).toEqual([]);
  });

  it('has no say in how tools are covered: a name in it is no use of that name', () => {
    const body = `const Shape = { a: z.string() };\nserver.tool('list', Shape, ${HANDLER});\n`;
    const after = readmeAfter(body, { 'README.md': '# Server\n\nSee `Shape`.\n' });
    expect(after('src/index.ts')).toContain('const Shape = { a: z.string(), target_account_id');
  });
});
