import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAccountStore } from '../../../src/index.ts';
import { type LocalAws, type SignedRequest, startLocalAws } from '../../../src/testing/index.ts';
import { KEY } from '../../support/account-stores.ts';
import { keyLines } from '../../support/aws-home.ts';
import { type CommandLine, createCommandLine } from '../../support/mcp-accounts.ts';

const SERVER = '999999999999';
const [ROLE, KEYS, WRONG, CLOSED] = ['111111111111', '222222222222', '333333333333', '444444444444'] as const;
const arnOf = (accountId: string) => `arn:aws:iam::${accountId}:role/McpTarget`;

describe('verify', () => {
  let aws: LocalAws;
  let line: CommandLine;

  beforeAll(async () => {
    const role = { name: 'McpTarget', trustedAccounts: [SERVER], externalId: 'external-id' };
    aws = await startLocalAws({
      accounts: [
        { accountId: SERVER },
        { accountId: ROLE, roles: [role] },
        { accountId: KEYS },
        { accountId: WRONG, roles: [{ ...role, externalId: 'another-id' }] },
        { accountId: CLOSED, roles: [role] },
      ],
    });
  });
  afterAll(() => aws.close());

  beforeEach(async () => {
    line = await createCommandLine({ ...aws.env(SERVER), ENCRYPTION_KEY: KEY, ACCOUNT_SOURCES: 'sql' });
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = aws.env(KEYS);
    line.canaries.push(
      AWS_ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY,
      'external-id',
      'arn:aws:iam',
      'assumed-role',
      'ASIA',
      KEY,
    );
    const store = openAccountStore({ env: line.env });
    await store.putMany([
      { account_id: ROLE, alias: 'role', auth_type: 'iam_role', role_arn: arnOf(ROLE), external_id: 'external-id' },
      {
        account_id: KEYS,
        alias: 'keys',
        auth_type: 'aksk',
        access_key_id: AWS_ACCESS_KEY_ID,
        secret_access_key: AWS_SECRET_ACCESS_KEY,
      },
      {
        account_id: CLOSED,
        alias: 'closed',
        auth_type: 'iam_role',
        role_arn: arnOf(CLOSED),
        external_id: 'external-id',
        enabled: false,
      },
    ]);
    await store.close();
    aws.clearRequests();
  });
  afterEach(() => line.remove());

  const addWrong = () =>
    line.run(['add', WRONG, '--alias', 'wrong', '--role-arn', arnOf(WRONG), '--external-id', 'external-id']);

  it('uses every account that is enabled, by AssumeRole and GetCallerIdentity', async () => {
    const { code, stdout, stderr } = await line.run(['verify']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replace(/[\d.]+ s$/m, 'N s')).toBe(
      [
        'ACCOUNT ID    ALIAS   BY        RESULT',
        '111111111111  role    iam_role  ok',
        '222222222222  keys    aksk      ok',
        '444444444444  closed  iam_role  disabled',
        '',
        '3 accounts: 2 ok, 0 failed, 1 disabled, in N s',
        '',
      ].join('\n'),
    );
    const seen = aws.requests.map(({ operation, accountId, principal }) => `${operation} ${accountId} ${principal}`);
    expect(new Set(seen)).toEqual(
      new Set([
        `GetCallerIdentity ${SERVER} key`,
        `AssumeRole ${SERVER} key`,
        `GetCallerIdentity ${ROLE} McpTarget`,
        `GetCallerIdentity ${KEYS} key`,
      ]),
    );
  });

  it('ends with 1 when one fails, and says why in a stable shape', async () => {
    await addWrong();
    const { code } = await line.run(['verify']);
    expect(code).toBe(1);
    const { summary, accounts } = await line.json(['verify']);
    expect(summary).toEqual({ total: 4, ok: 2, failed: 1, skipped: 1, duration_ms: expect.any(Number) });
    expect(accounts[2]).toEqual({
      account_id: WRONG,
      alias: 'wrong',
      auth_type: 'iam_role',
      status: 'failed',
      duration_ms: expect.any(Number),
      error: {
        code: 'ASSUME_ROLE_FAILED',
        message: expect.stringContaining('access denied. Check that the role exists'),
      },
    });
    expect(accounts[0]).toMatchObject({ account_id: ROLE, status: 'ok', error: null });
    expect(accounts[3]).toMatchObject({ account_id: CLOSED, status: 'skipped', error: null });
  });

  it('verifies only the accounts that are named, though they are disabled', async () => {
    await addWrong();
    const { accounts } = await line.json(['verify', 'closed', KEYS, 'keys']);
    expect(
      accounts.map(({ account_id, status }: { account_id: string; status: string }) => [account_id, status]),
    ).toEqual([
      [CLOSED, 'ok'],
      [KEYS, 'ok'],
    ]);
    expect(await line.run(['verify', 'nobody'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('is not kept from an account by the policy, which is about callers', async () => {
    const policy = await line.file('policy.yaml', 'rules: []\n');
    expect((await line.run(['verify'], { env: { ACCOUNT_POLICY: policy } })).code).toBe(0);
  });

  it('works in read-only mode, with the session that servers would have', async () => {
    const { summary } = await line.json(['verify', 'role'], { env: { ACCOUNT_READ_ONLY: 'true' } });
    expect(summary).toMatchObject({ ok: 1, failed: 0 });
  });

  it('says so where the server has no credentials, for each account and without a stack trace', async () => {
    const { code, stdout } = await line.run(['verify', 'role'], {
      env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    });
    expect(code).toBe(1);
    expect(stdout).toContain("the server's own AWS credentials are missing, expired or rejected");
    expect(stdout).not.toContain('    at ');
  });

  it('tells a revoked key from a key that does not decrypt', async () => {
    const other = Buffer.alloc(32, 3).toString('base64');
    const closed = await line.json(['verify', 'keys'], { env: { ENCRYPTION_KEY: other } });
    expect(closed.accounts[0].error.code).toBe('CREDENTIAL_DECRYPTION_FAILED');
    aws.fail({ operation: 'GetCallerIdentity', accountId: KEYS, code: 'InvalidClientTokenId', times: 1 });
    expect((await line.json(['verify', 'keys'])).accounts[0].error.code).toBe('CREDENTIALS_REJECTED');
  });

  it('waits for a throttling STS instead of failing', async () => {
    aws.fail({ operation: 'AssumeRole', code: 'Throttling', times: 3 });
    expect((await line.json(['verify', 'role'])).summary).toMatchObject({ ok: 1, failed: 0 });
  });

  it('verifies AWS profiles, of which several may lead to one account', async () => {
    await mkdir(join(line.folder, '.aws'));
    await writeFile(
      join(line.folder, '.aws/credentials'),
      `[one]\naws_account_id = ${KEYS}\n${keyLines(aws.env(KEYS))}[two]\naws_account_id = ${KEYS}\n${keyLines(aws.env(KEYS))}`,
    );
    const { summary, accounts } = await line.json(['verify'], { env: { ACCOUNT_SOURCES: 'profiles' } });
    expect(summary).toMatchObject({ total: 2, ok: 2 });
    expect(accounts.map(({ alias }: { alias: string }) => alias)).toEqual(['one', 'two']);
  });

  it('says that there is nothing to verify', async () => {
    const { code, stdout } = await line.run(['verify'], { env: { XDG_DATA_HOME: join(line.folder, 'empty') } });
    expect({ code, stdout: stdout.replace(/[\d.]+ s/, 'N s') }).toEqual({
      code: 0,
      stdout: '0 accounts: 0 ok, 0 failed, 0 disabled, in N s\n',
    });
  });

  it('cannot list what is only a convention', async () => {
    const env = {
      ACCOUNT_SOURCES: 'role-name',
      CROSS_ACCOUNT_ROLE_NAME: 'McpTarget',
      CROSS_ACCOUNT_EXTERNAL_ID: 'external-id',
    };
    expect((await line.run(['verify'], { env })).stderr).toContain('List them in CROSS_ACCOUNT_IDS.');
    expect((await line.run(['verify', ROLE], { env })).code).toBe(0);
  });
});

describe('verify of 1,000 accounts', () => {
  it('keeps STS under its 600 requests a second, in every second, and verifies all of them', {
    timeout: 180_000,
  }, async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => String(100_000_000_000 + index));
    const roles = [{ name: 'McpTarget', trustedAccounts: [SERVER] }];
    const aws = await startLocalAws({
      latencyMs: [20, 60],
      accounts: [{ accountId: SERVER }, ...ids.map((accountId) => ({ accountId, roles }))],
    });
    const line = await createCommandLine({ ...aws.env(SERVER), ACCOUNT_SOURCES: 'sql' });
    const store = openAccountStore({ env: line.env });
    await store.putMany(ids.map((account_id) => ({ account_id, auth_type: 'iam_role', role_arn: arnOf(account_id) })));
    await store.close();
    try {
      const { summary } = await line.json(['verify']);
      expect(summary).toMatchObject({ total: 1_000, ok: 1_000, failed: 0 });
      expect(aws.requests.length).toBeLessThanOrEqual(2_001);
      expect(busiestSecond(aws.requests)).toBeLessThan(600);
    } finally {
      await aws.close();
      await line.remove();
    }
  });
});

/** The most requests in any 1,000 milliseconds. */
function busiestSecond(requests: readonly SignedRequest[]): number {
  const times = requests.map(({ time }) => time.getTime()).sort((one, other) => one - other);
  let most = 0;
  for (let start = 0, end = 0; end < times.length; end += 1) {
    while ((times[end] as number) - (times[start] as number) >= 1_000) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}
