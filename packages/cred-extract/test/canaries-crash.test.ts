import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../src/testing/index.ts';
import { CANARIES, localAccounts, SERVER } from './support/failing-accounts.ts';

const CRASH = fileURLToPath(new URL('./support/crash.ts', import.meta.url));

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws({ accounts: localAccounts });
});
afterAll(() => aws.close());

/** Everything a process wrote that ended with exit code 1. */
async function deathOf(how: string, target: string, more: Record<string, string> = {}): Promise<string> {
  // The role canaries of the crashing process are its own, made at its start: only those that do not change are swept.
  const env = { ...aws.env(SERVER), PATH: process.env.PATH ?? '', ...more };
  const died = promisify(execFile)(process.execPath, ['--import', 'tsx', CRASH, how, target], { env });
  const { code, stdout, stderr } = await died.then(
    () => expect.unreachable('it lived'),
    (error) => error,
  );
  expect(code).toBe(1);
  return stdout + stderr;
}

function expectNoCanary(output: string): void {
  const { encryptionKey: _, ...lasting } = CANARIES;
  const secrets = [...Object.values(lasting), aws.env(SERVER).AWS_SECRET_ACCESS_KEY as string];
  expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
  expect(output).not.toMatch(/arn:aws[\w-]*:(iam|sts):/);
  expect(output).not.toMatch(/\bgAAAA|\bgcm1\.|\bkms1\./);
}

describe('a process that dies', () => {
  it.each([
    ['thrown', '200000000004', 'AssumeRoleError'],
    ['rejected', '200000000009', 'CredentialsRejectedError'],
    ['logged', '200000000013', 'CredentialDecryptionError'],
  ])('of an error that was %s shows none of its secrets', async (how, target, name) => {
    const output = await deathOf(how, target);
    expect(output).toContain(name);
    expectNoCanary(output);
  });

  it('of a broken ENCRYPTION_KEY does not repeat it', async () => {
    const output = await deathOf('thrown', '222222222222', { CRASH_KEY: 'canary-of-an-encryption-key' });
    expect(output).toContain('ConfigurationError');
    expect(output).not.toContain('canary-of-an-encryption-key');
    expectNoCanary(output);
  });
});
