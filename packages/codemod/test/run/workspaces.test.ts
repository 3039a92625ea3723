import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { cli, folder, read, write } from '../support/run-folder.ts';
import { V1 } from '../support/tools.ts';

const CONTEXT = `import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
export interface Context { add<S>(name: string, config: Config<S>, run: Run<S>): void }
export function createContext(server: McpServer): Context {
  return { add<S>(name: string, config: Config<S>, run: Run<S>) { server.registerTool(name, config, run); } };
}
`;
const TOOLS = `import { z } from 'zod';
import type { Context } from '@my/context';
export function register(context: Context) {
  context.add('list', { inputSchema: { q: z.string() } }, async ({ q }) => ({ content: [] }));
}
`;
const APP = {
  'apps/one/package.json': '{"name":"one","dependencies":{"@my/context":"workspace:*"}}',
  'apps/one/src/tools.ts': TOOLS,
};
const LIB = {
  'packages/context/package.json': '{"name":"@my/context","main":"dist/index.js"}',
  'packages/context/src/index.ts': CONTEXT,
};

const found = async (at: string, ...given: string[]) => {
  const { stdout, stderr } = await runCli(folder, ['run', at, '--dry-run', '--json', ...given]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout).tools.map(({ name, file, how }: Record<string, string>) => `${file} ${name}: ${how}`);
};

describe('an app of a workspace', () => {
  it.each([
    ['npm and yarn', { 'package.json': '{"workspaces":["apps/*","packages/*"]}' }],
    ['yarn 1', { 'package.json': '{"workspaces":{"packages":["./apps/*","./packages/*/"]}}' }],
    [
      'pnpm',
      { 'pnpm-workspace.yaml': '# all\npackages:\n  - \'apps/*\' # servers\n  - "packages/*"\n\ncatalog:\n  zod: 4\n' },
    ],
    ['pnpm, as it is written elsewhere', { 'pnpm-workspace.yaml': 'packages:\n- apps/**\n- packages/context\n' }],
    ['folders of any depth', { 'package.json': '{"workspaces":["**"]}' }],
  ])('is understood with the sources of the packages that it depends on: %s', async (_, workspace) => {
    await write({ ...workspace, ...APP, ...LIB });
    expect(await found('apps/one')).toEqual(['src/tools.ts list: source']);
  });

  it('is changed, and the packages are not', async () => {
    await write({ 'package.json': '{"workspaces":["apps/*","packages/*"]}', ...APP, ...LIB });
    expect((await cli('apps/one')).code).toBe(0);
    expect(await read('apps/one/src/tools.ts')).toContain('target_account_id');
    expect(await read('apps/one/package.json')).toContain('@mcp-multi-account/cred-extract');
    expect(await read('packages/context/src/index.ts')).toBe(CONTEXT);
    expect(await read('packages/context/package.json')).toBe(LIB['packages/context/package.json']);
  });

  it('is found from the root of the repository, too', async () => {
    await write({ 'package.json': '{"name":"root","workspaces":["apps/*","packages/*"]}', ...APP, ...LIB });
    expect(await found('.')).toEqual(['apps/one/src/tools.ts list: source']);
  });

  it('may depend on a package through another', async () => {
    await write({
      'package.json': '{"workspaces":["apps/*","packages/*"]}',
      ...APP,
      'packages/context/package.json': '{"name":"@my/context","dependencies":{"@my/core":"*"}}',
      'packages/context/src/index.ts': "export * from '@my/core';\n",
      'packages/core/package.json': '{"name":"@my/core","exports":{".":{"default":"./lib/main.js"}}}',
      'packages/core/src/main.ts': CONTEXT,
    });
    expect(await found('apps/one')).toEqual(['src/tools.ts list: source']);
  });

  it('does not look into packages that it does not depend on', async () => {
    await write({
      'package.json': '{"workspaces":["apps/*","packages/*"]}',
      'apps/one/package.json': '{"name":"one"}',
      'apps/one/index.ts': `${V1}server.tool('own', async () => ({ content: [] }));\n`,
      'packages/broken/package.json': '{"name":"@my/broken"}',
      'packages/broken/index.ts': `${V1}const = ;\n`,
    });
    expect(await found('apps/one')).toEqual(['index.ts own: source']);
  });

  it('has nothing of the library that it is an example of, in its workspace', async () => {
    await write({
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n  - examples/*\n',
      'examples/one/package.json': '{"name":"one","dependencies":{"xmcp":"workspace:*","zod":"^4"}}',
      'examples/one/src/tools/ping.ts':
        "import { type ToolMetadata } from 'xmcp';\nexport default async () => 'pong';\n",
      'packages/xmcp/package.json': '{"name":"xmcp","main":"dist/index.js"}',
      'packages/xmcp/src/index.ts': `${V1}import { z } from 'zod/v3';\nserver.tool('own', { q: z.string() }, run);\n`,
    });
    expect(await found('examples/one')).toEqual(['src/tools/ping.ts ping: source']);
  });

  it.each([
    ['a workspace that leaves the package out', { 'package.json': '{"workspaces":["apps/*","packages/context2"]}' }],
    ['no workspace', {}],
    ['a manifest that is none', { 'package.json': '[' }],
    ['workspaces of another kind', { 'package.json': '{"workspaces":7}' }],
    ['an empty list', { 'pnpm-workspace.yaml': 'packages: []\n' }],
  ])('has no tools that can be told with %s', async (_, workspace) => {
    await write({ ...workspace, ...APP, ...LIB });
    const { code, stderr } = await cli('apps/one', '--dry-run');
    expect(code).toBe(2);
    expect(stderr).toContain('No MCP tools found');
  });
});

describe('path aliases', () => {
  const alias = (files: Record<string, string>) => ({
    'package.json': '{"name":"s"}',
    'src/index.ts': `${V1}import { Shape } from '~/shape';\nserver.registerTool('a', { inputSchema: Shape }, async () => ({ content: [] }));\n`,
    'src/shape.ts': "import { z } from 'zod';\nexport const Shape = z.object({ q: z.string() });\n",
    ...files,
  });
  const PATHS = '{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }';

  it.each([
    ['the file itself, with comments', { 'tsconfig.json': `// aliases\n${PATHS}` }],
    ['a file that it extends', { 'tsconfig.json': '{ "extends": "./base.json" }', 'base.json': PATHS }],
    ['a file without its ending', { 'tsconfig.json': '{ "extends": "./base" }', 'base.json': PATHS }],
    [
      'a file in another folder, relative to that',
      {
        'tsconfig.json': '{ "extends": "./config/base.json" }',
        'config/base.json': '{ "compilerOptions": { "baseUrl": "..", "paths": { "~/*": ["src/*"] } } }',
      },
    ],
    [
      'the last of several',
      {
        'tsconfig.json': '{ "extends": ["./one.json", "./two.json"] }',
        'one.json': '{ "compilerOptions": { "paths": { "~/*": ["./nothing/*"] } } }',
        'two.json': PATHS,
      },
    ],
    [
      'a chain',
      { 'tsconfig.json': '{ "extends": "./one.json" }', 'one.json': '{ "extends": "./two.json" }', 'two.json': PATHS },
    ],
    [
      'a package',
      {
        'tsconfig.json': '{ "extends": "@my/tsconfig/base.json" }',
        'node_modules/@my/tsconfig/package.json': '{ "name": "@my/tsconfig" }',
        'node_modules/@my/tsconfig/base.json':
          '{ "compilerOptions": { "baseUrl": "../../..", "paths": { "~/*": ["src/*"] } } }',
      },
    ],
    [
      'itself, which wins over what it extends',
      {
        'tsconfig.json': PATHS.replace('{', '{ "extends": "./base.json",'),
        'base.json': '{ "compilerOptions": { "paths": { "~/*": ["./nothing/*"] } } }',
      },
    ],
    [
      'a circle',
      {
        'tsconfig.json': PATHS.replace('{', '{ "extends": "./base.json",'),
        'base.json': '{ "extends": "./tsconfig.json" }',
      },
    ],
  ])('are those of %s', async (_, files) => {
    await write(alias(files));
    expect((await cli('.')).code).toBe(0);
    expect(await read('src/shape.ts')).toContain('target_account_id');
  });

  it.each([
    ['a file that is missing', '{ "extends": "./nothing.json" }'],
    ['a package that is not installed', '{ "extends": "@my/nothing" }'],
    ['something that is no text', '{ "extends": 7 }'],
    ['paths that are none', '{ "compilerOptions": { "paths": { "~/*": "src/*" } } }'],
    ['no JSON', '{ "extends'],
  ])('are none with %s, and the run goes on', async (_, tsconfig) => {
    await write(alias({ 'tsconfig.json': tsconfig }));
    expect(await found('.')).toEqual(['src/index.ts a: server']);
  });
});
