import { beforeEach, describe, expect, it } from 'vitest';
import { resolveAccount } from '../../../src/accounts/resolve-account.ts';
import { openAccountStore } from '../../../src/accounts/sql/sql-account-store.ts';
import { AmbiguousAccountAliasError, ConfigurationError } from '../../../src/errors.ts';
import { describeStores, KEY } from '../../support/account-stores.ts';
import { ALIAS, ID, KEYS, ROLE, secretOf } from './account-fixtures.ts';

describeStores('the account store', (at) => {
  describe('with its own tables', () => {
    beforeEach(() => at.store.migrate());

    it('gives back a key pair, with a secret that only the key opens', async () => {
      await at.store.put(KEYS);
      const [record, ...others] = await at.store.find(ID('111111111111'));
      expect(others).toEqual([]);
      expect(record).toMatchObject({ account_id: '111111111111', alias: 'keys', auth_type: 'aksk', enabled: true });
      expect(record?.secret_access_key_encrypted).toMatch(/^gcm1\./);
      expect(await secretOf(record)).toBe('canary/secret+key');
    });

    it('gives back every detail of a role', async () => {
      await at.store.put(ROLE);
      const [record] = await at.store.find(ID('222222222222'));
      expect(record).toEqual({ ...ROLE, access_key_id: null, secret_access_key_encrypted: null });
    });

    it('leaves what was not said empty, whatever defaults the table has', async () => {
      await at.store.put(KEYS);
      const [record] = await at.store.find(ALIAS('keys'));
      expect(record).toMatchObject({
        region: null,
        session_duration: null,
        tags: null,
        environment: null,
        external_id: null,
      });
    });

    it('keeps no secret in plain text', async () => {
      await at.store.put(KEYS);
      expect(JSON.stringify(await at.database.sql('select * from aws_accounts'))).not.toContain('canary');
    });

    it('finds by alias, to the letter', async () => {
      await at.store.put(ROLE);
      await at.store.put(KEYS);
      expect(await at.store.find(ALIAS('Büro München'))).toHaveLength(1);
      expect(await at.store.find(ALIAS('büro münchen'))).toEqual([]);
      expect(await at.store.find(ALIAS('Büro'))).toEqual([]);
      expect(await at.store.find(ALIAS('%'))).toEqual([]);
      expect(await at.store.find(ALIAS('111111111111'))).toEqual([]);
      expect(await at.store.find(ID('999999999999'))).toEqual([]);
    });

    it('finds every account that an alias fits', async () => {
      await at.store.put({ ...KEYS, alias: 'twin' });
      await at.store.put({ ...ROLE, alias: 'twin' });
      expect(await at.store.find(ALIAS('twin'))).toHaveLength(2);
      await expect(resolveAccount(at.store, 'twin')).rejects.toThrow(AmbiguousAccountAliasError);
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
      await at.store.put(KEYS);
      expect(await at.store.find(ALIAS(text))).toEqual([]);
      expect(await at.store.find(ID(text))).toEqual([]);
      expect(await at.store.remove(text)).toBe(false);
      expect(await at.store.list()).toHaveLength(1);
    });

    it('replaces an account as a whole', async () => {
      await at.store.put({ ...KEYS, tags: { a: 'b' }, region: 'eu-west-1' });
      await at.store.put({ ...ROLE, account_id: KEYS.account_id, role_arn: 'arn:aws:iam::111111111111:role/Reader' });
      const [record] = await at.store.find(ID('111111111111'));
      expect(record).toMatchObject({ auth_type: 'iam_role', access_key_id: null, secret_access_key_encrypted: null });
      expect(await at.store.list()).toHaveLength(1);
    });

    it('lists by account ID', async () => {
      await at.store.put(ROLE);
      await at.store.put(KEYS);
      expect((await at.store.list()).map(({ account_id }) => account_id)).toEqual(['111111111111', '222222222222']);
    });

    it('tells what is wrong with the rows that it does not list', async () => {
      await at.store.put(ROLE);
      await at.store.put(KEYS);
      expect(await at.store.problems()).toEqual([]);
      await at.database.sql(`update aws_accounts set auth_type = 'magic' where account_id = '222222222222';
        update aws_accounts set account_id = '12' where account_id = '111111111111'`);
      expect(await at.store.list()).toEqual([]);
      expect(await at.store.problems()).toEqual([
        'A registered AWS account has an account_id that is not 12 digits.',
        'AWS account 222222222222 is registered with an unknown auth_type. Known are: aksk, iam_role.',
      ]);
    });

    it('removes an account once', async () => {
      await at.store.put(KEYS);
      await at.store.put(ROLE);
      expect(await at.store.remove('111111111111')).toBe(true);
      expect(await at.store.remove('111111111111')).toBe(false);
      expect((await at.store.list()).map(({ account_id }) => account_id)).toEqual(['222222222222']);
    });

    it('writes nothing of an account that is wrong', async () => {
      await expect(at.store.put({ ...KEYS, account_id: '1' })).rejects.toThrow(ConfigurationError);
      await expect(at.store.put({ ...ROLE, role_arn: 'arn:aws:iam::999999999999:role/x' })).rejects.toThrow(
        /another account/,
      );
      expect(await at.store.list()).toEqual([]);
    });

    it('asks for ENCRYPTION_KEY when there is a secret to encrypt, and only then', async () => {
      const keyless = openAccountStore({ databaseUrl: at.database.url, env: {} });
      await keyless.put(ROLE);
      await expect(keyless.put(KEYS)).rejects.toThrow(/ENCRYPTION_KEY is not set/);
      expect(await keyless.list()).toHaveLength(1);
      await keyless.close();
    });

    it('reads DATABASE_URL and ENCRYPTION_KEY from the environment it is given', async () => {
      const other = openAccountStore({ env: { DATABASE_URL: at.database.url, ENCRYPTION_KEY: KEY } });
      await other.put(KEYS);
      expect(await at.store.find(ID('111111111111'))).toHaveLength(1);
      await other.close();
    });

    it('answers 200 searches at once, each with its own account', async () => {
      const ids = Array.from({ length: 20 }, (_, index) => String(index).padStart(12, '3'));
      await Promise.all(ids.map((id) => at.store.put({ ...KEYS, account_id: id, alias: `alias-${id}` })));
      const wanted = Array.from({ length: 200 }, (_, index) => ids[index % 20] ?? '');
      const found = await Promise.all(
        wanted.map((id, index) => at.store.find(index % 3 ? ID(id) : ALIAS(`alias-${id}`))),
      );
      expect(found.map((records) => records.map(({ account_id }) => account_id))).toEqual(wanted.map((id) => [id]));
    });

    it('keeps one row, and a whole one, of 50 puts of an account at once over two stores', async () => {
      const second = at.open();
      const puts = Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? at.store : second).put({ ...ROLE, alias: `v${index}`, environment: `v${index}` }),
      );
      await Promise.all(puts);
      const [record, ...others] = await at.store.list();
      expect(others).toEqual([]);
      expect(record?.alias).toBe(record?.environment);
      await second.close();
    });

    it('reads accounts and organizations that were inserted by hand, with little said', async () => {
      await at.database.sql(`
        insert into organizations (name, external_id) values ('Org', 'org-external-id');
        insert into aws_accounts (account_id, auth_type, role_arn, org_id)
          select '888888888888', 'iam_role', 'arn:aws:iam::888888888888:role/x', id from organizations`);
      const [record] = await at.store.find(ID('888888888888'));
      expect(record).toMatchObject({
        external_id: 'org-external-id',
        region: 'us-east-1',
        session_duration: 3600,
        enabled: true,
      });
    });

    it('prefers the external ID of the account to its organization, and keeps the organization on put', async () => {
      await at.store.put({ ...ROLE, external_id: null });
      await at.database.sql(`
        insert into organizations (name, external_id) values ('Org', 'org-external-id');
        update aws_accounts set org_id = (select id from organizations)`);
      expect((await at.store.find(ID('222222222222')))[0]?.external_id).toBe('org-external-id');
      await at.store.put(ROLE);
      expect((await at.store.find(ID('222222222222')))[0]?.external_id).toBe('canary-external-id');
      await at.store.put({ ...ROLE, external_id: null });
      expect((await at.store.find(ID('222222222222')))[0]?.external_id).toBe('org-external-id');
    });

    it('sees an account switched off by somebody else', async () => {
      await at.store.put(KEYS);
      await at.database.sql('update aws_accounts set enabled = false');
      expect((await at.store.find(ID('111111111111')))[0]?.enabled).toBe(false);
    });
  });
});
