import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import {
  type AccountStore,
  type AccountStoreOptions,
  openAccountStore,
} from '../../src/accounts/sql/sql-account-store.ts';
import { DATABASE_SERVERS, type DatabaseServer, type TestDatabase } from './account-databases.ts';

export const KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';

/** What each test of `describeStores` finds, anew: an empty database, and a store open on it. */
export interface StoreFixture {
  readonly kind: keyof typeof DATABASE_SERVERS;
  readonly server: DatabaseServer;
  readonly database: TestDatabase;
  readonly store: AccountStore;
  /** Another store on the same database, closed with the test. */
  open(options?: AccountStoreOptions): AccountStore;
}

/** The same tests on PostgreSQL and on SQLite. */
export function describeStores(title: string, tests: (fixture: StoreFixture) => void): void {
  describe.each(['PostgreSQL', 'SQLite'] as const)(`${title} on %s`, (kind) => {
    const fixture = { kind } as { -readonly [Part in keyof StoreFixture]: StoreFixture[Part] };
    let stores: AccountStore[] = [];

    fixture.open = (options = {}) => {
      const store = openAccountStore({ databaseUrl: fixture.database.url, encryptionKey: KEY, env: {}, ...options });
      stores.push(store);
      return store;
    };
    beforeAll(async () => {
      fixture.server = await DATABASE_SERVERS[kind]();
    });
    afterAll(() => fixture.server.stop());
    beforeEach(async () => {
      fixture.database = await fixture.server.createDatabase();
      fixture.store = fixture.open();
    });
    afterEach(async () => {
      await Promise.all(stores.map((store) => store.close()));
      stores = [];
    });
    tests(fixture);
  });
}
