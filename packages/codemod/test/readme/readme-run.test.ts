import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { V1 } from '../support/tools.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readme-'));
  await writeFile(
    join(folder, 'index.ts'),
    `${V1}server.tool('list', { q: z.string() }, async () => ({ content: [] }));\n`,
  );
  await writeFile(join(folder, 'package.json'), '{ "name": "server" }\n');
  await writeFile(join(folder, 'README.md'), '# Server\n');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (name: string) => readFile(join(folder, name), 'utf8');

it('run adds the section, counts the README among the changed files, and changes nothing the second time', async () => {
  const { code, stdout } = await runCli(folder, ['run']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/3 files changed.*README\.md +\+\d+ -0/s);
  const text = await read('README.md');
  expect(text).toContain('"name": "list"');
  expect((await runCli(folder, ['run'])).stdout).toContain('Nothing to change.');
  expect(await read('README.md')).toBe(text);
});

it('run --no-readme leaves it as it is, and a later dry run says the same command', async () => {
  const { stdout } = await runCli(folder, ['run', '--no-readme', '--dry-run']);
  expect(stdout).toContain('mcp-multi-account run . --no-readme');
  await runCli(folder, ['run', '--no-readme']);
  expect(await read('README.md')).toBe('# Server\n');
});

it('a README that is not UTF-8 stays as it is and stops nothing', async () => {
  const bytes = Buffer.from('# Caf\u00e9 @modelcontextprotocol\n', 'latin1');
  await writeFile(join(folder, 'README.md'), bytes);
  expect((await runCli(folder, ['run'])).code).toBe(0);
  expect(await readFile(join(folder, 'README.md'))).toEqual(bytes);
  expect(await read('index.ts')).toContain('target_account_id');
});

it('a README without a server is nothing to work on', async () => {
  await writeFile(join(folder, 'index.ts'), 'export {};\n');
  expect((await runCli(folder, ['run'])).code).toBe(2);
  expect(await read('README.md')).toBe('# Server\n');
});
