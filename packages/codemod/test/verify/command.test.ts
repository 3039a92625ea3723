import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const PROGRAM = fileURLToPath(new URL('support/program.ts', import.meta.url));
const SERVER = ['--', process.execPath, PROGRAM];

function start(given: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [CLI, 'verify', ...given], {
    env: { ...process.env, DATABASE_URL: 'sqlite::memory:', ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const outcome = new Promise<{ code: number | null; stdout: string; stderr: string }>((done) =>
    child.on('close', (code) => done({ code, stdout, stderr })),
  );
  return { child, outcome };
}

const verify = (...given: string[]) => start(given).outcome;

describe('mcp-multi-account verify', () => {
  it('ends with 0 and a table for a server that follows the account', async () => {
    const { code, stdout, stderr } = await verify('--local-aws', ...SERVER, 'converted');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/list-buckets +target 111111111111 +111111111111 +passed +4 versions/);
    expect(stdout).toMatch(/Verified\.\n$/);
  });

  it('ends with 1 and the names of the tools that fail', async () => {
    const { code, stdout } = await verify(...SERVER, 'unconverted');
    expect(code).toBe(1);
    expect(stdout).toContain('Failed:\n  list-buckets: does not list target_account_id\n');
  });

  it('prints only JSON with --json, in the documented shape, also of a server that prints to standard output', async () => {
    const { code, stdout, stderr } = await verify('--json', '--env', 'API_TOKEN=a=b=c-secret', ...SERVER, 'noisy');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(JSON.parse(stdout))).toEqual(['summary', 'protocols', 'tools', 'calls']);
    expect(stdout).not.toContain('a=b=c-secret');
  });

  it('ends with 2 and the last lines of a server that does not start', async () => {
    const { code, stdout, stderr } = await verify(...SERVER, 'crashing');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('it ended with exit code 3');
    expect(stderr).toContain('Cannot connect to');
  });

  it.each([
    ['nothing to verify', [], 'give the command that starts the server'],
    ['a command and a URL', ['--url', 'http://localhost/mcp', '--', 'node'], 'not both'],
    ['a URL that is none', ['--url', 'localhost'], 'It must be an http(s) URL.'],
    ['a local AWS for a server that runs already', ['--url', 'http://localhost/mcp', '--local-aws'], 'need a command'],
    ['arguments of no call', ['--arguments', '{}', '--', 'node'], '--arguments needs --call'],
    ['arguments that are no object', ['--call', 'a', '--arguments', '[1]', '--', 'node'], 'It must be a JSON object.'],
    ['arguments that are no JSON', ['--call', 'a', '--arguments', '{', '--', 'node'], 'It must be a JSON object.'],
    ['a variable without a value', ['--env', 'NAME', '--', 'node'], 'It must be NAME=value.'],
    ['a time that is none', ['--timeout', 'soon', '--', 'node'], 'It must be a number of seconds'],
  ])('ends with 2 for %s', async (_title, given, message) => {
    const { code, stdout, stderr } = await verify(...given);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('leaves no server and no file behind when it is interrupted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verify-interrupted-'));
    const temporary = await mkdtemp(join(folder, 'tmp-'));
    const file = join(folder, 'server.pid');
    const { child, outcome } = start(['--local-aws', ...SERVER, 'silent'], { PID_FILE: file, TMPDIR: temporary });
    const readPid = () => readFile(file, 'utf8').catch(() => '');
    await expect.poll(readPid, { timeout: 20_000 }).toMatch(/\d+/);
    const ours = async () => (await readdir(temporary)).filter((name) => name.startsWith('mcp-verify-'));
    expect(await ours()).toHaveLength(1);
    child.kill('SIGINT');
    expect((await outcome).code).toBe(130);
    expect(await ours()).toEqual([]);
    const pid = Number(await readPid());
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
    await rm(folder, { recursive: true });
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
