import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseSecretArguments } from '../../src/cli/secret-arguments.ts';
import { type CommandLine, createCommandLine, MCP_ACCOUNTS, runNode } from '../support/mcp-accounts.ts';

let line: CommandLine;

beforeAll(async () => {
  line = await createCommandLine();
});
afterAll(() => line.remove());

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('mcp-accounts', () => {
  it('lists its commands and its exit codes', async () => {
    const { code, stdout, stderr } = await line.run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
    const ours = ['init', 'add', 'import', 'list', 'show', 'verify', 'enable', 'disable', 'remove', 'rekey', 'migrate'];
    expect(commands).toEqual([...ours, 'doctor', 'policy', 'help']);
    expect(stdout).toContain('Exit codes: 0 done, 1 something is to be corrected, 2 refused or failed');
  });

  it('loads no AWS SDK, no driver and no parser to say so', async () => {
    const recorder = `import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ resolve: (name, context, next) => { const found = next(name, context); seen.push(found.url); return found; } });
      process.on('exit', () => process.stderr.write(JSON.stringify(seen)));`;
    const flags = ['--import', `data:text/javascript,${encodeURIComponent(recorder)}`];
    const { stderr } = await runNode([...flags, MCP_ACCOUNTS, '--help'], line.folder, line.env);
    const packages = (JSON.parse(stderr) as string[]).flatMap(
      (url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [],
    );
    expect(new Set(packages)).toEqual(new Set(['commander', 'lru-cache']));
  });

  it.each([
    ['an unknown command', ['lst'], "error: unknown command 'lst'\n(Did you mean list?)\n"],
    ['an unknown option', ['list', '--frobnicate'], "error: unknown option '--frobnicate'\n"],
    [
      'an unknown option with a value, which is not repeated',
      ['add', '--secrt-ky=abc'],
      "error: unknown option '--secrt-ky'\n",
    ],
    ['a missing argument', ['show'], "error: missing required argument 'account'\n"],
    ['too many arguments', ['list', 'x'], "error: too many arguments for 'list'. Expected 0 arguments but got 1: x.\n"],
    [
      'a wrong choice',
      ['policy', 'x', '--format', 'xml'],
      "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are json, yaml, cloudformation.\n",
    ],
  ])('ends with 2 for %s', async (_what, args, message) => {
    expect(await line.run(args)).toEqual({ code: 2, stdout: '', stderr: message });
  });

  it('prints an error as JSON where JSON is asked for, and nothing else', async () => {
    const { code, stdout, stderr } = await line.run(['show', '1234', '--json']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'INVALID_ACCOUNT_ID', message: expect.stringContaining('12-digit AWS account ID') },
    });
  });

  it('says what is wrong with a setting without a stack trace, and does not repeat the setting', async () => {
    const { code, stderr } = await line.run(['list'], { env: { DATABASE_URL: 'mysql://root:hunter2@db/x' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^DATABASE_URL must start with postgres:/);
    expect(stderr).not.toMatch(/hunter2|\n {4}at /);
  });
});

describe('secrets in arguments', () => {
  it.each([
    ['--secret-access-key', SECRET],
    [`--secret-access-key=${SECRET}`],
    ['--secret', 'short'],
    ['--aws-secret-key=short'],
    ['--encryption-key=short'],
    ['--password=short'],
    ['--session-token', 'short'],
    [`--alias=${SECRET}`],
    ['--secret-file', SECRET],
    [SECRET],
    ['gkQYB8r7Aq9y4VfsKF5pX2cLr0ZtJw1uNhMvEo3iBdU='],
    ['--database-url', 'sqlite:x'],
    ['--database-url=postgres://u:hunter2@h/d'],
    ['postgres://u:hunter2@h/d'],
  ])('refuses %s and %s, says how to pass it, and does not repeat it', async (...args) => {
    const { code, stdout, stderr } = await line.run([
      'add',
      '111111111111',
      '--access-key-id',
      'AKIAIOSFODNN7EXAMPLE',
      ...args,
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^A secret does not belong into arguments|^The database is not named in arguments/);
    expect(stderr).not.toMatch(/short|wJalr|gkQYB|hunter2/);
  });

  it('are found wherever they stand, by their form', () => {
    const base64 = fc
      .stringMatching(/^[A-Za-z0-9/+]{40}$/)
      .filter((text) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text));
    fc.assert(
      fc.property(base64, fc.array(fc.constantFrom('add', '--alias', 'x')), (secret, before) => {
        expect(() => refuseSecretArguments([...before, secret])).toThrow(/does not belong/);
      }),
    );
  });

  it.each([
    ['arn:aws:iam::111111111111:role/McpTarget'],
    ['arn:aws:iam::111111111111:role/AWSReservedSSO_ReadOnly_0123456789abcdef'],
    ['7f3c1a52-1c1d-4f4e-9a59-5dd7c2f6b0aa'],
    ['da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['Production account of the payments team'],
    ['--secret-file'],
    ['accounts-of-production.csv'],
  ])('does not take %s for one', (argument) => {
    expect(() => refuseSecretArguments(['add', argument])).not.toThrow();
  });
});
