import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Check } from '../../../src/cli/doctor/check.ts';
import type { FailureModeReport } from '../../../src/cli/doctor/failure-modes.ts';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { DATABASE_SERVERS, type DatabaseServer } from '../../support/account-databases.ts';
import { KEY } from '../../support/account-stores.ts';
import { type CommandLine, createCommandLine } from '../../support/mcp-accounts.ts';

const SERVER = '999999999999';
const [ROLE, KEYS] = ['111111111111', '222222222222'] as const;
const ARN = `arn:aws:iam::${ROLE}:role/McpTarget`;
const OTHER_KEY = Buffer.alloc(32, 5).toString('base64');

interface Diagnosis {
  readonly summary: Readonly<Record<Check['status'], number>>;
  readonly checks: readonly Check[];
  readonly failure_modes: readonly FailureModeReport[];
}

let aws: LocalAws;
let line: CommandLine;

beforeAll(async () => {
  const roles = [{ name: 'McpTarget', trustedAccounts: [SERVER], externalId: 'external-id' }];
  aws = await startLocalAws({ accounts: [{ accountId: SERVER }, { accountId: ROLE, roles }, { accountId: KEYS }] });
});
afterAll(() => aws.close());

beforeEach(async () => {
  line = await createCommandLine({ ...aws.env(SERVER), ENCRYPTION_KEY: KEY, ACCOUNT_SOURCES: 'sql' });
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = aws.env(KEYS);
  const own = aws.env(SERVER);
  line.canaries.push(
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
    'external-id',
    ARN,
    KEY,
    OTHER_KEY,
    own.AWS_SECRET_ACCESS_KEY as string,
  );
});
afterEach(() => line.remove());

async function register(): Promise<void> {
  const keys = aws.env(KEYS);
  await line.run(['init']);
  await line.run(['add', ROLE, '--alias', 'role', '--role-arn', ARN, '--external-id', 'external-id']);
  const byKey = ['add', KEYS, '--alias', 'keys', '--access-key-id', keys.AWS_ACCESS_KEY_ID as string];
  await line.run(byKey, { stdin: keys.AWS_SECRET_ACCESS_KEY as string });
}

const diagnose = (env: Readonly<Record<string, string>> = {}, args: readonly string[] = []): Promise<Diagnosis> =>
  line.json(['doctor', ...args], { env });
const check = ({ checks }: Diagnosis, name: Check['name']) => checks.find((one) => one.name === name) as Check;
const found = ({ failure_modes }: Diagnosis) =>
  failure_modes.filter((mode) => mode.found).map(({ error_type }) => error_type);

describe('doctor', () => {
  it('finds nothing where everything is right, and ends with 0', async () => {
    await register();
    const { code, stdout, stderr } = await line.run(['doctor']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      `ok       environment  accounts come from: sql; region: us-east-1; Node.js ${process.version}`,
      'ok       database     it can be read, and has 2 accounts',
      'ok       key          it opens the one stored secret',
      'ok       accounts     2 accounts, 2 enabled',
      `ok       identity     the server itself is AWS account ${SERVER}`,
      'ok       clock        it agrees with AWS',
      'ok       account      111111111111 (role) can be used',
    ]);
    for (const mode of ['database_error', 'account_not_found', 'credential_error', 'assume_role_error']) {
      expect(stdout).toContain(`  ${mode} (not found here)\n`);
    }
  });

  it('has a stable shape as JSON', async () => {
    await register();
    const { summary, checks, failure_modes } = await diagnose();
    expect(summary).toEqual({ ok: 7, warning: 0, failed: 0, skipped: 0 });
    expect(checks[1]).toEqual({
      name: 'database',
      status: 'ok',
      message: 'it can be read, and has 2 accounts',
      fix: null,
      error_type: null,
    });
    expect(failure_modes.map((mode) => Object.keys(mode))).toEqual(
      Array.from({ length: 4 }, () => ['error_type', 'explanation', 'fix', 'found']),
    );
  });

  it('stops at settings that contradict one another, and says which', async () => {
    const diagnosis = await diagnose({ ENCRYPTION_KEY_SECRET_NAME: 'x' });
    expect(diagnosis.checks).toHaveLength(1);
    expect(check(diagnosis, 'environment')).toMatchObject({
      status: 'failed',
      message: 'ENCRYPTION_KEY and ENCRYPTION_KEY_SECRET_NAME are both set. Unset the one that is not meant.',
    });
    expect((await line.run(['doctor'], { env: { ENCRYPTION_KEY_SECRET_NAME: 'x' } })).code).toBe(1);
  });

  it('reads the policy of callers too, and says what is wrong with it', async () => {
    const ACCOUNT_POLICY = await line.file('policy.yaml', 'rules: []\nunknown: 1\n');
    expect(check(await diagnose({ ACCOUNT_POLICY }), 'environment')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('unknown'),
    });
  });
});

describe('doctor on database_error', () => {
  it.each([
    ['nobody listens', 'postgres://u:hunter2@127.0.0.1:1/db', /cannot be reached.*\(ECONNREFUSED\)/, /security group/],
    ['the SQLite file is not there', 'sqlite:///nowhere/accounts.db', /cannot be used/, /created by mcp-accounts init/],
    ['the tables are missing', 'sqlite::memory:', /does not have the tables/, /mcp-accounts migrate/],
  ])('tells that %s, and what to do', async (_why, url, message, fix) => {
    line.canaries.push('hunter2');
    const diagnosis = await diagnose({ DATABASE_URL: url });
    expect(check(diagnosis, 'database')).toMatchObject({ status: 'failed', error_type: 'database_error' });
    expect(check(diagnosis, 'database').message).toMatch(message);
    expect(check(diagnosis, 'database').fix).toMatch(fix);
    expect(check(diagnosis, 'key').status).toBe('skipped');
    expect(check(diagnosis, 'identity').status).toBe('ok');
    expect(found(diagnosis)).toContain('database_error');
  });

  it('ends though the database takes the connection and never answers', { timeout: 90_000 }, async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const diagnosis = await diagnose({ DATABASE_URL: `postgres://u:p@127.0.0.1:${port}/db` });
    silent.close();
    expect(check(diagnosis, 'database').status).toBe('failed');
  });

  describe('with PostgreSQL', () => {
    let server: DatabaseServer;

    beforeAll(async () => {
      server = await DATABASE_SERVERS.PostgreSQL();
    });
    afterAll(() => server.stop());

    it('tells a wrong password and a missing database from a missing table', async () => {
      const { url } = await server.createDatabase();
      const wrong = new URL(url);
      wrong.password = 'hunter2';
      line.canaries.push('hunter2', new URL(url).password);
      const missing = new URL(url);
      missing.pathname = '/nowhere';
      const messages = await Promise.all(
        [wrong.href, missing.href, url].map(
          async (href) => check(await diagnose({ DATABASE_URL: href }), 'database').message,
        ),
      );
      expect(messages).toEqual([
        expect.stringMatching(/refuses the login.*\(28P01\)/),
        expect.stringContaining('(3D000)'),
        expect.stringContaining('does not have the tables'),
      ]);
    });
  });
});

describe('doctor on credential_error', () => {
  beforeEach(register);

  it('counts the secrets that no key opens, and names their accounts', async () => {
    const diagnosis = await diagnose({ ENCRYPTION_KEY: OTHER_KEY });
    expect(check(diagnosis, 'key')).toEqual({
      name: 'key',
      status: 'failed',
      message: `no key opens 1 of 1 stored secret: ${KEYS}`,
      fix: expect.stringContaining('Add the key they were encrypted with to ENCRYPTION_KEY'),
      error_type: 'credential_error',
    });
    expect(found(diagnosis)).toEqual(['credential_error']);
  });

  it('says that the key is missing where there are secrets, and only there', async () => {
    const diagnosis = await diagnose({ ENCRYPTION_KEY: '' });
    expect(check(diagnosis, 'key')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('ENCRYPTION_KEY is not set'),
    });
    await line.run(['remove', KEYS, '--yes']);
    expect(check(await diagnose({ ENCRYPTION_KEY: '' }), 'key')).toMatchObject({ status: 'skipped' });
  });

  it('recommends rekey where an older key is still in use', async () => {
    expect(check(await diagnose({ ENCRYPTION_KEY: `${OTHER_KEY},${KEY}` }), 'key')).toMatchObject({
      status: 'warning',
      fix: 'mcp-accounts rekey',
    });
  });

  it('tells that AWS rejects a key', async () => {
    aws.fail({ operation: 'GetCallerIdentity', accountId: KEYS, code: 'InvalidClientTokenId', times: 1 });
    const diagnosis = await diagnose({}, ['keys']);
    expect(check(diagnosis, 'account')).toMatchObject({ status: 'failed', error_type: 'credential_error' });
    expect(check(diagnosis, 'account').fix).toContain('mcp-accounts add --replace');
  });
});

describe('doctor on account_not_found', () => {
  it('says that nothing is registered', async () => {
    await line.run(['init']);
    const diagnosis = await diagnose();
    expect(check(diagnosis, 'accounts')).toMatchObject({
      status: 'failed',
      message: 'no account is registered',
      error_type: 'account_not_found',
    });
    expect(check(diagnosis, 'database').status).toBe('warning');
    expect(check(diagnosis, 'account').status).toBe('skipped');
  });

  it('says that nobody has the name that is asked for', async () => {
    await register();
    const diagnosis = await diagnose({}, ['prod']);
    expect(check(diagnosis, 'accounts').message).toContain('"prod" is registered');
    expect(found(diagnosis)).toEqual(['account_not_found']);
  });

  it('warns of an alias that two accounts have, and of accounts that are all disabled', async () => {
    await register();
    await line.run(['add', '333333333333', '--alias', 'role', '--role-arn', 'arn:aws:iam::333333333333:role/x']);
    expect(check(await diagnose(), 'accounts')).toMatchObject({
      status: 'warning',
      message: '3 accounts, 3 enabled; more than one is called "role"',
    });
    for (const account of [ROLE, KEYS, '333333333333']) await line.run(['disable', account]);
    const diagnosis = await diagnose();
    expect(check(diagnosis, 'accounts')).toMatchObject({
      status: 'warning',
      message: 'all of 3 accounts are disabled',
    });
    expect(check(diagnosis, 'account').status).toBe('skipped');
  });
});

describe('doctor on assume_role_error', () => {
  beforeEach(register);

  it('says that the server has no credentials of its own', async () => {
    const diagnosis = await diagnose({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    expect(check(diagnosis, 'identity')).toMatchObject({ status: 'failed', error_type: 'assume_role_error' });
    expect(check(diagnosis, 'identity').fix).toContain('Attach a role');
    expect(found(diagnosis)).toEqual(['assume_role_error']);
  });

  it('says that STS cannot be reached', { timeout: 90_000 }, async () => {
    const diagnosis = await diagnose({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(check(diagnosis, 'identity').message).toBe('AWS STS cannot be reached.');
    expect(check(diagnosis, 'clock')).toMatchObject({ status: 'skipped' });
  });

  it('says that a trust policy does not fit, and how to get the one that does', async () => {
    await line.run(['add', ROLE, '--alias', 'role', '--role-arn', ARN, '--external-id', 'wrong-id', '--replace']);
    const diagnosis = await diagnose();
    expect(check(diagnosis, 'account')).toMatchObject({ status: 'failed', error_type: 'assume_role_error' });
    expect(check(diagnosis, 'account').message).toContain('trust policy and external ID');
    expect(check(diagnosis, 'account').fix).toContain('mcp-accounts policy <account>');
  });

  it.each([
    [-600_000, 'failed', 'it is 600 s ahead of AWS'],
    [120_000, 'warning', 'it is 120 s behind AWS'],
  ])('says how far the clock is off: %i ms', async (offset, status, message) => {
    const skewed = await startLocalAws({ accounts: [{ accountId: SERVER }], now: () => new Date(Date.now() + offset) });
    const { status: actual, message: text } = check(await diagnose({ AWS_ENDPOINT_URL: skewed.endpoint }), 'clock');
    await skewed.close();
    // The time of HTTP has no fractions of a second.
    expect({
      status: actual,
      message: text.replace(/(?:599|601|119|121)/, (n) => String(Math.round(Number(n) / 10) * 10)),
    }).toEqual({
      status,
      message: expect.stringContaining(message),
    });
  });
});
