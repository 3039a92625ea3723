import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CLIENT, cli, folder, OPAQUE, read, SERVER, tool, write } from '../support/run-folder.ts';
import { V1 } from '../support/tools.ts';

describe('run --check', () => {
  it('ends with 1 and writes nothing while there is something to change, and with 0 when there is not', async () => {
    await write({ 'package.json': '{}\n', 'index.ts': SERVER });
    const before = await cli('--check');
    expect(before).toMatchObject({ code: 1, stderr: '' });
    expect(before.stdout).toContain('2 files would change');
    expect(before.stdout).not.toContain('+++');
    expect(await read('index.ts')).toBe(SERVER);
    await cli();
    expect(await cli('--check')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to change.') });
  });

  it('ends with 1 when nothing is to change and manual work is left', async () => {
    await write({ 'index.ts': `${V1}${tool('a')}import AWS from 'aws-sdk';\n` });
    await cli();
    const { code, stdout } = await cli('--check');
    expect(stdout).toContain('Nothing to change.');
    expect(code).toBe(1);
  });

  it('prints the diff with --diff, and JSON with --json', async () => {
    await write({ 'index.ts': SERVER });
    expect((await cli('--check', '--diff')).stdout).toContain('+++ b/index.ts');
    expect(JSON.parse((await cli('--check', '--json')).stdout).summary.files.changed).toBe(1);
  });
});

describe('run on several paths', () => {
  beforeEach(() =>
    write({
      'a/package.json': '{}\n',
      'a/index.ts': V1 + tool('of_a'),
      'b/package.json': '{}\n',
      'b/src/index.ts': V1 + tool('of_b'),
    }),
  );

  it('changes all of them, with paths from the current folder', async () => {
    const { code, stdout } = await cli('a', 'b', '--json');
    expect(code).toBe(0);
    const { tools, files } = JSON.parse(stdout);
    expect(tools.map(({ file }: { file: string }) => file)).toEqual(['a/index.ts', 'b/src/index.ts']);
    expect(files.map(({ path }: { path: string }) => path)).toEqual([
      'a/index.ts',
      'a/package.json',
      'b/src/index.ts',
      'b/package.json',
    ]);
    expect(await read('b/package.json')).toContain('cred-extract');
  });

  it('changes none when one of them is refused', async () => {
    await write({ 'b/src/index.ts': 'const broken = (;\nserver.tool();\n' });
    expect(await cli('a', 'b')).toMatchObject({ code: 2, stderr: expect.stringContaining('src/index.ts:1') });
    expect(await cli('a', 'nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere') });
    expect(await read('a/index.ts')).toBe(V1 + tool('of_a'));
    expect(spawnSync('ls', ['-A', join(folder, 'a')], { encoding: 'utf8' }).stdout).toBe('index.ts\npackage.json\n');
  });

  it('works once on what is given twice or lies inside another path', async () => {
    const { stdout } = await cli('b', 'b/src', './b', 'b/src/index.ts', '--json');
    expect(JSON.parse(stdout).tools).toHaveLength(1);
    expect(JSON.parse(stdout).tools[0].file).toBe('src/index.ts');
  });

  it('changes a manifest once that two named files share', async () => {
    await write({
      'b/src/second.ts':
        V1.replaceAll('server', 'second').replace('second/mcp', 'server/mcp') + tool('x').replace('server', 'second'),
    });
    const { code, stdout } = await cli('b/src/index.ts', 'b/src/second.ts', '--json');
    expect(code).toBe(0);
    expect(
      JSON.parse(stdout)
        .files.map(({ path }: { path: string }) => path)
        .sort(),
    ).toEqual(['b/package.json', 'b/src/index.ts', 'b/src/second.ts']);
    execFileSync('git', ['apply', '-R', '.mcp-multi-account/undo.patch'], { cwd: join(folder, 'b') });
    expect(await read('b/package.json')).toBe('{}\n');
  });
});

describe('run with names of tools', () => {
  beforeEach(() => write({ 'index.ts': SERVER }));

  it('leaves out what --exclude names, which is no work for a person', async () => {
    const { code, stdout } = await cli('--exclude', 'delete_*', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { tools: { total: 2, source: 1, manual: 0, excluded: 1 } },
      tools: [{ how: 'source' }, { name: 'delete_all', how: 'excluded', reason: 'excluded by --exclude' }],
    });
    expect(await read('index.ts')).toContain(tool('delete_all'));
  });

  it('covers only what --include names, less what --exclude names', async () => {
    await write({ 'index.ts': SERVER + tool('list_more') });
    const { stdout } = await cli('--include', 'li?t*', '--include', 'nothing_else|delete_all', '--exclude', '*_more');
    expect(stdout).toBe('');
    const found = JSON.parse((await cli('--include', 'li?t*', '--exclude', '*_more', '--json')).stdout).tools;
    expect(found.map(({ name, reason }: { name: string; reason: string }) => [name, reason])).toEqual([
      ['list', ''],
      ['delete_all', 'not named by --include'],
      ['list_more', 'excluded by --exclude'],
    ]);
  });

  it('says what is excluded in the table and in the first line', async () => {
    const { stdout } = await cli('--exclude', 'delete_all');
    expect(stdout).toContain('2 tools: 1 in the source, 0 by withAccounts, 0 manual, 1 excluded');
    expect(stdout).toMatch(/delete_all .* excluded +excluded by --exclude/);
  });

  it.each([
    [
      '--exclude',
      'delte_*',
      'No tool is called delte_* (--exclude). Nothing was changed. Tools found: delete_all, list',
    ],
    ['--include', 'lis.', 'No tool is called lis. (--include)'],
    ['--include', '[list]', 'No tool is called [list] (--include)'],
    ['--include', '', "argument '' is invalid"],
    ['--strategy', 'both', "argument 'both' is invalid. Allowed choices are auto, source, server"],
  ])('refuses %s %j', async (option, value, message) => {
    const { code, stdout, stderr } = await cli(option, value);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(await read('index.ts')).toBe(SERVER);
  });

  it.each(['--exclude', '--include', '--strategy'])('refuses %s without a value', async (option) => {
    expect(await cli(option)).toMatchObject({ code: 2, stderr: expect.stringContaining('argument missing') });
  });
});

describe('run --strategy', () => {
  it('server: wraps the server and the clients, no tool', async () => {
    await write({ 'index.ts': SERVER, 'client.ts': CLIENT });
    const { code, stdout } = await cli('--strategy', 'server', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).summary.tools).toMatchObject({ server: 2, source: 0 });
    expect(await read('index.ts')).toContain(tool('list'));
    expect(await read('client.ts')).toContain('perAccount(');
  });

  it('source: leaves the rest to a person, marks it, and ends with 1', async () => {
    await write({ 'index.ts': SERVER + OPAQUE });
    const { code, stdout } = await cli('--strategy', 'source');
    expect(code).toBe(1);
    expect(stdout).toContain(
      '1 item left to do by hand: see "manual" above and "@mcp-multi-account TODO" in the source.',
    );
    expect(await read('index.ts')).toMatch(
      /\/\/ @mcp-multi-account TODO\(opaque-\w+\): .*withAccounts\(server\)\nserver\.registerTool\('opaque'/,
    );
    expect((await cli('--strategy', 'source')).stdout).toContain('Nothing to change.');
  });

  it('is in the command that a dry run ends with', async () => {
    await write({ 'my server/index.ts': SERVER });
    const { stdout } = await cli('my server', '--dry-run', '--strategy', 'server', '--exclude', 'delete_*');
    expect(stdout).toMatch(/Next:\n {2}mcp-multi-account run 'my server' --exclude 'delete_\*' --strategy server\n$/);
  });
});
