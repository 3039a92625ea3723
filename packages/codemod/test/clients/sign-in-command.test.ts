import { describe, expect, it } from 'vitest';
import { rewrittenClients } from '../support/rewritten-clients.ts';

const HEAD = "import { execFile, exec, spawn } from 'node:child_process';\n";

function reasonOf(code: string): string | undefined {
  const { reports, files } = rewrittenClients({ 'cli.ts': HEAD + code });
  if (reports.some(({ how }) => how === 'manual')) expect(files['cli.ts']).toBe(HEAD + code);
  return reports[0]?.reason;
}

describe('a command that signs a person in', () => {
  it.each([
    ['in one line', "exec('aws sso login');"],
    ['with a profile', 'exec(`aws sso login --profile dev`);'],
    ['out again', "exec('aws sso logout');"],
    ['with a list of arguments', "execFile('aws', ['sso', 'login', '--no-browser']);"],
    [
      'with a list that is made before',
      "const args = [...prefix, 'sso', 'login'];\nif (p) args.push('--profile', p);\nspawn('aws', args);",
    ],
  ])('is left to a person, who is told so: %s', (_, code) => {
    expect(reasonOf(code)).toContain('signs a person in');
  });

  it.each([
    ['what SSO knows', "exec('aws sso list-accounts');"],
    ['a bucket of that name', "execFile('aws', ['s3', 'ls', 'sso', 'login']);"],
  ])('is not taken for one that asks for %s', (_, code) => {
    expect(reasonOf(code)).toBe('');
  });

  it('is told apart from one that selects a profile, where the hint is another', () => {
    expect(reasonOf("execFile('aws', ['s3', 'ls', '--profile', name]);")).toContain('currentAccount()');
  });
});
