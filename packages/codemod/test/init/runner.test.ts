import { promises } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type InitOptions, init } from '../../src/init/init-runner.ts';
import type { InitFileSystem } from '../../src/init/write-all.ts';
import { Refusal } from '../../src/run/refusal.ts';
import { runCli } from '../support/run-cli.ts';
import { commitAll, folder, git, read, write } from '../support/run-folder.ts';
import { STDIO, V1 } from './support/modules.ts';

const MANIFEST = '{\n  "name": "@me/My Server",\n  "type": "module",\n  "main": "index.js"\n}\n';
const PROGRAM = `${V1}${STDIO}\nconst server = new McpServer({});\nawait server.connect(new StdioServerTransport());\n`;
const SERVER = { 'package.json': MANIFEST, 'index.js': PROGRAM };

const cli = (...given: string[]) => runCli(folder, ['init', ...given]);
const here = (options: InitOptions = {}) => init(folder, options);
const names = async () => (await readdir(folder)).filter((name) => name !== '.git').sort();

describe('init', () => {
  it('writes everything that serving takes, says so, and ends with 0', async () => {
    await write(SERVER);
    const { code, stdout, stderr } = await cli();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await names()).toEqual([
      '.dockerignore',
      '.env.example',
      'Dockerfile',
      'entrypoint.js',
      'index.js',
      'package.json',
    ]);
    expect(JSON.parse(await read('package.json'))).toMatchObject({
      scripts: { 'start:http': 'MCP_TRANSPORT=streamable-http node entrypoint.js' },
      dependencies: { '@mcp-multi-account/entrypoint': '^0.1.0' },
    });
    expect(stdout).toContain('program: index.js:5 connects to stdio by itself.');
    expect(stdout).toContain('5 files written:');
    expect(stdout).toMatch(/Next:\n {2}npm install\n {2}mcp-multi-account verify -- node entrypoint\.js\n/);
    expect(stdout).toContain('npm run start:http');
    expect(stdout).toContain(
      'docker buildx build --platform linux/arm64 --provenance=false --sbom=false -t my-server .',
    );
    expect(stdout).toMatch(/IMAGE_NAME=my-server \S+build_and_push\.sh/);
  });

  it('changes nothing when it runs again, says so, and leaves the times of the files', async () => {
    await write(SERVER);
    await here();
    const before = await promises.stat(join(folder, 'entrypoint.js'));
    const { code, stdout } = await cli('--diff');
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to change.');
    expect((await promises.stat(join(folder, 'entrypoint.js'))).mtimeMs).toBe(before.mtimeMs);
  });

  it('prints a diff and writes nothing with --dry-run', async () => {
    await write(SERVER);
    const dry = await cli('--dry-run');
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('+++ b/entrypoint.js') });
    expect(dry.stdout).toContain('5 files would be written:');
    expect(await names()).toEqual(['index.js', 'package.json']);
    expect(dry.stdout).toContain('+    "@mcp-multi-account/entrypoint": "^0.1.0"');
  });

  it('prints only the report with --json', async () => {
    await write({ ...SERVER, Dockerfile: 'FROM scratch\n' });
    const { code, stdout } = await cli('--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'program',
      reason: 'index.js:5 connects to stdio by itself',
      root: folder,
      entry: { path: 'entrypoint.js', built: 'entrypoint.js' },
      files: expect.arrayContaining([
        { path: 'entrypoint.js', action: 'created', difference: '', added: 4, removed: 0 },
        { path: 'Dockerfile', action: 'kept', difference: expect.any(String), added: 0, removed: 0 },
      ]),
      left: [expect.stringContaining('Dockerfile is yours and was kept: 0 lines of it would go')],
      notes: [],
      next: expect.arrayContaining(['npm install']),
    });
  });

  it('names the folder to go to, and the package manager of the package', async () => {
    await write({ 'a server/package.json': MANIFEST, 'a server/index.js': PROGRAM, 'a server/pnpm-lock.yaml': '' });
    const { stdout } = await cli('a server');
    expect(stdout).toContain("  cd 'a server'\n  pnpm install\n");
    expect(stdout).toContain('pnpm run start:http');
  });

  it('writes nothing for a server that it can give no entry file, says what to change, and ends with 1', async () => {
    await write({ ...SERVER, 'index.js': "import express from 'express';\nexpress().listen(1);\n" });
    const { code, stdout } = await cli();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^serves-http: index\.js:2 serves HTTP by itself.*run init again\.\n$/);
    expect(await names()).toEqual(['index.js', 'package.json']);
  });
});

describe('files that are there already', () => {
  const own = { Dockerfile: 'FROM mine\n', 'entrypoint.js': "console.log('mine');\n", '.env.example': 'MINE=\n' };

  it('are kept, named, and only added to where nothing can be lost', async () => {
    await write({ ...SERVER, ...own });
    const { left, changes } = await here();
    expect(left.map((line) => line.split(' ')[0])).toEqual(['entrypoint.js', 'Dockerfile']);
    expect(changes.map(({ path }) => path)).toEqual(['.dockerignore', '.env.example', 'package.json']);
    expect([await read('Dockerfile'), await read('entrypoint.js')]).toEqual([own.Dockerfile, own['entrypoint.js']]);
    expect(await read('.env.example')).toMatch(/^MINE=\n\n# How[\s\S]*# MCP_TRANSPORT=/);
  });

  it('are replaced with --force, and git brings them back from the patch', async () => {
    await write({ ...SERVER, ...own });
    const { stdout } = await cli('--force');
    expect(await read('Dockerfile')).toContain('ARG ENTRY=');
    const undo = /git apply -R (\S+) {2}# brings back/.exec(stdout)?.[1] ?? '';
    git('init', '--quiet');
    git('apply', '-R', undo);
    expect([await read('Dockerfile'), await read('entrypoint.js')]).toEqual([own.Dockerfile, own['entrypoint.js']]);
  });

  it('are a patch only where something is replaced', async () => {
    await write(SERVER);
    expect((await here({ force: true })).undo).toBeUndefined();
    expect(await names()).not.toContain('.mcp-multi-account');
  });

  it('include an entry file of somebody under another name, which is served', async () => {
    const entry = "import { serve } from '@mcp-multi-account/entrypoint';\nawait serve(() => make());\n";
    await write({ ...SERVER, 'serve.js': entry });
    const { verdict, entry: found, files } = await here();
    expect({ verdict, found }).toEqual({ verdict: 'already-served', found: { path: 'serve.js', built: 'serve.js' } });
    expect(await read('Dockerfile')).toContain('\nARG ENTRY=serve.js\n');
    expect(files.map(({ path }) => path)).not.toContain('entrypoint.js');
  });

  it('include one that is built, which the image is given as it is after the build', async () => {
    const entry = "import { serve } from '@mcp-multi-account/entrypoint';\nawait serve(() => make());\n";
    await write({ 'package.json': '{ "type": "module", "scripts": { "build": "tsc" } }', 'src/http.ts': entry });
    await write({
      'tsconfig.json': '{ "compilerOptions": { "outDir": "out", "rootDir": "src" } }',
      'src/index.ts': PROGRAM,
    });
    const { entry: found, left } = await here();
    expect({ found, left }).toEqual({ found: { path: 'src/http.ts', built: 'out/http.js' }, left: [] });
    await write({ 'package.json': '{ "type": "module", "scripts": { "build": "esbuild src/http.ts" } }' });
    expect((await here({ dryRun: true })).left).toContain(
      'Dockerfile: name what src/http.ts becomes after the build in ARG ENTRY',
    );
  });
});

describe('init in a git repository', () => {
  it('refuses uncommitted changes with 2 and changes nothing, unless told otherwise', async () => {
    await write(SERVER);
    commitAll();
    await write({ 'index.js': `${PROGRAM}// mine\n` });
    const before = git('status', '--porcelain');
    expect(await cli()).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('M index.js') });
    expect(git('status', '--porcelain')).toBe(before);
    expect((await here({ dryRun: true })).changes).toHaveLength(5);
    expect((await here({ dirty: true })).changes).toHaveLength(5);
  });

  it('asks nothing of git where there is nothing to write', async () => {
    await write(SERVER);
    await here();
    commitAll();
    await write({ 'notes.md': 'mine' });
    expect((await here()).changes).toEqual([]);
  });
});

describe('writing', () => {
  const failing = (call: 'writeFile' | 'rename' | 'mkdir', end: string): InitFileSystem => ({
    ...promises,
    [call]: async (...given: unknown[]) => {
      if (given.some((each) => typeof each === 'string' && each.endsWith(end)))
        throw Object.assign(new Error(), { code: 'ENOSPC' });
      return (promises[call] as (...all: unknown[]) => unknown)(...given);
    },
  });

  it.each([
    ['a new file', failing('writeFile', '.dockerignore')],
    ['package.json, which comes last', failing('rename', 'package.json')],
    ['a folder', failing('mkdir', 'src')],
  ])('leaves everything as it was when %s cannot be written', async (_, fileSystem) => {
    await write({ 'package.json': '{ "type": "module" }', 'src/index.ts': PROGRAM });
    await expect(here({ fileSystem })).rejects.toThrow(/cannot be written \(ENOSPC\)\. Everything is as it was\./);
    expect(await names()).toEqual(['package.json', 'src']);
    expect(await readdir(join(folder, 'src'))).toEqual(['index.ts']);
    expect(await read('package.json')).toBe('{ "type": "module" }');
  });

  it('takes no place of a file that comes in between', async () => {
    await write(SERVER);
    const late: InitFileSystem = {
      ...promises,
      writeFile: (async (path: string, ...rest: [string]) => {
        if (path.endsWith('Dockerfile')) await promises.writeFile(path, 'FROM elsewhere\n');
        return promises.writeFile(path, ...rest);
      }) as typeof promises.writeFile,
    };
    await expect(here({ fileSystem: late })).rejects.toThrow(Refusal);
    expect(await read('Dockerfile')).toBe('FROM elsewhere\n');
    expect(await names()).toEqual(['Dockerfile', 'index.js', 'package.json']);
  });
});

describe('where the server is', () => {
  it('is told by a file that a person names', async () => {
    await write({ 'package.json': '{ "type": "module" }', 'a.js': PROGRAM, 'b.js': PROGRAM });
    await expect(here()).rejects.toThrow(/Several files start a server[\s\S]*init .*a\.js\n.*init .*b\.js$/);
    const { root, entry } = await init(join(folder, 'b.js'));
    expect({ root, entry }).toEqual({ root: folder, entry: { path: 'entrypoint.js', built: 'entrypoint.js' } });
    expect(await read('entrypoint.js')).toContain("import('./b.js')");
  });

  it('is the only package of a workspace that is one, and asked for where there are several', async () => {
    const workspace = {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/lib/package.json': '{}',
      'packages/lib/index.js': '',
    };
    await write({ ...workspace, 'packages/a/package.json': MANIFEST, 'packages/a/index.js': PROGRAM });
    expect((await here({ dryRun: true })).root).toBe(join(folder, 'packages/a'));
    await write({ 'packages/b/package.json': MANIFEST, 'packages/b/index.js': PROGRAM });
    await expect(here()).rejects.toThrow(
      /Several packages here are MCP servers[\s\S]*packages\/a {2}\(program\)[\s\S]*packages\/b/,
    );
  });

  it('is not in the packages inside of a package that is a server itself', async () => {
    await write({ ...SERVER, 'examples/x/package.json': MANIFEST, 'examples/x/index.js': PROGRAM });
    expect((await here({ dryRun: true })).root).toBe(folder);
  });

  it.each([
    ['nothing', 'nowhere', /no file or folder .*nowhere/],
    ['a folder without a package.json', 'src', /src has no package\.json/],
    ['a file that is no source', 'README.md', /README\.md is no source of its package/],
    ['a file of a test', 'test/a.js', /test\/a\.js is no source of its package/],
  ])('is refused in %s', async (_, path, message) => {
    await write({ ...SERVER, 'src/a.js': '', 'README.md': '# x\n', 'test/a.js': PROGRAM });
    await expect(init(join(folder, path))).rejects.toThrow(message);
    await expect(init(join(folder, path))).rejects.toThrow(Refusal);
  });

  it('is refused in a package.json or a source that does not parse: 2, and no stack trace', async () => {
    await write({ ...SERVER, 'package.json': '{ "name": ' });
    expect(await cli()).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^package\.json is not valid JSON: .* Nothing was changed\.\n$/),
    });
    await write({ ...SERVER, 'index.js': `${PROGRAM}function (` });
    await expect(here()).rejects.toThrow(/^index\.js:\d+: .*nothing was changed\.$/);
  });
});

describe('what an image built from the folder does not have', () => {
  it('is said: a configuration above it, packages of a workspace, tsx', async () => {
    await write({
      'tsconfig.base.json': '{}',
      'server/tsconfig.json': '{ "extends": "../tsconfig.base.json" }',
      'server/package.json':
        '{ "type": "module", "dependencies": { "@me/lib": "workspace:*" }, "scripts": { "start": "tsx src/index.ts" }, "devDependencies": { "tsx": "4" } }',
      'server/src/index.ts': `enum X {}\n${PROGRAM}`,
    });
    const { left } = await init(join(folder, 'server'));
    expect(left).toEqual([
      expect.stringContaining('npm install --save-prod tsx'),
      expect.stringContaining('tsconfig.json extends ../tsconfig.base.json'),
      expect.stringContaining('package.json takes @me/lib from its workspace'),
    ]);
  });

  it('says a script of the same name that starts something else', async () => {
    await write({ ...SERVER, 'package.json': '{ "type": "module", "scripts": { "start:http": "mine" } }' });
    expect((await here()).left).toEqual([expect.stringContaining('package.json has a script start:http of its own')]);
  });
});
