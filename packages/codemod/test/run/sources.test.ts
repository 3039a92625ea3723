import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLIENT, cli, folder, git, read, SERVER, tool, write } from '../support/run-folder.ts';
import { V1 } from '../support/tools.ts';

describe('what run looks into', () => {
  const paths = async (...given: string[]) => {
    const { tools } = JSON.parse((await cli(...given, '--dry-run', '--json')).stdout);
    return tools.map(({ file }: { file: string }) => file);
  };

  it('respects .gitignore, nested ones and exceptions too', async () => {
    await write({
      '.gitignore': '/generated/\n*.local.ts\n!keep.local.ts\n',
      'index.ts': SERVER.split('\n').slice(0, 4).join('\n'),
      'a.local.ts': SERVER,
      'keep.local.ts': V1 + tool('kept'),
      'generated/a.ts': SERVER,
      'packages/generated/a.ts': V1 + tool('deep'),
      'packages/.gitignore': 'old/\n!*.local.ts\n',
      'packages/old/a.ts': SERVER,
      'packages/b.local.ts': V1 + tool('again'),
    });
    git('init', '--quiet');
    expect(await paths()).toEqual(['index.ts', 'keep.local.ts', 'packages/b.local.ts', 'packages/generated/a.ts']);
  });

  it('agrees with git on every file of a tree with many patterns', async () => {
    const patterns = [
      '*.tmp.ts',
      '/top.ts',
      'sub/',
      '!sub/',
      'a/**/z.ts',
      'b/*',
      '!b/keep.ts',
      '**/deep/',
      'x[0-9].ts',
      '\\#odd.ts',
      'c/d',
    ];
    const files = [
      'top.ts',
      'a/top.ts',
      'sub/a.ts',
      'a/z.ts',
      'a/m/z.ts',
      'a/m/n/z.ts',
      'b/no.ts',
      'b/keep.ts',
      'q/deep/a.ts',
      'x1.ts',
      'xx.ts',
      '#odd.ts',
      'c/d.ts',
      'c/d/e.ts',
      'n.tmp.ts',
    ];
    await write({
      ...Object.fromEntries(files.map((path) => [path, V1 + tool('t')])),
      '.gitignore': patterns.join('\n'),
    });
    await write({ 'a/.gitignore': '!m/\n!z.ts\nm/n\n' });
    git('init', '--quiet');
    const expected = git('ls-files', '--cached', '--others', '--exclude-standard')
      .split('\n')
      .filter((path) => path.endsWith('.ts'));
    expect((await paths()).sort()).toEqual(expected.map((path) => path.replaceAll('"', '')).sort());
  });

  it('respects the .gitignore above the path, but not for a path that somebody names', async () => {
    await write({
      '.gitignore': 'ignored/\n*.skip.ts\n',
      'server/a.skip.ts': SERVER,
      'server/b.ts': V1 + tool('b'),
      'ignored/c.ts': V1 + tool('c'),
    });
    git('init', '--quiet');
    expect(await paths('server')).toEqual(['b.ts']);
    expect(await paths('ignored')).toEqual(['c.ts']);
  });

  it('respects .gitignore outside of a repository', async () => {
    await write({ '.gitignore': 'old/\n', 'old/a.ts': SERVER, 'b.ts': V1 + tool('b') });
    expect(await paths()).toEqual(['b.ts']);
  });

  it('says that it skips build output and generated files, unless git ignores them', async () => {
    await write({
      '.gitignore': 'build/\n',
      'index.ts': V1 + tool('a'),
      'dist/index.js': SERVER,
      'build/index.js': SERVER,
      'gen.ts': `// @generated\n${CLIENT}`,
    });
    git('init', '--quiet');
    const { stdout } = await cli('--dry-run');
    expect(stdout).toContain('Not changed:\n  dist/  build output\n  gen.ts  generated file\n');
    expect(JSON.parse((await cli('--dry-run', '--json')).stdout).skipped).toEqual([
      { path: 'dist/', reason: 'build output' },
      { path: 'gen.ts', reason: 'generated file' },
    ]);
  });

  it('reads a folder among the sources that only sounds like build output', async () => {
    await write({ 'package.json': '{}\n', 'src/tools/build/a.ts': V1 + tool('a'), 'build/a.ts': SERVER });
    expect(await paths()).toEqual(['src/tools/build/a.ts']);
    expect(await paths('src')).toEqual(['tools/build/a.ts']);
    await write({ 'src/server/dist/a.ts': SERVER, 'src/server/b.ts': V1 + tool('b') });
    expect(await paths('src/server')).toEqual(['b.ts']);
  });

  it('tells upper case from lower case in .gitignore, as git does', async () => {
    await write({ '.gitignore': 'Server/\n', 'server/a.ts': V1 + tool('a') });
    git('init', '--quiet');
    git('config', 'core.ignorecase', 'false');
    expect(await paths()).toEqual(['server/a.ts']);
  });

  it('survives a .gitignore that makes no sense', async () => {
    await write({ '.gitignore': '\\\n[\n!\n**\\\n[z-a]\n\0\n/\n  \n(\n', 'a.ts': V1 + tool('a') });
    expect(await paths()).toEqual(['a.ts']);
  });

  it('does not follow links', async () => {
    await write({ 'index.ts': V1 + tool('a'), 'elsewhere/x.ts': SERVER });
    await mkdir(join(folder, 'src'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'src/linked'));
    await symlink(join(folder, 'src'), join(folder, 'src/loop'));
    await symlink(join(folder, 'elsewhere/x.ts'), join(folder, 'src/x.ts'));
    await symlink('nowhere', join(folder, 'src/dangling.ts'));
    expect(await paths()).toEqual(['elsewhere/x.ts', 'elsewhere/x.ts', 'index.ts']);
  });

  it('reads every kind of source file', async () => {
    const kinds = ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx'];
    await write(Object.fromEntries(kinds.map((kind) => [`src/a.${kind}`, V1 + tool(kind)])));
    expect(await paths()).toEqual(kinds.map((kind) => `src/a.${kind}`).sort());
    await cli();
    for (const kind of kinds) expect(await read(`src/a.${kind}`)).toContain('withAccountContext(');
  });

  it('keeps JSX as it is', async () => {
    const view =
      'export const View = () => <div title="a">{"// @mcp-multi-account TODO(x): y"}\n  {items.map((i) => <b key={i}>{i}</b>)}\n</div>;\n';
    await write({ 'index.tsx': `${V1}${view}${tool('a')}` });
    await cli();
    expect(await read('index.tsx')).toContain(view);
  });
});

describe('the commands that come next', () => {
  const next = async (files: Record<string, string>, ...given: string[]) => {
    await write(files);
    const { stdout } = await cli(...given);
    return (
      /Next:\n([\s\S]*)$/
        .exec(stdout)?.[1]
        ?.split('\n')
        .map((line) => line.trim()) ?? []
    );
  };
  const WORKSPACE = {
    'package.json': '{ "workspaces": ["packages/*"] }\n',
    'packages/a/package.json': '{ "name": "a" }\n',
    'packages/a/src/index.ts': SERVER,
  };

  it.each([
    ['pnpm-lock.yaml', 'pnpm install'],
    ['yarn.lock', 'yarn install'],
    ['bun.lock', 'bun install'],
    ['bun.lockb', 'bun install'],
    ['package-lock.json', 'npm install'],
  ])('name the package manager of %s', async (lock, command) => {
    expect(await next({ 'package.json': '{}\n', [lock]: '', 'index.ts': SERVER })).toContain(command);
  });

  it('name the one of the packageManager field, and npm where nothing says another', async () => {
    expect(
      await next({ 'a/package.json': '{ "packageManager": "yarn@4.1.0" }\n', 'a/index.ts': SERVER }, 'a'),
    ).toContain('yarn --cwd a install');
    expect(await next({ 'b/package.json': '{}\n', 'b/index.ts': SERVER }, 'b')).toContain('npm install --prefix b');
  });

  it('install at the root of a workspace, once, and each changed package has the dependency', async () => {
    const second = { 'packages/b/package.json': '{ "name": "b" }\n', 'packages/b/index.ts': V1 + tool('of_b') };
    const lines = await next({ ...WORKSPACE, ...second, 'pnpm-lock.yaml': '' });
    expect(lines.filter((line) => line.includes('install'))).toEqual(['pnpm install']);
    for (const path of ['packages/a', 'packages/b'])
      expect(await read(`${path}/package.json`)).toContain('cred-extract');
    expect(await read('package.json')).toBe(WORKSPACE['package.json']);
  });

  it('find the workspace above the path', async () => {
    const lines = await next({ ...WORKSPACE, 'bun.lock': '' }, 'packages/a');
    expect(lines).toContain('bun install');
    expect(lines).toContain('git diff packages/a');
    expect(lines).toContain('git -C packages/a apply -R .mcp-multi-account/undo.patch  # undoes this run');
  });

  it('are none where nothing changed', async () => {
    await next({ 'index.ts': SERVER });
    expect(await next({})).toEqual([]);
  });
});
