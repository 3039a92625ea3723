import { beforeEach, describe, expect, it } from 'vitest';
import type { NewAccount } from '../../../src/accounts/new-account.ts';
import { ConfigurationError } from '../../../src/errors.ts';
import { describeStores } from '../../support/account-stores.ts';
import { ID, KEYS, ROLE, secretOf } from './account-fixtures.ts';

const idOf = (index: number) => String(100_000_000_000 + index);
const many = (count: number): NewAccount[] =>
  Array.from({ length: count }, (_, index) => ({ ...KEYS, account_id: idOf(index), alias: `account ${index}` }));

describeStores('the account store', (at) => {
  beforeEach(async () => {
    await at.store.migrate();
  });

  describe('putMany', () => {
    it('puts what takes several statements, each with its own secret, and lists it page by page', async () => {
      await at.store.putMany(many(2_501));
      const records = await at.store.list();
      expect(records.map(({ account_id }) => account_id)).toEqual(many(2_501).map(({ account_id }) => account_id));
      expect(await secretOf(records[1_234])).toBe('canary/secret+key');
      expect(records[2_500]).toMatchObject({ alias: 'account 2500', auth_type: 'aksk', enabled: true });
    });

    it.runIf(at.kind === 'PostgreSQL')('leaves both searches to an index', async () => {
      await at.store.putMany(many(2_501));
      await at.database.sql('analyze aws_accounts');
      for (const [column, index] of [
        ['alias', 'aws_accounts_alias_idx'],
        ['account_id', 'aws_accounts_account_id_key'],
      ]) {
        const plan = await at.database.sql(`explain select * from aws_accounts where ${column} = 'account 7'`);
        expect(JSON.stringify(plan)).toContain(`using ${index}`);
      }
    });

    it('replaces accounts that exist, as put does, and keeps their IDs and organizations', async () => {
      await at.store.put({ ...ROLE, tags: { a: 'b' }, enabled: false });
      await at.database.sql(`
        insert into organizations (name, external_id) values ('Org', 'org-external-id');
        update aws_accounts set org_id = (select id from organizations)`);
      const before = await at.database.sql('select id, org_id from aws_accounts');
      await at.store.putMany([{ ...ROLE, alias: 'new', tags: null, external_id: null, enabled: true }, KEYS]);
      expect((await at.store.find(ID(ROLE.account_id)))[0]).toMatchObject({
        alias: 'new',
        tags: null,
        enabled: true,
        external_id: 'org-external-id',
      });
      const where = `where account_id = '${ROLE.account_id}'`;
      expect(await at.database.sql(`select id, org_id from aws_accounts ${where}`)).toEqual(before);
    });

    it('writes nothing at all when the last one is wrong', async () => {
      const wrong = { ...ROLE, role_arn: 'arn:aws:iam::999999999999:role/x' };
      await expect(at.store.putMany([...many(600), wrong])).rejects.toThrow(ConfigurationError);
      await expect(at.store.putMany([...many(600), ...many(1)])).rejects.toThrow(
        /100000000000 is given more than once/,
      );
      const keyless = at.open({ encryptionKey: '' });
      await expect(keyless.putMany([ROLE, KEYS])).rejects.toThrow(/ENCRYPTION_KEY is not set/);
      expect(await at.store.list()).toEqual([]);
    });

    it('of nothing does nothing', async () => {
      await at.store.putMany([]);
      expect(await at.store.list()).toEqual([]);
    });

    it('completes when it is run over what it has put before', async () => {
      await at.store.putMany(many(700).slice(0, 300));
      await at.store.putMany(many(700));
      expect(await at.store.list()).toHaveLength(700);
    });

    it('keeps one row of each account when two put the same at once', async () => {
      await Promise.all([at.store.putMany(many(600)), at.open().putMany(many(600).reverse())]).catch((error) => {
        // Two statements that lock the same rows in different order: PostgreSQL ends one of them, to be tried again.
        expect(error).toMatchObject({ errorType: 'database_error', retryable: true });
      });
      await at.store.putMany(many(600));
      expect(await at.store.list()).toHaveLength(600);
    });
  });

  describe('setEnabled', () => {
    it('switches an account off and on, and nothing else of it', async () => {
      await at.store.putMany([KEYS, { ...ROLE, enabled: true }]);
      const [before] = await at.store.find(ID(ROLE.account_id));
      expect(await at.store.setEnabled(ROLE.account_id, false)).toBe(true);
      expect(await at.store.find(ID(ROLE.account_id))).toEqual([{ ...before, enabled: false }]);
      expect((await at.store.find(ID(KEYS.account_id)))[0]?.enabled).toBe(true);
      expect(await at.store.setEnabled(ROLE.account_id, true)).toBe(true);
      expect(await at.store.find(ID(ROLE.account_id))).toEqual([before]);
    });

    it('says whether there was such an account, and takes the ID for no SQL', async () => {
      await at.store.put(KEYS);
      for (const id of ['999999999999', "' or '1'='1", '%', ''])
        expect(await at.store.setEnabled(id, false)).toBe(false);
      expect((await at.store.find(ID(KEYS.account_id)))[0]?.enabled).toBe(true);
    });
  });
});
