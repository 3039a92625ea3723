import { promises } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/run/refusal.ts';
import { run } from '../../src/run/runner.ts';
import { V1 } from '../support/tools.ts';

const SERVER = `${V1}server.registerTool('t', { inputSchema: { q: z.string() } }, async () => ({ content: [] }));\n`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Record<string, string | Buffer>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const read = (path: string) => readFile(join(folder, path), 'utf8');

describe('a run on a folder', () => {
  it('writes the changed sources and the manifest', async () => {
    await write({ 'package.json': '{}\n', 'src/index.ts': SERVER });
    const { files } = await run(folder);
    expect(files.map(({ path }) => path)).toEqual(['src/index.ts', 'package.json']);
    expect(await read('src/index.ts')).toContain('target_account_id');
    expect(await read('package.json')).toContain('cred-extract');
  });

  it('writes nothing in a dry run, and reports the same', async () => {
    await write({ 'package.json': '{}\n', 'index.ts': SERVER });
    const dry = await run(folder, { dryRun: true });
    expect(await read('index.ts')).toBe(SERVER);
    expect(await read('package.json')).toBe('{}\n');
    expect(dry).toMatchObject({ written: [], undo: [] });
    const { tools, clients, files } = await run(folder);
    expect({ tools, clients, files }).toEqual({ tools: dry.tools, clients: dry.clients, files: dry.files });
  });

  it('changes nothing the second time', async () => {
    await write({ 'package.json': '{}\n', 'index.ts': SERVER });
    await run(folder);
    const before = await read('index.ts');
    const { files, tools } = await run(folder);
    expect(files).toEqual([]);
    expect(tools).toMatchObject([{ verdict: 'already-done', how: 'source' }]);
    expect(await read('index.ts')).toBe(before);
  });

  it('leaves dependencies, build output, declarations and tests alone', async () => {
    const left = ['node_modules/x/index.js', 'dist/index.js', 'build/a.js', 'out/a.js', 'coverage/a.js', '.git/a.js'];
    const tests = [
      'src/index.test.ts',
      'src/__tests__/a.ts',
      'test/a.ts',
      'tests/a.ts',
      'src/a.spec.js',
      'types/a.d.ts',
    ];
    await write(Object.fromEntries(['index.ts', ...left, ...tests].map((path) => [path, SERVER])));
    const { files } = await run(folder);
    expect(files.map(({ path }) => path)).toEqual(['index.ts']);
  });

  it('uses the manifest above a folder that has none', async () => {
    await write({ 'package.json': '{}\n', 'src/index.ts': SERVER });
    const { files } = await run(join(folder, 'src'));
    expect(files.map(({ path }) => path)).toEqual(['index.ts', '../package.json']);
    expect(await read('package.json')).toContain('cred-extract');
  });

  it('follows the path aliases of tsconfig.json, comments and all', async () => {
    await write({
      'tsconfig.json': '{\n  // aliases\n  "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"], }, },\n}',
      'src/shapes.ts': "import { z } from 'zod';\nexport const Shape = { q: z.string() };\n",
      'src/index.ts': `${V1}import { Shape } from '@/shapes';\nserver.tool('t', Shape, async () => x);\n`,
    });
    const { tools } = await run(folder);
    expect(tools).toMatchObject([{ verdict: 'raw-shape-reference', how: 'source' }]);
  });

  it('survives a tsconfig.json that is not one', async () => {
    await write({ 'tsconfig.json': 'not json at all', 'index.ts': SERVER });
    expect((await run(folder)).tools).toHaveLength(1);
  });

  it('says what it is doing', async () => {
    await write({ 'index.ts': SERVER });
    const steps: string[] = [];
    await run(folder, { onProgress: (step) => steps.push(step) });
    expect(steps).toEqual([
      expect.stringContaining('Reading'),
      expect.stringMatching(/^Looking at 1 files of /),
      'Writing 1 files',
    ]);
  });
});

describe('the undo patch', () => {
  const patches = () => promises.readdir(join(folder, '.mcp-multi-account')).catch(() => []);

  it('is reported with the folder it is for', async () => {
    await write({ 'package.json': '{}\n', 'src/index.ts': SERVER });
    const { undo, written } = await run(join(folder, 'src'));
    expect(undo).toEqual([{ folder, file: '.mcp-multi-account/undo.patch' }]);
    expect(written).toEqual([join(folder, 'src/index.ts'), join(folder, 'package.json')]);
    expect((await patches()).sort()).toEqual(['.gitignore', 'undo.patch']);
  });

  it('goes when the run fails to write', async () => {
    await write({ 'index.ts': SERVER });
    const fileSystem = { ...promises, rename: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) };
    await expect(run(folder, { fileSystem })).rejects.toThrow(/cannot be written \(ENOSPC\)/);
    expect(await patches()).toEqual(['.gitignore']);
    expect(await read('index.ts')).toBe(SERVER);
  });

  it('has to be possible: nothing is changed without it', async () => {
    await write({ 'index.ts': SERVER, '.mcp-multi-account': 'a file' });
    await expect(run(folder)).rejects.toThrow(
      /\.mcp-multi-account cannot be written \(EEXIST\)\. Nothing was changed\./,
    );
    expect(await read('index.ts')).toBe(SERVER);
  });

  it('of two runs at once is one for each', async () => {
    await write({ 'a/index.ts': SERVER, 'b/index.ts': SERVER, 'package.json': '{}\n' });
    const runs = await Promise.allSettled(['a', 'b'].map((path) => run(join(folder, path))));
    const files = runs.flatMap((each) => (each.status === 'fulfilled' ? each.value.undo.map(({ file }) => file) : []));
    expect(new Set(files).size).toBe(files.length);
    expect(files.length).toBeGreaterThanOrEqual(1);
  });
});

describe('what somebody chooses', () => {
  it('is asked for once, and left out of the plan', async () => {
    await write({ 'index.ts': `${SERVER}${SERVER.split('\n')[3]?.replace("'t'", "'u'")}\n` });
    let asked = 0;
    const { tools } = await run(folder, {
      choose: async (plan) => {
        asked += plan.tools.length;
        return ({ name }) => (name === 'u' ? 'not now' : undefined);
      },
    });
    expect(asked).toBe(2);
    expect(tools.map(({ name, how, reason }) => [name, how, reason])).toEqual([
      ['t', 'source', ''],
      ['u', 'excluded', 'not now'],
    ]);
  });
});

describe('a run on one file', () => {
  it('changes this file and the manifest of its package', async () => {
    await write({ 'package.json': '{}\n', 'src/index.ts': SERVER, 'src/other.ts': SERVER });
    const { files } = await run(join(folder, 'src/index.ts'));
    expect(files.map(({ path }) => path)).toEqual(['index.ts', '../package.json']);
    expect(await read('src/other.ts')).toBe(SERVER);
  });

  it('is refused when the file is no source file', async () => {
    await write({ 'README.md': '# tools' });
    await expect(run(join(folder, 'README.md'))).rejects.toThrow(/not a TypeScript or JavaScript file/);
  });
});

describe('a run that is refused writes nothing', () => {
  it('when the path does not exist', async () => {
    await expect(run(join(folder, 'nowhere'))).rejects.toThrow(
      new Refusal(`There is no file or folder ${join(folder, 'nowhere')}.`),
    );
  });

  it('when there are no tools', async () => {
    await write({
      'package.json': '{}\n',
      'index.ts': "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({});\n",
    });
    await expect(run(folder)).rejects.toThrow(/^No MCP tools found in /);
    expect(await read('index.ts')).toContain('\nnew S3Client({});');
  });

  it('when a file has a syntax error, also if it is not the one with the tools', async () => {
    await write({ 'package.json': '{}\n', 'src/a.ts': SERVER, 'src/b.ts': `${SERVER}\nconst broken = {\n` });
    await expect(run(folder)).rejects.toThrow(/^src\/b\.ts:\d+: .*nothing was changed\.$/);
    expect(await read('src/a.ts')).toBe(SERVER);
    expect(await read('package.json')).toBe('{}\n');
  });

  it('when the manifest is not JSON', async () => {
    await write({ 'package.json': '{ "dependencies": ', 'index.ts': SERVER });
    await expect(run(folder)).rejects.toThrow(Refusal);
    expect(await read('index.ts')).toBe(SERVER);
  });

  it('when a file with tools is not UTF-8', async () => {
    const latin1 = Buffer.concat([Buffer.from(SERVER), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a])]);
    await write({ 'index.ts': latin1 });
    await expect(run(folder)).rejects.toThrow(/index\.ts is not UTF-8 text/);
    expect(await readFile(join(folder, 'index.ts'))).toEqual(latin1);
  });

  it('but ignores a file without tools that is not UTF-8', async () => {
    await write({ 'index.ts': SERVER, 'data.js': Buffer.from([0xff, 0xfe, 0x00]) });
    expect((await run(folder)).tools).toHaveLength(1);
  });

  it('when a file cannot be written', async () => {
    await write({ 'package.json': '{}\n', 'index.ts': SERVER });
    const access = async (path: unknown) => {
      if (String(path).endsWith('package.json')) throw Object.assign(new Error('refused'), { code: 'EACCES' });
    };
    await expect(run(folder, { fileSystem: { ...promises, access } })).rejects.toThrow(
      /package\.json cannot be written \(EACCES\)/,
    );
    expect(await read('index.ts')).toBe(SERVER);
  });
});
