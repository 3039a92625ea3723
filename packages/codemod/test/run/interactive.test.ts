import { spawnSync } from 'node:child_process';
import { beforeEach, describe, expect, it } from 'vitest';
import { runOnTerminal } from '../support/run-cli.ts';
import { CLIENT, cli, folder, OPAQUE, read, SERVER, tool, write } from '../support/run-folder.ts';
import { V1 } from '../support/tools.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('run --yes', () => {
  it('asks nothing, with --interactive too, and needs no terminal', async () => {
    await write({ 'index.ts': SERVER });
    expect(await cli('--interactive', '--yes')).toMatchObject({ code: 0, stderr: '' });
    expect(await read('index.ts')).toContain('target_account_id');
  });
});

describe('the progress line', () => {
  it.runIf(hasPython)('says on a terminal what happens, and is gone at the end', async () => {
    await write({ 'index.ts': SERVER });
    const { code, shown } = runOnTerminal(folder, [], ['run', '.']);
    expect(code).toBe(0);
    const steps = shown.split('\r\u001B[K').slice(1, 5);
    expect(steps.slice(0, 3)).toEqual(['Reading .', 'Looking at 1 files of .', 'Writing 1 files']);
    expect(steps[3]).toMatch(/^\S*2 tools: 2 in the source/);
  });
});

describe('run --interactive', () => {
  const terminal = (answers: string[], ...given: string[]) =>
    runOnTerminal(folder, answers, ['run', '--interactive', ...given]);

  beforeEach(() => write({ 'package.json': '{}\n', 'index.ts': SERVER, 'client.ts': CLIENT }));

  it('is refused without a terminal, with what to do instead', async () => {
    const { code, stdout, stderr } = await cli('--interactive');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('--interactive asks on a terminal, and this is none. Give --yes to accept everything.\n');
  });

  it.each(['--check', '--dry-run'])('is refused together with %s', async (option) => {
    expect(await cli('--interactive', option)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot be used with'),
    });
  });

  it.runIf(hasPython)(
    'asks for each tool and each client with its own diff, and changes what was accepted',
    async () => {
      const { code, shown } = terminal(['y\r', 'N\r', '\r', 'what\r', 'y\r'], '--json');
      expect(code).toBe(0);
      expect(shown).toContain('[1/3] tool list  index.ts:4');
      expect(shown).toContain('[2/3] tool delete_all  index.ts:5');
      expect(shown).toContain('[3/3] AWS client S3Client  client.ts:2');
      const first = shown.slice(shown.indexOf('[1/3]'), shown.indexOf('[2/3]'));
      expect(first).toMatch(/^.*\+server\.registerTool\('list'.*target_account_id/m);
      expect(first).not.toContain("+server.registerTool('delete_all'");
      expect(shown.match(/q: quit/g)).toHaveLength(2);
      expect(shown).toContain('"reason": "declined"');
      const index = await read('index.ts');
      expect(index).toContain(tool('delete_all'));
      expect(index.match(/target_account_id/g)).toHaveLength(1);
      expect(await read('client.ts')).toContain('perAccount(');
    },
  );

  it.runIf(hasPython)('takes "a" for all that follow and "d" for none of them', async () => {
    expect(terminal(['n\r', 'd\r']).shown).toContain('Nothing to change.');
    expect(await read('index.ts')).toBe(SERVER);
    const { code, shown } = terminal(['n\r', 'a\r']);
    expect(code).toBe(0);
    expect(shown).toContain('1 in the source, 0 by withAccounts, 0 manual, 1 excluded');
    expect(await read('client.ts')).toContain('perAccount(');
  });

  it.runIf(hasPython).each([
    ['q', 'q\r'],
    ['Ctrl+C', '\u0003'],
    ['the end of the input', '\u0004'],
  ])('changes nothing and ends with 2 at %s', async (_, key) => {
    const { code, shown } = terminal(['y\r', key]);
    expect(shown).toContain('Nothing was changed.');
    expect(shown).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
    expect(await read('index.ts')).toBe(SERVER);
    await expect(read('.mcp-multi-account/undo.patch')).rejects.toThrow('ENOENT');
  });

  it.runIf(hasPython)('asks once for tools that can only be covered together', async () => {
    await write({ 'index.ts': `${V1}${OPAQUE}${OPAQUE.replace('opaque', 'second')}`, 'client.ts': '' });
    const { shown } = terminal(['y\r']);
    expect(shown).toContain('[1/1] tools opaque, second  index.ts:4  by withAccounts: ');
    expect(await read('index.ts')).toContain('withAccounts(');
  });
});
