import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAccountStore } from '../../../src/index.ts';
import { createKeyring } from '../../../src/secrets/keyring.ts';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { DATABASE_SERVERS, type DatabaseServer } from '../../support/account-databases.ts';
import { KEY } from '../../support/account-stores.ts';
import { type CommandLine, createCommandLine, MCP_ACCOUNTS } from '../../support/mcp-accounts.ts';

const ARN = 'arn:aws:iam::111111111111:role/McpTarget';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const HEADER = 'account_id,alias,role_arn,external_id,access_key_id,secret_access_key,enabled';

let line: CommandLine;

beforeEach(async () => {
  line = await createCommandLine({ ENCRYPTION_KEY: KEY, ACCOUNT_SOURCES: 'sql' });
  line.canaries.push(ARN, SECRET, KEY, 'external-id');
  await line.run(['init']);
});
afterEach(() => line.remove());

const stored = async (env = line.env) => {
  const store = openAccountStore({ env });
  const records = await store.list();
  await store.close();
  return records;
};

describe('import of a file', () => {
  const good = `111111111111,prod,${ARN},external-id,,,\n222222222222,keys,,,AKIAIOSFODNN7EXAMPLE,${SECRET},\n`;

  it('registers all, encrypts the keys, and says what comes next', async () => {
    await line.file('accounts.csv', `${HEADER}\n${good}`);
    expect(await line.run(['import', 'accounts.csv'])).toEqual({
      code: 0,
      stderr: '',
      stdout:
        'Imported 2 accounts: 2 added, 0 replaced.\nThe secrets of the file are stored encrypted now. Delete the file.\nNext: mcp-accounts verify\n',
    });
    const [role, keys] = await stored();
    expect(role).toMatchObject({
      account_id: '111111111111',
      role_arn: ARN,
      external_id: 'external-id',
      enabled: true,
    });
    const token = keys?.secret_access_key_encrypted as string;
    expect(await createKeyring({ encryptionKey: KEY, env: {} }).decrypt(token, '222222222222')).toBe(SECRET);
  });

  it.each(['accounts.json', 'accounts.yaml'])('takes %s, and tells problems by line', async (name) => {
    const json = `[\n  { "account_id": "111111111111", "role_arn": "${ARN}", "tags": { "a": "b" } },\n  { "account_id": "2" }\n]\n`;
    const yaml = `- account_id: "111111111111"\n  role_arn: ${ARN}\n  tags: { a: b }\n- account_id: 2\n`;
    await line.file(name, name.endsWith('json') ? json : yaml);
    const { problems } = await line.json(['import', name]);
    expect(problems).toEqual([
      { place: name.endsWith('json') ? 'line 3' : 'line 4', message: expect.stringContaining('12 digits') },
    ]);
    expect(await stored()).toEqual([]);
    expect(await line.json(['import', name, '--skip-invalid'])).toEqual({
      summary: { imported: 1, added: 1, replaced: 0 },
      problems,
    });
    expect(await stored()).toMatchObject([{ account_id: '111111111111', tags: { a: 'b' } }]);
  });

  it('writes nothing where one row is wrong, and lists every problem', async () => {
    await line.file('accounts.csv', `${HEADER}\n${good}3,x,,,,,\n444444444444,x,,,,,\n`);
    const { code, stdout } = await line.run(['import', 'accounts.csv']);
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'line 4: account_id must be the 12 digits of an AWS account ID.',
        'line 5: auth_type must be aksk or iam_role.',
        '',
        '2 problems. Nothing was imported. Correct them, or give --skip-invalid to import the others.',
        '',
      ].join('\n'),
    );
    expect(await stored()).toEqual([]);
  });

  it('keeps an account closed that somebody closed since, unless the file says otherwise', async () => {
    await line.file('accounts.csv', `${HEADER}\n${good}`);
    await line.run(['import', 'accounts.csv']);
    await line.run(['disable', 'prod']);
    expect((await line.json(['import', 'accounts.csv'])).summary).toEqual({ imported: 2, added: 0, replaced: 2 });
    expect((await stored()).map(({ enabled }) => enabled)).toEqual([false, true]);
    await line.file('open.csv', `${HEADER}\n111111111111,prod,${ARN},external-id,,,true\n`);
    await line.run(['import', 'open.csv']);
    expect((await stored())[0]?.enabled).toBe(true);
  });

  it.each([
    ['nothing to read', ['import'], 'Give either a file, --profiles or --organizations.'],
    ['two origins', ['import', 'a.csv', '--profiles'], 'Give either a file, --profiles or --organizations.'],
    ['no such file', ['import', 'a.csv'], 'There is no file a.csv.'],
    ['a file of another kind', ['import', 'a.xlsx'], 'a.xlsx must be a .csv, .json or .yaml file.'],
  ])('refuses %s', async (_what, args, message) => {
    await line.file('a.xlsx', 'x');
    expect(await line.run(args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
  });

  it('does not write a key that it cannot encrypt', async () => {
    await line.file('accounts.csv', `${HEADER}\n${good}`);
    const { code, stderr } = await line.run(['import', 'accounts.csv'], { env: { ENCRYPTION_KEY: '' } });
    expect(code).toBe(2);
    expect(stderr).toContain('ENCRYPTION_KEY is not set');
    expect(await stored()).toEqual([]);
  });
});

describe('import of AWS profiles', () => {
  const KEYS = { id: 'AKIAPROFILE0000000001', secret: 'profile-secret-of-222222222222-abcdefghij' };
  let aws: LocalAws;

  beforeAll(async () => {
    const accessKeys = [{ accessKeyId: KEYS.id, secretAccessKey: KEYS.secret }];
    aws = await startLocalAws({ accounts: [{ accountId: '222222222222', accessKeys }] });
  });
  afterAll(() => aws.close());

  it('takes those with a role and those with keys, and says why it leaves the others', async () => {
    await mkdir(join(line.folder, '.aws'));
    await writeFile(
      join(line.folder, '.aws/config'),
      `[profile prod]\nrole_arn = ${ARN}\nsource_profile = keys\nexternal_id = external-id\nregion = eu-west-1\n
[profile login]\nsso_session = corp\nsso_account_id = 333333333333\nsso_role_name = Reader\n
[sso-session corp]\nsso_start_url = https://x\nsso_region = us-east-1\n
[profile empty]\nregion = us-east-1\n`,
    );
    await writeFile(
      join(line.folder, '.aws/credentials'),
      `[keys]\naws_access_key_id = ${KEYS.id}\naws_secret_access_key = ${KEYS.secret}\n`,
    );
    line.canaries.push(KEYS.secret, KEYS.id);
    const env = { AWS_ENDPOINT_URL: aws.endpoint };
    const { problems, summary } = await line.json(['import', '--profiles', '--skip-invalid'], { env });
    expect(summary).toEqual({ imported: 2, added: 2, replaced: 0 });
    expect(problems).toEqual([
      { place: 'profile login', message: expect.stringContaining('come from SSO, which a database cannot hold') },
      { place: 'profile empty', message: 'it has no usable credentials. Correct or remove it.' },
    ]);
    const records = await stored();
    expect(records).toMatchObject([
      {
        account_id: '111111111111',
        alias: 'prod',
        auth_type: 'iam_role',
        role_arn: ARN,
        external_id: 'external-id',
        region: 'eu-west-1',
      },
      { account_id: '222222222222', alias: 'keys', auth_type: 'aksk', access_key_id: KEYS.id },
    ]);
    expect((await line.run(['import', '--profiles'], { env })).code).toBe(1);
  });
});

describe('import of an organization', () => {
  const SERVER = '999999999999';
  let aws: LocalAws;

  beforeAll(async () => {
    const members = [
      { accountId: '111111111111', name: 'Payments' },
      { accountId: '222222222222', name: 'Closed', state: 'SUSPENDED' as const },
    ];
    aws = await startLocalAws({ accounts: [{ accountId: SERVER, organization: { members } }] });
  });
  afterAll(() => aws.close());

  it('gives each account the role of the same name, and does not open what is closed', async () => {
    const env = { ...aws.env(SERVER), CROSS_ACCOUNT_ROLE_NAME: 'McpTarget' };
    expect((await line.json(['import', '--organizations'], { env })).summary).toEqual({
      imported: 2,
      added: 2,
      replaced: 0,
    });
    expect(await stored()).toMatchObject([
      { account_id: '111111111111', alias: 'Payments', role_arn: ARN, enabled: true },
      { account_id: '222222222222', alias: 'Closed', enabled: false },
    ]);
    await line.run(['disable', 'Payments']);
    await line.run(['import', '--organizations'], { env });
    expect((await stored()).map(({ enabled }) => enabled)).toEqual([false, false]);
  });

  it('says which setting is missing', async () => {
    const { code, stderr } = await line.run(['import', '--organizations'], { env: aws.env(SERVER) });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('needs CROSS_ACCOUNT_ROLE_NAME'),
    });
  });
});

describe('an import that is killed', () => {
  let server: DatabaseServer;

  beforeAll(async () => {
    server = await DATABASE_SERVERS.PostgreSQL();
  });
  afterAll(() => server.stop());

  it('leaves whole accounts, and is completed by running it again', { timeout: 180_000 }, async () => {
    const { url } = await server.createDatabase();
    Object.assign(line.env, { DATABASE_URL: url });
    await line.run(['init']);
    const ids = Array.from({ length: 20_000 }, (_, index) => String(100_000_000_000 + index));
    const rows = ids.map((id) => `${id},,arn:aws:iam::${id}:role/McpTarget,external-id,,,`);
    await line.file('many.csv', `${HEADER}\n${rows.join('\n')}\n`);
    const counts: number[] = [];
    // At ever later points, as soon as something is there and long before the end.
    for (const batches of [1, 8]) {
      const child = spawn(process.execPath, [MCP_ACCOUNTS, 'import', 'many.csv'], { cwd: line.folder, env: line.env });
      const exited = once(child, 'exit');
      const counter = openAccountStore({ env: line.env });
      while (child.exitCode === null && (await counter.list()).length <= batches * 500) await delay(5);
      child.kill('SIGKILL');
      await exited;
      const records = await counter.list();
      await counter.close();
      counts.push(records.length);
      expect(records.every(({ role_arn, external_id }) => role_arn && external_id)).toBe(true);
    }
    expect(counts.some((count) => count > 0 && count < ids.length)).toBe(true);
    expect((await line.json(['import', 'many.csv'])).summary).toMatchObject({ imported: 20_000 });
    expect((await stored()).map(({ account_id }) => account_id)).toEqual(ids);
  });
});
