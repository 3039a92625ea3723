import { beforeEach, describe, expect, it } from 'vitest';
import { resolveAccount } from '../../../src/accounts/resolve-account.ts';
import { openAccountStore } from '../../../src/accounts/sql/sql-account-store.ts';
import { AmbiguousAccountAliasError, ConfigurationError } from '../../../src/errors.ts';
import { PYTHON_WEB_COLUMNS, pythonSchema, type TestDatabase } from '../../support/account-databases.ts';
import { describeStores, KEY } from '../../support/account-stores.ts';
import { hasPythonCryptography, runPython } from '../../support/python.ts';
import { ALIAS, ID, KEYS, ROLE, secretOf } from './account-fixtures.ts';

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

describeStores('the account store', (at) => {
  describe('in a database of the Python system', () => {
    beforeEach(() => at.database.sql(pythonSchema(at.kind) + PYTHON_ROWS));

    it('finds a key pair, and opens the secret that Python encrypted', async () => {
      const [record] = await at.store.find(ID('333333333333'));
      expect(record).toMatchObject({ alias: 'py-keys', auth_type: 'aksk', region: 'ap-northeast-1', enabled: true });
      expect(await secretOf(record)).toBe(PYTHON_SECRET);
    });

    it("finds a role with its organization's external ID", async () => {
      const [record] = await at.store.find(ALIAS('py-role'));
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
      expect((await at.store.find(ID('555555555555')))[0]?.external_id).toBeNull();
      expect((await at.store.find(ID('666666666666')))[0]?.external_id).toBeNull();
    });

    it('refuses an alias of two accounts', async () => {
      await expect(resolveAccount(at.store, 'py-twin')).rejects.toThrow(AmbiguousAccountAliasError);
    });

    it('refuses an account of an unknown auth_type, and no other because of it', async () => {
      await expect(at.store.find(ID('777777777777'))).rejects.toThrow(ConfigurationError);
      await expect(at.store.find(ALIAS('py-odd'))).rejects.toThrow(
        /777777777777 is registered with an unknown auth_type/,
      );
      expect((await at.store.list()).map(({ alias }) => alias)).toEqual(['py-keys', 'py-role', 'py-twin', 'py-twin']);
    });

    it('reads it with the columns of the web application', async () => {
      for (const column of PYTHON_WEB_COLUMNS.slice(0, -1))
        await at.database.sql(`alter table aws_accounts add column ${column}`);
      const [record] = await at.store.find(ID('333333333333'));
      expect(record).toMatchObject({ alias: 'py-keys', session_duration: 3600 });
      expect(record).not.toHaveProperty('is_verified');
    });

    it('changes nothing by reading', async () => {
      const before = await schemaOf(at.database, at.kind);
      await at.store.find(ID('333333333333'));
      await at.store.list();
      expect(await schemaOf(at.database, at.kind)).toEqual(before);
    });

    it('does not write where columns are missing, and says which command brings them', async () => {
      await expect(at.store.put(KEYS)).rejects.toThrow(/Run mcp-accounts migrate/);
      await expect(
        at.store.put({ ...ROLE, account_id: '444444444444', role_arn: 'arn:aws:iam::444444444444:role/x' }),
      ).rejects.toThrow(ConfigurationError);
      expect((await at.store.find(ID('444444444444')))[0]?.role_arn).toBe('arn:aws:iam::444444444444:role/CostQRole');
    });

    it('keeps its rows and columns through migrate(), and takes accounts then', async () => {
      const columns =
        'id, account_id, alias, auth_type, access_key_id, secret_access_key_encrypted, role_arn, region, org_id';
      const select = `select ${columns} from aws_accounts order by account_id`;
      const before = await at.database.sql(select);
      expect(await at.store.migrate()).toEqual(['0001-accounts']);
      expect(await at.database.sql(select)).toEqual(before);
      await at.store.put(KEYS);
      await at.store.put(ROLE);
      expect((await at.store.find(ID('222222222222')))[0]?.tags).toEqual(ROLE.tags);
      expect((await at.store.find(ID('333333333333')))[0]).toMatchObject({
        enabled: true,
        external_id: 'python-external-id',
      });
    });

    it('replaces one of its accounts after migrate(), and keeps its ID and its organization', async () => {
      await at.store.migrate();
      await at.store.put({
        ...ROLE,
        account_id: '444444444444',
        role_arn: 'arn:aws:iam::444444444444:role/x',
        external_id: null,
      });
      const [record] = await at.store.find(ID('444444444444'));
      expect(record).toMatchObject({ role_arn: 'arn:aws:iam::444444444444:role/x', external_id: 'python-external-id' });
      expect(await at.database.sql("select id from aws_accounts where account_id = '444444444444'")).toEqual([
        { id: '0b0b0b0b-0000-4000-8000-000000000002' },
      ]);
    });

    it.runIf(hasPythonCryptography())('is shared with Python: each reads what the other writes', async () => {
      await at.store.migrate();
      const shared = at.open({ env: { SECRET_FORMAT: 'fernet' } });
      await shared.put(KEYS);
      const [row] = await at.database.sql(
        "select secret_access_key_encrypted as token from aws_accounts where account_id = '111111111111'",
      );
      const read = 'print(json.dumps(Fernet(data["key"]).decrypt(data["token"]).decode()))';
      expect(runPython(read, { key: KEY, token: row?.token })).toBe(KEYS.secret_access_key);

      const write = 'print(json.dumps(Fernet(data["key"]).encrypt(b"written by Python").decode()))';
      const token = runPython(write, { key: KEY });
      await at.database.sql(
        `update aws_accounts set secret_access_key_encrypted = '${token}' where account_id = '333333333333'`,
      );
      expect(await secretOf((await at.store.find(ID('333333333333')))[0])).toBe('written by Python');
    });

    it('adds only the index to a table that has every column', async () => {
      await at.store.migrate();
      await at.database.sql('drop index aws_accounts_alias_idx; drop table aws_accounts_migration');
      const before = await schemaOf(at.database, at.kind);
      await at.store.migrate();
      expect(await schemaOf(at.database, at.kind)).toEqual(before);
    });

    it('says that the table does not fit where it wants more than a record has', async () => {
      const other = await at.server.createDatabase();
      await other.sql(pythonSchema(at.kind).replace('org_id', 'tenant varchar(9) not null, org_id'));
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
