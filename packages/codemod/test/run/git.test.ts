import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { CLIENT, cli, commitAll, folder, git, read, SERVER, write } from '../support/run-folder.ts';

describe('run in a git repository', () => {
  beforeEach(() => write({ 'server/package.json': '{}\n', 'server/index.ts': SERVER, 'notes.md': 'x\n' }));

  it('works on a clean tree, also when something outside the path has changed', async () => {
    commitAll();
    await write({ 'notes.md': 'y\n', 'untracked.md': 'z\n' });
    expect((await cli('server')).code).toBe(0);
  });

  it.each([
    ['a changed file', 'server/index.ts', `${SERVER}// mine\n`, ' M server/index.ts'],
    ['an untracked file', 'server/new.md', 'x', '?? server/new.md'],
  ])('refuses %s with 2, names it, and changes nothing', async (_, path, text, line) => {
    commitAll();
    await write({ [path]: text });
    const before = git('status', '--porcelain');
    const { code, stdout, stderr } = await cli('server');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(line);
    expect(stderr).toContain('--force');
    expect(git('status', '--porcelain')).toBe(before);
  });

  it('refuses a staged change, and all paths when one of them has changes', async () => {
    await write({ 'other/index.ts': SERVER });
    commitAll();
    await write({ 'server/index.ts': `${SERVER}// mine\n` });
    git('add', '--all');
    expect((await cli('other', 'server')).code).toBe(2);
    expect(await read('other/index.ts')).toBe(SERVER);
  });

  it('refuses changes in the manifest above a named file, which it would write to', async () => {
    await write({ 'server/src/a.ts': SERVER });
    commitAll();
    await write({ 'server/package.json': '{ "mine": 1 }\n' });
    expect(await cli('server/src/a.ts')).toMatchObject({ code: 2, stderr: expect.stringContaining('package.json') });
  });

  it('shows a few changes of many', async () => {
    commitAll();
    await write(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`server/${index}.md`, 'x'])));
    const { stderr } = await cli('server');
    expect(stderr.match(/\?\?/g)).toHaveLength(5);
    expect(stderr).toContain('and 4 more');
  });

  it('works on changes with --force, and looks at them with --dry-run and --check', async () => {
    commitAll();
    await write({ 'server/index.ts': `${SERVER}// mine\n` });
    expect((await cli('server', '--dry-run')).code).toBe(0);
    expect((await cli('server', '--check')).code).toBe(1);
    expect((await cli('server', '--force')).code).toBe(0);
    expect(await read('server/index.ts')).toMatch(/target_account_id[\s\S]*\/\/ mine\n$/);
  });

  it('does not mind changes when there is nothing to change: the second run needs no commit', async () => {
    commitAll();
    await cli('server');
    expect(await cli('server')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to change.') });
  });

  it('does not run a command that the repository names as its file system monitor', async () => {
    commitAll();
    git('config', 'core.fsmonitor', `touch ${join(folder, 'ran')}; false`);
    await cli('server');
    await expect(read('ran')).rejects.toThrow('ENOENT');
  });

  it('says so when git is not there to be asked', async () => {
    commitAll();
    const outcome = await runCli(folder, ['run', 'server'], { PATH: join(folder, 'nothing') });
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('git is not installed') });
    expect((await runCli(folder, ['run', 'server', '--force'], { PATH: '' })).code).toBe(0);
  });
});

describe('undoing a run', () => {
  const ODD = `\uFEFF#!/usr/bin/env node\r\n${SERVER.replaceAll('\n', '\r\n')}// no newline at the end`;
  const FILES = { 'package.json': '{"name":"s"}', 'src/my tools.ts': ODD, 'src/b.ts': CLIENT };

  it.each(['in a git repository', 'in a part of one', 'outside of one'])('brings every byte back %s', async (where) => {
    const prefix = where === 'in a part of one' ? 'packages/server/' : '';
    await write(Object.fromEntries(Object.entries(FILES).map(([path, text]) => [prefix + path, text])));
    if (where !== 'outside of one') commitAll();
    const { stdout } = await cli(prefix || '.');
    const command = /^ {2}(git .*apply .*?) {2}# undoes this run$/m.exec(stdout)?.[1] ?? '';
    expect(command).toContain('apply -R .mcp-multi-account/undo.patch');
    expect(await read(`${prefix}src/b.ts`)).toContain('perAccount');
    execFileSync('sh', ['-c', command], { cwd: folder });
    for (const [path, text] of Object.entries(FILES)) expect(await read(prefix + path)).toBe(text);
    if (where !== 'outside of one') expect(git('status', '--porcelain')).toBe('');
  });

  it('works with patch as well', async () => {
    await write({ 'package.json': '{}\n', 'index.ts': SERVER });
    await cli();
    execFileSync('sh', ['-c', 'patch -R -p1 < .mcp-multi-account/undo.patch'], { cwd: folder });
    expect(await read('index.ts')).toBe(SERVER);
  });

  it('covers the manifest above a named file', async () => {
    await write({ 'package.json': '{}\n', 'src/index.ts': SERVER });
    const { stdout } = await cli('src/index.ts');
    expect(stdout).toContain('git apply -R .mcp-multi-account/undo.patch');
    execFileSync('git', ['apply', '-R', '.mcp-multi-account/undo.patch'], { cwd: folder });
    expect([await read('package.json'), await read('src/index.ts')]).toEqual(['{}\n', SERVER]);
  });

  it('is possible run by run, the last one first', async () => {
    await write({ 'package.json': '{}\n', 'index.ts': SERVER });
    await cli('--exclude', 'list');
    const between = await read('index.ts');
    await cli();
    execFileSync('git', ['apply', '-R', '.mcp-multi-account/undo-2.patch'], { cwd: folder });
    expect(await read('index.ts')).toBe(between);
    execFileSync('git', ['apply', '-R', '.mcp-multi-account/undo.patch'], { cwd: folder });
    expect(await read('index.ts')).toBe(SERVER);
  });

  it('leaves nothing that git would commit or npm would publish', async () => {
    await write({ 'package.json': '{ "name": "s", "version": "1.0.0" }\n', '.npmignore': 'x\n', 'index.ts': SERVER });
    commitAll();
    await cli();
    expect(git('status', '--porcelain', '--untracked-files=all')).not.toContain('.mcp-multi-account');
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(packed).toContain('index.ts');
    expect(packed).not.toContain('undo');
  });

  it('writes no patch when nothing is written', async () => {
    await write({ 'index.ts': SERVER });
    await cli('--dry-run');
    await cli('--check');
    await expect(read('.mcp-multi-account/undo.patch')).rejects.toThrow('ENOENT');
  });
});
