import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../src/errors.ts';
import { describeStores } from '../../support/account-stores.ts';
import { ID, KEYS } from './account-fixtures.ts';

describeStores('the tables of the account store', (at) => {
  describe('migrate', () => {
    it('says what it applied, and has nothing to do the second time', async () => {
      expect(await at.store.migrate()).toEqual(['0001-accounts']);
      expect(await at.store.migrate()).toEqual([]);
      const other = at.open();
      expect(await other.migrate()).toEqual([]);
      await other.close();
    });

    it('runs once, whoever of five begins', async () => {
      const stores = Array.from({ length: 5 }, () => at.open());
      const applied = await Promise.all(stores.map((each) => each.migrate()));
      expect(applied.flat()).toEqual(['0001-accounts']);
      await stores[0]?.put(KEYS);
      await Promise.all(stores.map((each) => each.close()));
    });

    it('leaves migrations of another application alone', async () => {
      await at.database.sql(`
        create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null);
        insert into kysely_migration values ('theirs', '2020-01-01T00:00:00.000Z')`);
      expect(await at.store.migrate()).toEqual(['0001-accounts']);
      expect(await at.database.sql('select name from kysely_migration')).toEqual([{ name: 'theirs' }]);
    });
  });

  describe('without tables', () => {
    it.each<[string, () => Promise<unknown>]>([
      ['find', () => at.store.find(ID('111111111111'))],
      ['list', () => at.store.list()],
      ['put', () => at.store.put(KEYS)],
      ['putMany', () => at.store.putMany([KEYS])],
      ['setEnabled', () => at.store.setEnabled('111111111111', false)],
      ['rekey', () => at.store.rekey()],
      ['remove', () => at.store.remove('111111111111')],
    ])('%s says to run migrate(), and repeats nothing', async (_, action) => {
      const error: Error & { cause?: Error } = await action().then(
        () => expect.unreachable(),
        (reason) => reason,
      );
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toContain('Run mcp-accounts migrate');
      expect(`${error.stack} ${error.cause?.stack}`).not.toMatch(/canary|AKIA|gAAAA/);
    });
  });
});
