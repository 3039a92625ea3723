import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { requireSuccess, runNode } from './run-command.ts';

const { signal } = new AbortController();

describe('running a Node program', () => {
  it('gives back what it printed, and its exit code', async () => {
    const finished = await runNode(['-e', 'console.log("out"); console.error("err"); process.exit(3)'], '.', signal);
    expect(finished).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('runs it with the Node that runs this', async () => {
    const { stdout } = await runNode(['-p', 'process.version'], '.', signal);
    expect(stdout.trim()).toBe(process.version);
  });

  it('kills it when it is told to stop, whatever it thinks of that, and fails once it is gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'run-command-'));
    const stopping = new AbortController();
    const program = `
      process.on('SIGTERM', () => {});
      setInterval(() => {}, 1000);
      require('node:fs').writeFileSync('pid', String(process.pid));`;
    const running = runNode(['-e', program], folder, stopping.signal);
    const pid = await vi.waitFor(async () => Number(await readFile(join(folder, 'pid'), 'utf8')), 5000);
    expect(process.kill(pid, 0)).toBe(true);
    stopping.abort();
    await expect(running).rejects.toThrow('aborted');
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await rm(folder, { recursive: true });
  });

  it('fails where nothing can run', async () => {
    expect(await runNode(['no-such-file.js'], '.', signal)).toMatchObject({ code: 1 });
    expect((await runNode(['-e', '0'], '/no/such/folder', signal)).code).not.toBe(0);
  });
});

describe('requiring success', () => {
  it('passes the output of a command that succeeded', () => {
    expect(requireSuccess('npm pack', { code: 0, stdout: 'a.tgz', stderr: 'notice' })).toBe('a.tgz');
  });

  it.each([1, null])('fails with all that a command printed which ended with %j', (code) => {
    const check = () => requireSuccess('npm pack', { code, stdout: 'out', stderr: 'err' });
    expect(check).toThrow(`npm pack ended with ${code}:\nout\nerr`);
  });
});
