import { describe, expect, it } from 'vitest';
import { resolveModule } from '../../src/project/resolve-module.ts';
import { withWorkspaces } from '../../src/project/workspaces.ts';
import { transform } from '../../src/transform.ts';
import { V1 } from '../support/tools.ts';

const manifest = (fields: object, path = 'packages/lib/package.json') => ({
  path,
  text: JSON.stringify({ name: '@my/lib', ...fields }),
});

const NEST_TOOL = `import { Payload } from '@nestjs/microservices';
import { Tool } from '@rekog/mcp-nest';
import { z } from 'zod';

export class Greeter {
  @Tool({ name: 'greet', parameters: z.object({ who: z.string() }) })
  async greet(@Payload() { who }: { who: string }) {
    return who;
  }
}
`;

/** The file that `specifier` means, with the given files in the package. */
function resolved(fields: object, specifier: string, ...files: string[]): string | undefined {
  const resolution = withWorkspaces({}, [manifest(fields)]);
  return resolveModule(specifier, 'app/src/index.ts', new Set(files.map((file) => `packages/lib/${file}`)), resolution);
}

describe('an import of a workspace package', () => {
  it.each([
    ['main', { main: './src/main.ts' }, '@my/lib', 'src/main.ts'],
    ['main that is built', { main: './dist/main.js' }, '@my/lib', 'src/main.ts'],
    ['module before main', { module: './src/m.ts', main: './src/main.ts' }, '@my/lib', 'src/m.ts'],
    ['no entry at all', {}, '@my/lib', 'src/index.ts'],
    ['a file of the package', {}, '@my/lib/src/deep/tool', 'src/deep/tool.ts'],
    ['exports as a text', { exports: './src/main.ts' }, '@my/lib', 'src/main.ts'],
    ['conditions', { exports: { types: './dist/a.d.ts', default: './dist/a.js' } }, '@my/lib', 'src/a.ts'],
    ['nested conditions', { exports: { '.': { import: { default: './build/a.mjs' } } } }, '@my/lib', 'src/a.mts'],
    ['alternatives', { exports: { '.': ['./nothing.js', './src/a.ts'] } }, '@my/lib', 'src/a.ts'],
    ['a subpath', { exports: { './tools': './dist/tools/index.js' } }, '@my/lib/tools', 'src/tools/index.ts'],
    ['a pattern', { exports: { './*': './src/*.ts' } }, '@my/lib/deep/tool', 'src/deep/tool.ts'],
    ['a pattern with an ending', { exports: { './*.js': './dist/*.js' } }, '@my/lib/tool.js', 'src/tool.ts'],
    ['a build of several formats', { exports: { require: './dist/cjs/a.cjs' } }, '@my/lib', 'src/a.cts'],
    ['sources beside the build', { main: 'dist/a.js' }, '@my/lib', 'a.ts'],
  ])('leads to the source: %s', (_, fields, specifier, file) => {
    expect(resolved(fields, specifier, file)).toBe(`packages/lib/${file}`);
  });

  it.each([
    ['a subpath that is not exported', { exports: { '.': './src/index.ts' } }, '@my/lib/src/secret'],
    ['a package with a longer name', {}, '@my/library'],
    ['a file that is not there', {}, '@my/lib/src/missing'],
  ])('leads nowhere: %s', (_, fields, specifier) => {
    expect(resolved(fields, specifier, 'src/index.ts', 'src/secret.ts')).toBeUndefined();
  });

  it('gives way to what tsconfig.json says', () => {
    const given = { baseUrl: 'src', paths: { '@my/lib': ['stub'] } };
    const resolution = withWorkspaces(given, [manifest({}), manifest({ name: '@my/two' }, '../two/package.json')]);
    expect(resolution.paths?.['@my/lib']).toEqual(['stub']);
    const files = new Set(['../two/src/index.ts', 'src/stub.ts']);
    expect(resolveModule('@my/lib', 'src/a.ts', files, resolution)).toBe('src/stub.ts');
    expect(resolveModule('@my/two', 'src/a.ts', files, resolution)).toBe('../two/src/index.ts');
  });

  it.each([
    ['by its name', {}],
    ['by its name, whatever tsconfig.json says', { paths: { '@rekog/mcp-nest': ['packages/lib/src/index.ts'] } }],
    ['by its name, whatever a pattern of tsconfig.json says', { paths: { '@rekog/*': ['packages/lib/src/index.ts'] } }],
    ['by its name, with a base', { baseUrl: 'src', paths: { '*': ['../packages/lib/src/index.ts'] } }],
  ])('of a known package tells the style %s', (_, resolution) => {
    const files = [
      manifest({ name: '@rekog/mcp-nest', main: 'dist/index.js' }),
      { path: 'packages/lib/src/index.ts', text: "export * from './tool.decorator';\n" },
      { path: 'packages/lib/src/tool.decorator.ts', text: 'export const Tool = (options: object) => () => {};\n' },
      { path: 'app/package.json', text: '{"name":"app","dependencies":{"@rekog/mcp-nest":"*","zod":"4"}}' },
      { path: 'app/greet.ts', text: NEST_TOOL },
    ];
    const { tools } = transform(files, { resolution });
    expect(tools).toMatchObject([{ name: 'greet', file: 'app/greet.ts', how: 'source', verdict: 'zod-object' }]);
  });

  it.each(['', '{', '[]', 'null', '{"name": 7}', '{"name": ""}'])('is not told by a manifest like %j', (text) => {
    const given = { paths: { a: ['b'] } };
    expect(withWorkspaces(given, [{ path: 'package.json', text }])).toBe(given);
  });
});

describe('files outside of the project', () => {
  const LIB = { path: '../lib/package.json', text: '{"name":"@my/lib"}' };
  const OWN = { path: 'package.json', text: '{"name":"app"}' };
  const server = (rest = '') => `${V1}${rest}`;
  const register =
    "export function register(server: McpServer) { server.registerTool('shared', { inputSchema: { q: z.string() } }, async () => ({ content: [] })); }\n";

  it('are read, and never written', () => {
    const { tools, files } = transform([
      OWN,
      LIB,
      { path: 'index.ts', text: server("import { register } from '@my/lib';\nregister(server);\n") },
      {
        path: '../lib/src/index.ts',
        text: `// @mcp-multi-account TODO(x): old\n${V1.replace(/const.*\n/, '')}${register}`,
      },
    ]);
    expect(tools).toMatchObject([{ name: 'shared', file: '../lib/src/index.ts', how: 'server' }]);
    expect(tools[0]?.reason).toContain('../lib/src/index.ts lies outside');
    expect(files.map(({ path }) => path)).toEqual(['index.ts', 'package.json']);
  });

  it('that nothing imports do not count, whatever is in them', () => {
    const unused = { path: '../lib/src/other.ts', text: `${V1}${register}const = ;` };
    const own = { path: 'index.ts', text: server("server.tool('own', async () => ({ content: [] }));\n") };
    expect(transform([OWN, LIB, own, unused]).tools.map(({ name }) => name)).toEqual(['own']);
  });

  it('that do not parse stop nothing', () => {
    const broken = { path: '../lib/src/index.ts', text: `${V1}const = ;` };
    const own = {
      path: 'index.ts',
      text: server("import '@my/lib';\nserver.tool('own', async () => ({ content: [] }));\n"),
    };
    expect(transform([OWN, LIB, own, broken]).tools).toMatchObject([{ name: 'own', how: 'source' }]);
  });

  it('may make the server: then its tools without a schema that can be changed are left to a person', () => {
    const lib = `${V1.replace('const server', 'export const server')}`;
    const { tools } = transform([
      OWN,
      LIB,
      { path: '../lib/src/index.ts', text: lib },
      {
        path: 'index.ts',
        text: "import { server } from '@my/lib';\nserver.registerTool('a', make(), async () => ({ content: [] }));\n",
      },
    ]);
    expect(tools).toMatchObject([{ name: 'a', how: 'manual' }]);
  });

  it('may hold AWS clients, which are reported', () => {
    const lib = "import { S3Client } from '@aws-sdk/client-s3';\nexport const s3 = new S3Client({});\n";
    const { clients, files } = transform([
      OWN,
      LIB,
      { path: '../lib/src/index.ts', text: lib },
      { path: 'index.ts', text: server("import { s3 } from '@my/lib';\nserver.tool('a', async () => s3.send());\n") },
    ]);
    expect(clients).toMatchObject([{ file: '../lib/src/index.ts', how: 'manual' }]);
    expect(files.map(({ path }) => path)).not.toContain('../lib/src/index.ts');
  });

  it('may lie at a path that the project has too', () => {
    const { files } = transform([
      OWN,
      LIB,
      { path: 'lib/src/index.ts', text: server("server.tool('own', async () => ({ content: [] }));\n") },
      { path: '../lib/src/index.ts', text: server("server.tool('theirs', async () => ({ content: [] }));\n") },
    ]);
    expect(files.map(({ path }) => path)).toEqual(['lib/src/index.ts', 'package.json']);
  });
});
