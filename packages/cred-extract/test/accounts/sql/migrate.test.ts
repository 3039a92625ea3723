import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountStore, openAccountStore } from '../../../src/accounts/sql/sql-account-store.ts';
import { ConfigurationError } from '../../../src/errors.ts';
import { DATABASE_SERVERS, type DatabaseServer, type TestDatabase } from '../../support/account-databases.ts';
import { ID, KEY, KEYS } from './account-fixtures.ts';

describe.each(['PostgreSQL', 'SQLite'] as const)('the tables of the account store on %s', (kind) => {
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
});
