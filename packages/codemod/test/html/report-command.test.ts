import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/run/runner.ts';
import { visibleText } from '../support/html-page.ts';
import { V1 } from '../support/tools.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const SERVER = `${V1}server.registerTool('t', { inputSchema: { q: z.string() } }, async () => ({ content: [] }));\n`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  await mkdir(join(folder, 'server/src'), { recursive: true });
  await writeFile(join(folder, 'server/src/index.ts'), SERVER);
  await writeFile(join(folder, 'server/package.json'), '{ "name": "my-server" }\n');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function cli(...given: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [CLI, ...given], { cwd: folder });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      output[stream] += chunk;
    });
  }
  return new Promise((done) => child.on('close', (code) => done({ code, ...output })));
}

const page = async (name = 'mcp-multi-account.html') => visibleText(await readFile(join(folder, name), 'utf8'));
const source = () => readFile(join(folder, 'server/src/index.ts'), 'utf8');

function git(...given: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...given], { cwd: folder, encoding: 'utf8' });
}

function commitAll(): string {
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'state');
  return git('rev-parse', '--short', 'HEAD').trim();
}

describe('mcp-multi-account report --html', () => {
  it('writes the page of a project that nothing was run on, and changes nothing else', async () => {
    const outcome = await cli('report', '--html', 'page.html', 'server');
    expect(outcome).toEqual({ code: 0, stdout: 'page.html\n', stderr: '' });
    expect(await page('page.html')).toContain('npx @mcp-multi-account/codemod run server');
    expect(await source()).toBe(SERVER);
    expect((await readdir(folder)).sort()).toEqual(['page.html', 'server']);
  });

  it('has a name for the page where none is given', async () => {
    const { code, stdout } = await cli('report', 'server', '--html');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'mcp-multi-account.html\n' });
    expect(await page()).toContain('my-server');
  });

  it('leaves out the tools that a run would, and says how to run it so', async () => {
    const other = "server.registerTool('other one', {}, async () => ({ content: [] }));\n";
    await writeFile(join(folder, 'server/src/index.ts'), SERVER + other);
    expect(await cli('report', 'server', '--html', '--exclude', 'other *')).toMatchObject({ code: 0, stderr: '' });
    const text = await page();
    expect(text).toContain("npx @mcp-multi-account/codemod run server --exclude 'other *'");
    expect(text).toContain('excluded by --exclude');
    await run(join(folder, 'server'), { exclude: ['other *'] });
    await cli('report', 'server', '--html', '--include', 't');
    expect(await page()).toContain('Nothing to change.');
  });

  it('exits with 1 when something is left for a person', async () => {
    await writeFile(
      join(folder, 'server/src/old.ts'),
      "import AWS from 'aws-sdk';\nexport const ec2 = new AWS.EC2();\n",
    );
    expect((await cli('report', 'server', '--html')).code).toBe(1);
    expect(await page()).toContain('Left to do 1');
  });

  it('shows after a run what the run changed since the last commit, also in a folder of the repository', async () => {
    const commit = commitAll();
    await run(join(folder, 'server'));
    expect((await cli('report', 'server', '--html')).code).toBe(0);
    const text = await page();
    expect(text).toContain(`Changes made since commit ${commit}`);
    expect(text).toContain('withAccountContext(');
    expect(text).not.toContain('Edited besides');
  });

  it('names the files that were edited besides', async () => {
    commitAll();
    await run(join(folder, 'server'));
    await writeFile(join(folder, 'server/src/index.ts'), `${await source()}// by hand\n`);
    await cli('report', 'server', '--html');
    expect(await page()).toContain('Edited besides, so that their diff below is not all of it: src/index.ts');
  });

  it('says so where the changes are committed, and where there is no repository to ask', async () => {
    await run(join(folder, 'server'));
    await cli('report', 'server', '--html', 'outside.html');
    expect(await page('outside.html')).toContain('This is no git repository');
    commitAll();
    await cli('report', 'server', '--html', 'committed.html');
    expect(await page('committed.html')).toContain('The last commit has these changes already.');
  });

  it('says so where the server is in no commit yet', async () => {
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'other/readme.txt'), 'x');
    git('init', '-q');
    git('add', 'other');
    git('commit', '-q', '-m', 'state');
    await run(join(folder, 'server'), { force: true });
    expect((await cli('report', 'server', '--html')).code).toBe(0);
    expect(await page()).toContain('The last commit does not have this server yet');
  });

  it.each([
    [['report', 'server'], 'required option'],
    [['report', '--html', 'server', '.'], 'is a folder'],
    [['report', '--html', 'no/such/page.html', 'server'], 'no/such/page.html cannot be written (ENOENT)'],
    [['report', 'server', '--html', '--include', 'nothing'], 'No tool is called nothing (--include)'],
    [['report', 'nowhere', '--html'], 'There is no file or folder nowhere.'],
    [['report', '--html', 'page.html', 'server', 'more'], 'too many arguments'],
  ])('refuses %j with 2', async (given, message) => {
    const { code, stdout, stderr } = await cli(...given);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it('refuses a project without tools and one that does not parse', async () => {
    await writeFile(join(folder, 'server/src/index.ts'), 'export {};\n');
    expect(await cli('report', 'server', '--html')).toMatchObject({ code: 2, stdout: '' });
    await writeFile(join(folder, 'server/src/index.ts'), `${V1}server.registerTool(`);
    const { code, stderr } = await cli('report', 'server', '--html');
    expect(code).toBe(2);
    expect(stderr).toMatch(/index\.ts:4: .*expected/);
    expect(await readdir(folder)).toEqual(['server']);
  });
});
