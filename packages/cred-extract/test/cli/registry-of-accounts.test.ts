import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAccountStore } from '../../src/index.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import {
  DATABASE_SERVERS,
  type DatabaseServer,
  pythonSchema,
  type TestDatabase,
} from '../support/account-databases.ts';
import { KEY } from '../support/account-stores.ts';
import { type CommandLine, createCommandLine } from '../support/mcp-accounts.ts';

const ROLE = 'arn:aws:iam::111111111111:role/McpTarget';
const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const EXTERNAL_ID = 'external-id-of-111';

const byRole = ['add', '111111111111', '--role-arn', ROLE, '--external-id', EXTERNAL_ID];
const byKey = ['add', '222222222222', '--access-key-id', KEY_ID, '--alias', 'keys'];

describe.each(['PostgreSQL', 'SQLite'] as const)('accounts in %s', (kind) => {
  let server: DatabaseServer;
  let database: TestDatabase;
  let line: CommandLine;

  beforeAll(async () => {
    server = await DATABASE_SERVERS[kind]();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await server.createDatabase();
    line = await createCommandLine({ DATABASE_URL: database.url, ENCRYPTION_KEY: KEY });
    line.canaries.push(ROLE, SECRET, EXTERNAL_ID, KEY_ID, KEY, new URL(database.url).password || KEY);
  });
  afterEach(() => line.remove());

  const stored = async () => {
    const store = openAccountStore({ env: line.env });
    const records = await store.list();
    await store.close();
    return records;
  };

  describe('init and migrate', () => {
    it('make the tables once, and say what comes next', async () => {
      const first = await line.run(['init']);
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(first.stdout).toBe(
        'The database has its tables now.\nThe encryption key is set already.\nNext: mcp-accounts add --help\nand:  mcp-accounts doctor\n',
      );
      expect(await line.json(['init'])).toEqual({ applied: [], key: 'set', key_file: null });
      expect((await line.run(['migrate'])).stdout).toBe('The tables are up to date.\n');
    });

    it('write a key that was not there to a file of its owner, use it again, and never print it', async () => {
      const env = { ENCRYPTION_KEY: '' };
      const path = join(line.folder, '.local/share/mcp-multi-account/encryption-key');
      expect(await line.json(['init'], { env })).toEqual({
        applied: ['0001-accounts'],
        key: 'created',
        key_file: path,
      });
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const key = (await readFile(path, 'utf8')).trim();
      line.canaries.push(key);
      const again = await line.run(['init'], { env });
      expect(again.stdout).toContain(
        `The encryption key of an earlier run is in ${path}. Use it: export ENCRYPTION_KEY="$(cat`,
      );
      expect((await readFile(path, 'utf8')).trim()).toBe(key);
      await line.run(byKey, { env: { ENCRYPTION_KEY: key }, stdin: SECRET });
      const token = (await stored())[0]?.secret_access_key_encrypted as string;
      expect(await createKeyring({ encryptionKey: key, env: {} }).decrypt(token, '222222222222')).toBe(SECRET);
    });

    it('make no key where the stored secrets need another one', async () => {
      await line.run(['init']);
      await line.run(byKey, { stdin: SECRET });
      const { code, stderr } = await line.run(['init'], { env: { ENCRYPTION_KEY: '' } });
      expect(code).toBe(2);
      expect(stderr).toBe(
        'The database has secrets of 1 account, and ENCRYPTION_KEY is not set. Set it to the key they were encrypted with.\n',
      );
      await expect(stat(join(line.folder, '.local'))).rejects.toThrow('ENOENT');
    });

    it.each([
      ['lies in a file', 'file/key', /ENOTDIR|EEXIST/],
      ['is a folder', '.', /EEXIST/],
    ])('say where the key cannot be written because its place %s', async (_why, path, reason) => {
      await line.file('file', '');
      const { code, stderr } = await line.run(['init', '--key-file', path], { env: { ENCRYPTION_KEY: '' } });
      expect(code).toBe(2);
      expect(stderr).toMatch(reason);
      expect(stderr).toContain('Name another place with --key-file.');
    });

    it('complete a database of the Python system, and keep its accounts', async () => {
      await database.sql(`${pythonSchema(kind)}
        insert into aws_accounts (id, account_id, alias, auth_type, role_arn) values
          ('0b0b0b0b-0000-4000-8000-000000000002', '111111111111', 'py', 'iam_role', '${ROLE}')`);
      expect((await line.run(['migrate'])).stdout).toBe('Applied: 0001-accounts\n');
      expect((await line.run(['disable', 'py'])).code).toBe(0);
      expect(await line.json(['show', 'py'])).toMatchObject({
        account: { account_id: '111111111111', enabled: false },
      });
    });
  });

  describe('add', () => {
    beforeEach(async () => {
      await line.run(['init']);
    });

    it('registers a role with everything that is said of it', async () => {
      const details = [
        '--alias',
        'prod',
        '--region',
        'eu-west-1',
        '--session-duration',
        '1800',
        '--environment',
        'production',
      ];
      const { code, stdout } = await line.run([
        ...byRole,
        ...details,
        '--tag',
        'team=pay',
        '--tag',
        'cost=a=b',
        '--disabled',
      ]);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: 'Added 111111111111 (prod).\nNext: mcp-accounts verify 111111111111\n',
      });
      expect(await stored()).toEqual([
        {
          account_id: '111111111111',
          alias: 'prod',
          auth_type: 'iam_role',
          access_key_id: null,
          secret_access_key_encrypted: null,
          role_arn: ROLE,
          external_id: EXTERNAL_ID,
          region: 'eu-west-1',
          session_duration: 1800,
          environment: 'production',
          tags: { team: 'pay', cost: 'a=b' },
          enabled: false,
        },
      ]);
    });

    it.each([
      ['stdin', [], `${SECRET}\n`],
      ['stdin, where it is named', ['--secret-file', '-'], SECRET],
      ['a file', ['--secret-file', 'secret.txt'], 'not this'],
    ])('reads the secret of a key from %s, and stores it encrypted', async (_where, args, stdin) => {
      await line.file('secret.txt', `\uFEFF${SECRET}\r\n`);
      expect(await line.json([...byKey, ...args], { stdin })).toEqual({
        account_id: '222222222222',
        alias: 'keys',
        replaced: false,
      });
      const [record] = await stored();
      const token = record?.secret_access_key_encrypted as string;
      expect(await createKeyring({ encryptionKey: KEY, env: {} }).decrypt(token, '222222222222')).toBe(SECRET);
    });

    it('replaces an account only where that is said', async () => {
      await line.run([...byRole, '--alias', 'first']);
      const { code, stderr } = await line.run([...byRole, '--alias', 'second']);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: 'AWS account 111111111111 is registered already. Give --replace to replace it.\n',
      });
      expect((await stored())[0]?.alias).toBe('first');
      const replaced = await line.run([...byRole, '--alias', 'second', '--replace']);
      expect(replaced.stdout).toMatch(/^Replaced 111111111111 \(second\)\.\n/);
      expect((await stored())[0]?.alias).toBe('second');
    });

    it('does not ask for a secret before it knows that it will take it', async () => {
      await line.run(byKey, { stdin: SECRET });
      expect((await line.run(byKey)).stderr).toContain('is registered already');
      expect((await line.run(byKey, { stdin: SECRET, env: { ENCRYPTION_KEY: '' } })).stderr).toContain(
        'is registered already',
      );
    });

    it('warns where servers would not look', async () => {
      const { code, stderr } = await line.run(byRole, { env: { ACCOUNT_SOURCES: 'profiles' } });
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: 'ACCOUNT_SOURCES does not name "sql": servers with this environment do not read the database.\n',
      });
    });
  });

  describe('with two accounts', () => {
    beforeEach(async () => {
      await line.run(['init']);
      await line.run(byKey, { stdin: SECRET });
      await line.run([...byRole, '--alias', 'prod', '--region', 'eu-west-1']);
    });

    it('list shows them, and whether they are enabled', async () => {
      await line.run(['disable', 'prod']);
      const { code, stdout } = await line.run(['list']);
      expect(code).toBe(0);
      expect(stdout).toBe(
        [
          'ACCOUNT ID    ALIAS  BY        REGION     ENVIRONMENT  STATE',
          '111111111111  prod   iam_role  eu-west-1  -            disabled',
          '222222222222  keys   aksk      -          -            enabled',
          '',
          '2 accounts',
          '',
        ].join('\n'),
      );
    });

    it('show tells that role, external ID and key are set, and not which', async () => {
      expect(await line.json(['show', '111111111111'])).toEqual({
        account: {
          account_id: '111111111111',
          alias: 'prod',
          auth_type: 'iam_role',
          region: 'eu-west-1',
          environment: null,
          tags: {},
          enabled: true,
          session_duration: null,
          profile: null,
          has_role: true,
          has_external_id: true,
          has_access_key: false,
        },
      });
      expect((await line.run(['show', 'keys'])).stdout).toMatch(/External ID {7}not set\nAccess key {8}set\n/);
    });

    it('disable and enable take IDs and aliases, as often as one likes', async () => {
      expect(await line.json(['disable', 'keys'])).toEqual({
        account_id: '222222222222',
        alias: 'keys',
        enabled: false,
      });
      expect((await line.run(['disable', '222222222222'])).code).toBe(0);
      expect((await stored())[1]?.enabled).toBe(false);
      expect((await line.run(['enable', 'keys'])).stdout).toBe(
        '222222222222 (keys) is enabled. Running servers follow within half a minute.\n',
      );
      expect((await stored())[1]?.enabled).toBe(true);
    });

    it('remove does not ask with --yes', async () => {
      expect(await line.json(['remove', 'keys', '--yes'])).toEqual({
        account_id: '222222222222',
        alias: 'keys',
        removed: true,
      });
      const { code, stderr } = await line.run(['remove', 'keys', '--yes']);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr:
          'No AWS account with the ID or alias "keys" is registered. Check target_account_id. mcp-accounts list shows the accounts there are.\n',
      });
    });

    it('rekey puts the newest key everywhere, and names what no key opens', async () => {
      const next = Buffer.alloc(32, 7).toString('base64');
      line.canaries.push(next);
      const env = { ENCRYPTION_KEY: `${next},${KEY}` };
      expect(await line.json(['rekey'], { env })).toEqual({ rekeyed: 1, current: 0, failed: [] });
      expect((await line.run(['rekey'], { env })).stdout).toBe(
        '0 encrypted anew, 1 had the newest key already, 0 failed.\n',
      );
      const lost = await line.run(['rekey']);
      expect(lost).toMatchObject({ code: 1, stderr: '' });
      expect(lost.stdout).toContain('No key opens the secrets of: 222222222222\n');
    });
  });

  it('says what to do where the tables are missing', async () => {
    const { code, stderr } = await line.run(byRole);
    expect(code).toBe(2);
    expect(stderr).toContain('does not have the tables this version needs');
  });

  it('says so where the database is out of reach', async () => {
    const url = kind === 'PostgreSQL' ? 'postgres://u:hunter2@127.0.0.1:1/db' : 'sqlite:///nowhere/accounts.db';
    const { code, stderr } = await line.run(['list'], { env: { DATABASE_URL: url } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^The account database can(?:not|'t) be/);
    expect(stderr).toContain('mcp-accounts doctor');
    expect(stderr).not.toContain('hunter2');
  });

  it('doctor tells of rows that cannot be used, which list leaves out', async () => {
    await line.run(['init']);
    await line.run(byRole);
    await line.run(byKey, { stdin: SECRET });
    await database.sql(`update aws_accounts set auth_type = 'magic' where account_id = '111111111111'`);
    expect((await line.json(['list'])).accounts).toHaveLength(1);
    const { checks } = await line.json(['doctor', 'keys'], { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
    expect(checks[1]).toMatchObject({
      name: 'database',
      status: 'warning',
      message: expect.stringMatching(
        /^1 row cannot be used\. AWS account 111111111111 is registered with an unknown auth_type\./,
      ),
    });
  });

  it('shows control characters of a hand-written alias as what they are', async () => {
    await line.run(['init']);
    await line.run(byRole);
    await database.sql(`update aws_accounts set alias = 'a\u001B[2J\u202Eb'`);
    expect((await line.run(['list'])).stdout).toContain('a\uFFFD[2J\uFFFDb');
  });
});

describe('questions and refusals', () => {
  let line: CommandLine;

  beforeEach(async () => {
    line = await createCommandLine({ ACCOUNT_SOURCES: 'sql', ENCRYPTION_KEY: KEY });
    await line.run(['init']);
  });
  afterEach(() => line.remove());

  it.each([
    ['no secret', byKey, '', 'Secret access key is missing.'],
    ['two lines', byKey, 'a\nb\n', 'Secret access key must be one line.'],
    ['a secret with a space in it', byKey, 'a b', 'secret_access_key must not contain white space.'],
    ['no such file', [...byKey, '--secret-file', 'nowhere'], '', 'The file of --secret-file cannot be read.'],
    ['a secret for a role', [...byRole, '--secret-file', 'x'], '', '--secret-file belongs to --access-key-id.'],
    ['neither role nor key', ['add', '111111111111'], '', 'Give either --role-arn or --access-key-id.'],
    ['both', [...byRole, '--access-key-id', KEY_ID], '', 'Give either --role-arn or --access-key-id.'],
    [
      'a role of another account',
      ['add', '222222222222', '--role-arn', ROLE],
      '',
      'role_arn is of another account than account_id.',
    ],
    [
      'a temporary key',
      ['add', '222222222222', '--access-key-id', 'ASIAIOSFODNN7EXAMPLE'],
      SECRET,
      'belongs to a temporary key',
    ],
    ['an ID of eleven digits', ['add', '11111111111', '--role-arn', ROLE], '', 'account_id must be the 12 digits'],
    [
      'an impossible duration',
      [...byRole, '--session-duration', '1h'],
      '',
      'session_duration must be 900 to 43200 seconds.',
    ],
    ['a tag without a value', [...byRole, '--tag', 'team'], '', '--tag must be key=value.'],
  ])('add refuses %s, and writes nothing', async (_what, args, stdin, message) => {
    const { code, stdout, stderr } = await line.run(args, { stdin });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect((await line.json(['list'])).accounts).toEqual([]);
  });

  it('tells everything that is wrong at once', async () => {
    const { stderr } = await line.run([...byRole, '--region', 'eu west', '--session-duration', '5', '--alias', '../x']);
    expect(stderr.trim().split('\n')).toHaveLength(2 + (stderr.includes('alias') ? 1 : 0));
    expect(stderr).toContain('region must be the code of an AWS Region');
  });

  it.each([
    ['y\n', 0, 1],
    ['YES\n', 0, 1],
    ['n\n', 2, 2],
    ['\n', 2, 2],
    ['', 2, 2],
  ])('remove asks, and takes %j for an answer', async (stdin, expected, left) => {
    await line.run([...byRole, '--alias', 'prod']);
    await line.run(byKey, { stdin: SECRET });
    const { code, stderr } = await line.run(['remove', 'keys'], { stdin });
    expect(code).toBe(expected);
    expect(stderr).toMatch(/^Remove 222222222222 \(keys\), and its stored key if it has one\? \[y\/N\] /);
    expect((await line.json(['list'])).accounts).toHaveLength(left);
  });
});

describe('the embedded database', () => {
  it('is made by init in the data folder of the user, for nobody else', async () => {
    const line = await createCommandLine();
    await line.run(['init']);
    const path = join(line.folder, '.local/share/mcp-multi-account');
    expect((await stat(join(path, 'accounts.db'))).mode & 0o777).toBe(0o600);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await line.remove();
  });
});
