import { describe, expect, it } from 'vitest';
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

  it('kills it when it is told to stop, and only then fails', async () => {
    const stopping = new AbortController();
    const program = 'process.on("SIGTERM", () => setTimeout(process.exit, 300)); setInterval(() => {}, 1000);';
    const running = runNode(['-e', program], '.', stopping.signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = performance.now();
    stopping.abort();
    await expect(running).rejects.toThrow('aborted');
    expect(performance.now() - began).toBeGreaterThan(250);
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
