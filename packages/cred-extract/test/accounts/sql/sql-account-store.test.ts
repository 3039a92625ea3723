import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountTarget } from '../../../src/account.ts';
import type { NewAccount } from '../../../src/accounts/new-account.ts';
import { resolveAccount } from '../../../src/accounts/resolve-account.ts';
import { type AccountStore, openAccountStore } from '../../../src/accounts/sql/sql-account-store.ts';
import { AmbiguousAccountAliasError, ConfigurationError } from '../../../src/errors.ts';
import { createKeyring } from '../../../src/secrets/keyring.ts';
import {
  DATABASE_SERVERS,
  type DatabaseServer,
  PYTHON_WEB_COLUMNS,
  pythonSchema,
  type TestDatabase,
} from '../../support/account-databases.ts';

const KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });
const ALIAS = (alias: string): AccountTarget => ({ kind: 'alias', alias });

const KEYS: NewAccount = {
  account_id: '111111111111',
  alias: 'keys',
  auth_type: 'aksk',
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: 'canary/secret+key',
};
const ROLE: NewAccount = {
  account_id: '222222222222',
  alias: 'Büro München',
  auth_type: 'iam_role',
  role_arn: 'arn:aws:iam::222222222222:role/team/Reader',
  external_id: 'canary-external-id',
  region: 'eu-central-1',
  session_duration: 1800,
  environment: 'prod',
  tags: { team: "o'brien", 'cost centre': '12' },
  enabled: false,
};

/** Encrypted by Python's `cryptography` under KEY. */
const PYTHON_SECRET = 'pythonSecret/K7MDENG+bPxRfiCYEXAMPLEKEY0';
const PYTHON_TOKEN =
  'gAAAAABq_-sHkbkSXFMIyh_DZu9J3KWaDDPQ1EDJDMqcetcIec4AclqCW8eZKG6lc2-dqy5Ujr95-xhSZwFcgUiK1m-A4B4WN1nILqRwHgXlTpwqcyNsrM8v5q7QE_ghlePNhlfGsOMv';
const PYTHON_ROWS = `
  insert into organizations (id, name, external_id) values
    ('0a0a0a0a-0000-4000-8000-000000000001', 'Org', 'python-external-id'),
    ('0a0a0a0a-0000-4000-8000-000000000002', 'Org without', null);
  insert into aws_accounts
    (id, account_id, alias, auth_type, access_key_id, secret_access_key_encrypted, role_arn, region, org_id) values
    ('0b0b0b0b-0000-4000-8000-000000000001', '333333333333', 'py-keys', 'aksk', 'AKIAPYTHON0000000000',
      '${PYTHON_TOKEN}', null, 'ap-northeast-1', '0a0a0a0a-0000-4000-8000-000000000001'),
    ('0b0b0b0b-0000-4000-8000-000000000002', '444444444444', 'py-role', 'iam_role', null, null,
      'arn:aws:iam::444444444444:role/CostQRole', 'us-east-1', '0a0a0a0a-0000-4000-8000-000000000001'),
    ('0b0b0b0b-0000-4000-8000-000000000003', '555555555555', 'py-twin', 'iam_role', null, null,
      'arn:aws:iam::555555555555:role/CostQRole', 'us-east-1', '0a0a0a0a-0000-4000-8000-000000000002'),
    ('0b0b0b0b-0000-4000-8000-000000000004', '666666666666', 'py-twin', 'iam_role', null, null,
      'arn:aws:iam::666666666666:role/CostQRole', 'us-east-1', null),
    ('0b0b0b0b-0000-4000-8000-000000000005', '777777777777', 'py-odd', 'sso', null, null, null, 'us-east-1', null);
`;

describe.each(['PostgreSQL', 'SQLite'] as const)('the account store on %s', (kind) => {
  let server: DatabaseServer;
  let database: TestDatabase;
  let store: AccountStore;

  beforeAll(async () => {
    server = await DATABASE_SERVERS[kind]();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    database = await server.createDatabase();
    store = open();
  });
  afterEach(() => store.close());

  function open(): AccountStore {
    return openAccountStore({ databaseUrl: database.url, encryptionKey: KEY, env: {} });
  }

  describe('with its own tables', () => {
    beforeEach(() => store.migrate());

    it('gives back a key pair, with a secret that only the key opens', async () => {
      await store.put(KEYS);
      const [record, ...others] = await store.find(ID('111111111111'));
      expect(others).toEqual([]);
      expect(record).toMatchObject({ account_id: '111111111111', alias: 'keys', auth_type: 'aksk', enabled: true });
      expect(createKeyring(KEY).decrypt(record?.secret_access_key_encrypted ?? '')).toBe('canary/secret+key');
    });

    it('gives back every detail of a role', async () => {
      await store.put(ROLE);
      const [record] = await store.find(ID('222222222222'));
      expect(record).toEqual({ ...ROLE, access_key_id: null, secret_access_key_encrypted: null });
    });

    it('leaves what was not said empty, whatever defaults the table has', async () => {
      await store.put(KEYS);
      const [record] = await store.find(ALIAS('keys'));
      expect(record).toMatchObject({
        region: null,
        session_duration: null,
        tags: null,
        environment: null,
        external_id: null,
      });
    });

    it('keeps no secret in plain text', async () => {
      await store.put(KEYS);
      expect(JSON.stringify(await database.sql('select * from aws_accounts'))).not.toContain('canary');
    });

    it('finds by alias, to the letter', async () => {
      await store.put(ROLE);
      await store.put(KEYS);
      expect(await store.find(ALIAS('Büro München'))).toHaveLength(1);
      expect(await store.find(ALIAS('büro münchen'))).toEqual([]);
      expect(await store.find(ALIAS('Büro'))).toEqual([]);
      expect(await store.find(ALIAS('%'))).toEqual([]);
      expect(await store.find(ALIAS('111111111111'))).toEqual([]);
      expect(await store.find(ID('999999999999'))).toEqual([]);
    });

    it('finds every account that an alias fits', async () => {
      await store.put({ ...KEYS, alias: 'twin' });
      await store.put({ ...ROLE, alias: 'twin' });
      expect(await store.find(ALIAS('twin'))).toHaveLength(2);
      await expect(resolveAccount(store, 'twin')).rejects.toThrow(AmbiguousAccountAliasError);
    });

    it.each([
      "' or '1'='1",
      "111111111111' or 1=1 --",
      "'; drop table aws_accounts; --",
      "' union select * from organizations --",
      '$1',
      '?',
      ':accountId',
      '%',
      '_'.repeat(12),
      '\\',
      '"',
    ])('takes %j for a name and not for SQL', async (text) => {
      await store.put(KEYS);
      expect(await store.find(ALIAS(text))).toEqual([]);
      expect(await store.find(ID(text))).toEqual([]);
      expect(await store.remove(text)).toBe(false);
      expect(await store.list()).toHaveLength(1);
    });

    it('replaces an account as a whole', async () => {
      await store.put({ ...KEYS, tags: { a: 'b' }, region: 'eu-west-1' });
      await store.put({ ...ROLE, account_id: KEYS.account_id, role_arn: 'arn:aws:iam::111111111111:role/Reader' });
      const [record] = await store.find(ID('111111111111'));
      expect(record).toMatchObject({ auth_type: 'iam_role', access_key_id: null, secret_access_key_encrypted: null });
      expect(await store.list()).toHaveLength(1);
    });

    it('lists by account ID', async () => {
      await store.put(ROLE);
      await store.put(KEYS);
      expect((await store.list()).map(({ account_id }) => account_id)).toEqual(['111111111111', '222222222222']);
    });

    it('removes an account once', async () => {
      await store.put(KEYS);
      await store.put(ROLE);
      expect(await store.remove('111111111111')).toBe(true);
      expect(await store.remove('111111111111')).toBe(false);
      expect((await store.list()).map(({ account_id }) => account_id)).toEqual(['222222222222']);
    });

    it('writes nothing of an account that is wrong', async () => {
      await expect(store.put({ ...KEYS, account_id: '1' })).rejects.toThrow(ConfigurationError);
      await expect(store.put({ ...ROLE, role_arn: 'arn:aws:iam::999999999999:role/x' })).rejects.toThrow(
        /another account/,
      );
      expect(await store.list()).toEqual([]);
    });

    it('asks for ENCRYPTION_KEY when there is a secret to encrypt, and only then', async () => {
      const keyless = openAccountStore({ databaseUrl: database.url, env: {} });
      await keyless.put(ROLE);
      await expect(keyless.put(KEYS)).rejects.toThrow(/ENCRYPTION_KEY is not set/);
      expect(await keyless.list()).toHaveLength(1);
      await keyless.close();
    });

    it('reads DATABASE_URL and ENCRYPTION_KEY from the environment it is given', async () => {
      const other = openAccountStore({ env: { DATABASE_URL: database.url, ENCRYPTION_KEY: KEY } });
      await other.put(KEYS);
      expect(await store.find(ID('111111111111'))).toHaveLength(1);
      await other.close();
    });

    it('answers 200 searches at once, each with its own account', async () => {
      const ids = Array.from({ length: 20 }, (_, index) => String(index).padStart(12, '3'));
      await Promise.all(ids.map((id) => store.put({ ...KEYS, account_id: id, alias: `alias-${id}` })));
      const wanted = Array.from({ length: 200 }, (_, index) => ids[index % 20] ?? '');
      const found = await Promise.all(wanted.map((id, index) => store.find(index % 3 ? ID(id) : ALIAS(`alias-${id}`))));
      expect(found.map((records) => records.map(({ account_id }) => account_id))).toEqual(wanted.map((id) => [id]));
    });

    it('keeps one row, and a whole one, of 50 puts of an account at once over two stores', async () => {
      const second = open();
      const puts = Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? store : second).put({ ...ROLE, alias: `v${index}`, environment: `v${index}` }),
      );
      await Promise.all(puts);
      const [record, ...others] = await store.list();
      expect(others).toEqual([]);
      expect(record?.alias).toBe(record?.environment);
      await second.close();
    });

    it('reads accounts and organizations that were inserted by hand, with little said', async () => {
      await database.sql(`
        insert into organizations (name, external_id) values ('Org', 'org-external-id');
        insert into aws_accounts (account_id, auth_type, role_arn, org_id)
          select '888888888888', 'iam_role', 'arn:aws:iam::888888888888:role/x', id from organizations`);
      const [record] = await store.find(ID('888888888888'));
      expect(record).toMatchObject({
        external_id: 'org-external-id',
        region: 'us-east-1',
        session_duration: 3600,
        enabled: true,
      });
    });

    it('prefers the external ID of the account to its organization, and keeps the organization on put', async () => {
      await store.put({ ...ROLE, external_id: null });
      await database.sql(`
        insert into organizations (name, external_id) values ('Org', 'org-external-id');
        update aws_accounts set org_id = (select id from organizations)`);
      expect((await store.find(ID('222222222222')))[0]?.external_id).toBe('org-external-id');
      await store.put(ROLE);
      expect((await store.find(ID('222222222222')))[0]?.external_id).toBe('canary-external-id');
      await store.put({ ...ROLE, external_id: null });
      expect((await store.find(ID('222222222222')))[0]?.external_id).toBe('org-external-id');
    });

    it('sees an account switched off by somebody else', async () => {
      await store.put(KEYS);
      await database.sql('update aws_accounts set enabled = false');
      expect((await store.find(ID('111111111111')))[0]?.enabled).toBe(false);
    });
  });

  describe('migrate', () => {
    it('says what it applied, and has nothing to do the second time', async () => {
      expect(await store.migrate()).toEqual(['0001-accounts']);
      expect(await store.migrate()).toEqual([]);
      const other = open();
      expect(await other.migrate()).toEqual([]);
      await other.close();
    });

    it('runs once, whoever of five begins', async () => {
      const stores = Array.from({ length: 5 }, open);
      const applied = await Promise.all(stores.map((each) => each.migrate()));
      expect(applied.flat()).toEqual(['0001-accounts']);
      await stores[0]?.put(KEYS);
      await Promise.all(stores.map((each) => each.close()));
    });

    it('leaves migrations of another application alone', async () => {
      await database.sql(`
        create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null);
        insert into kysely_migration values ('theirs', '2020-01-01T00:00:00.000Z')`);
      expect(await store.migrate()).toEqual(['0001-accounts']);
      expect(await database.sql('select name from kysely_migration')).toEqual([{ name: 'theirs' }]);
    });
  });

  describe('without tables', () => {
    it.each<[string, () => Promise<unknown>]>([
      ['find', () => store.find(ID('111111111111'))],
      ['list', () => store.list()],
      ['put', () => store.put(KEYS)],
      ['remove', () => store.remove('111111111111')],
    ])('%s says to run migrate(), and repeats nothing', async (_, action) => {
      const error: Error & { cause?: Error } = await action().then(
        () => expect.unreachable(),
        (reason) => reason,
      );
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toContain('Run migrate()');
      expect(`${error.stack} ${error.cause?.stack}`).not.toMatch(/canary|AKIA|gAAAA/);
    });
  });

  describe('in a database of the Python system', () => {
    beforeEach(() => database.sql(pythonSchema(kind) + PYTHON_ROWS));

    it('finds a key pair, and opens the secret that Python encrypted', async () => {
      const [record] = await store.find(ID('333333333333'));
      expect(record).toMatchObject({ alias: 'py-keys', auth_type: 'aksk', region: 'ap-northeast-1', enabled: true });
      expect(createKeyring(KEY).decrypt(record?.secret_access_key_encrypted ?? '')).toBe(PYTHON_SECRET);
    });

    it("finds a role with its organization's external ID", async () => {
      const [record] = await store.find(ALIAS('py-role'));
      expect(record).toMatchObject({
        account_id: '444444444444',
        role_arn: 'arn:aws:iam::444444444444:role/CostQRole',
        external_id: 'python-external-id',
        session_duration: null,
        tags: null,
        enabled: true,
      });
    });

    it('finds a role whose organization has no external ID, and one without an organization', async () => {
      expect((await store.find(ID('555555555555')))[0]?.external_id).toBeNull();
      expect((await store.find(ID('666666666666')))[0]?.external_id).toBeNull();
    });

    it('refuses an alias of two accounts', async () => {
      await expect(resolveAccount(store, 'py-twin')).rejects.toThrow(AmbiguousAccountAliasError);
    });

    it('refuses an account of an unknown auth_type, and no other because of it', async () => {
      await expect(store.find(ID('777777777777'))).rejects.toThrow(ConfigurationError);
      await expect(store.find(ALIAS('py-odd'))).rejects.toThrow(/777777777777 is registered with an unknown auth_type/);
      expect((await store.list()).map(({ alias }) => alias)).toEqual(['py-keys', 'py-role', 'py-twin', 'py-twin']);
    });

    it('reads it with the columns of the web application', async () => {
      for (const column of PYTHON_WEB_COLUMNS.slice(0, -1))
        await database.sql(`alter table aws_accounts add column ${column}`);
      const [record] = await store.find(ID('333333333333'));
      expect(record).toMatchObject({ alias: 'py-keys', session_duration: 3600 });
      expect(record).not.toHaveProperty('is_verified');
    });

    it('changes nothing by reading', async () => {
      const before = await schemaOf(database, kind);
      await store.find(ID('333333333333'));
      await store.list();
      expect(await schemaOf(database, kind)).toEqual(before);
    });

    it('does not write where columns are missing, and says to run migrate()', async () => {
      await expect(store.put(KEYS)).rejects.toThrow(/Run migrate\(\)/);
      await expect(
        store.put({ ...ROLE, account_id: '444444444444', role_arn: 'arn:aws:iam::444444444444:role/x' }),
      ).rejects.toThrow(ConfigurationError);
      expect((await store.find(ID('444444444444')))[0]?.role_arn).toBe('arn:aws:iam::444444444444:role/CostQRole');
    });

    it('keeps its rows and columns through migrate(), and takes accounts then', async () => {
      const columns =
        'id, account_id, alias, auth_type, access_key_id, secret_access_key_encrypted, role_arn, region, org_id';
      const select = `select ${columns} from aws_accounts order by account_id`;
      const before = await database.sql(select);
      expect(await store.migrate()).toEqual(['0001-accounts']);
      expect(await database.sql(select)).toEqual(before);
      await store.put(KEYS);
      await store.put(ROLE);
      expect((await store.find(ID('222222222222')))[0]?.tags).toEqual(ROLE.tags);
      expect((await store.find(ID('333333333333')))[0]).toMatchObject({
        enabled: true,
        external_id: 'python-external-id',
      });
    });

    it('replaces one of its accounts after migrate(), and keeps its ID and its organization', async () => {
      await store.migrate();
      await store.put({
        ...ROLE,
        account_id: '444444444444',
        role_arn: 'arn:aws:iam::444444444444:role/x',
        external_id: null,
      });
      const [record] = await store.find(ID('444444444444'));
      expect(record).toMatchObject({ role_arn: 'arn:aws:iam::444444444444:role/x', external_id: 'python-external-id' });
      expect(await database.sql("select id from aws_accounts where account_id = '444444444444'")).toEqual([
        { id: '0b0b0b0b-0000-4000-8000-000000000002' },
      ]);
    });

    it('adds only the index to a table that has every column', async () => {
      await store.migrate();
      await database.sql('drop index aws_accounts_alias_idx; drop table aws_accounts_migration');
      const before = await schemaOf(database, kind);
      await store.migrate();
      expect(await schemaOf(database, kind)).toEqual(before);
    });

    it('says that the table does not fit where it wants more than a record has', async () => {
      const other = await server.createDatabase();
      await other.sql(pythonSchema(kind).replace('org_id', 'tenant varchar(9) not null, org_id'));
      const strict = openAccountStore({ databaseUrl: other.url, encryptionKey: KEY, env: {} });
      await strict.migrate();
      const error: Error & { cause?: Error } = await strict.put(KEYS).then(
        () => expect.unreachable(),
        (reason) => reason,
      );
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toContain('refuses this change');
      expect(`${error.stack} ${error.cause?.stack}`).not.toMatch(/canary|AKIA|gAAAA/);
      await strict.close();
    });
  });
});

/** Names of the columns, in order. */
function schemaOf(database: TestDatabase, kind: 'PostgreSQL' | 'SQLite'): Promise<Record<string, unknown>[]> {
  if (kind === 'SQLite') return database.sql("select name, type, pk from pragma_table_info('aws_accounts')");
  return database.sql(`
    select column_name, data_type, is_nullable from information_schema.columns
    where table_name = 'aws_accounts' order by ordinal_position`);
}
