import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountStore, openAccountStore } from '../../../src/accounts/sql/sql-account-store.ts';
import { ConfigurationError, DatabaseConnectionError } from '../../../src/errors.ts';
import { queryPostgres } from '../../support/account-databases.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { PROD, PROD_RECORD } from '../../support/prod-account.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';

let postgres: TestPostgres;
let url: string;
let store: AccountStore;

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase('accounts');
  store = openAccountStore({ databaseUrl: url, env: {} });
  await store.migrate();
  await store.put(PROD_RECORD);
  await store.close();
});
afterAll(() => postgres.stop());

beforeEach(() => {
  store = openAccountStore({ databaseUrl: url, env: {} });
});
afterEach(() => store.close());

describe('a PostgreSQL server that fails', () => {
  it('is reported as unreachable when it dies between two searches, and used again when it is back', async () => {
    expect(await store.find(PROD)).toHaveLength(1);
    await postgres.kill();
    expectUnreachable(await failureOf(store.find(PROD)), { retryable: true });
    expectUnreachable(await failureOf(store.put(PROD_RECORD)), { retryable: true });
    await postgres.start();
    expect(await store.find(PROD)).toHaveLength(1);
  });

  it('is reported as unreachable to everyone who was searching when it died, and none of them hangs', async () => {
    await store.find(PROD);
    const searches = Array.from({ length: 100 }, () =>
      store.find(PROD).then(
        () => 'found',
        (error) => error,
      ),
    );
    await postgres.kill();
    for (const outcome of await Promise.all(searches)) {
      if (outcome !== 'found') expectUnreachable(outcome, { retryable: true });
    }
    await postgres.start();
    expect(await store.find(PROD)).toHaveLength(1);
  });

  it('may be down when the store opens', async () => {
    await postgres.kill();
    expectUnreachable(await failureOf(store.find(PROD)), { retryable: true });
    expectUnreachable(await failureOf(store.migrate()), { retryable: true });
    await postgres.start();
    expect(await store.find(PROD)).toHaveLength(1);
  });

  it('that refuses more connections is reported as one to try again', async () => {
    const clients = await fillConnections(url);
    expectUnreachable(await failureOf(store.find(PROD)), { retryable: true });
    await Promise.all(clients.map((client) => client.end()));
    expect(await store.find(PROD)).toHaveLength(1);
  });
});

describe.concurrent('a PostgreSQL server that is silent', { timeout: 40_000 }, () => {
  it('from the start is given up after five seconds', async ({ expect }) => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const waiting = openAccountStore({ databaseUrl: `postgres://u:canary@127.0.0.1:${portOf(silent)}/db`, env: {} });
    const started = performance.now();
    expectUnreachable(await failureOf(waiting.find(PROD)), { retryable: true });
    expect(performance.now() - started).toBeLessThan(8_000);
    await waiting.close();
    silent.close();
  });

  it('about one query is given up after ten seconds, and used again when it answers', async ({ expect }) => {
    const other = await postgres.createDatabase('locked');
    const waiting = openAccountStore({ databaseUrl: other, env: {} });
    await waiting.migrate();
    const blocker = new Client({ connectionString: other });
    await blocker.connect();
    await blocker.query('begin; lock table aws_accounts in access exclusive mode');
    const started = performance.now();
    expectUnreachable(await failureOf(waiting.find(PROD)), { retryable: true });
    expect(performance.now() - started).toBeLessThan(15_000);
    await blocker.end();
    expect(await waiting.find(PROD)).toEqual([]);
    await waiting.close();
  });

  it('on its old connections, as after a failover, is reached over new ones by the next search', async ({ expect }) => {
    const proxy = await startTcpProxy(Number(new URL(url).port));
    const waiting = openAccountStore({ databaseUrl: url.replace(/:\d+\//, `:${proxy.port}/`), env: {} });
    await Promise.all(Array.from({ length: 30 }, () => waiting.find(PROD)));
    proxy.freeze();
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => failureOf(waiting.find(PROD))));
    for (const outcome of outcomes) expectUnreachable(outcome, { retryable: true });
    const started = performance.now();
    expect(await waiting.find(PROD)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2_000);
    await waiting.close();
    proxy.close();
  });
});

describe('a PostgreSQL server that refuses us', () => {
  it.each([
    ['the password', (right: string) => right.replace(/:[^:@]+@/, ':canary@')],
    ['the database', (right: string) => right.replace(/\/accounts$/, '/canary')],
    ['the user', (right: string) => right.replace('postgres:', 'canary:')],
  ])('for %s is not tried again, and nothing of the URL is repeated', async (_, change) => {
    const wrong = openAccountStore({ databaseUrl: change(url), env: {} });
    const error = await failureOf(wrong.find(PROD));
    expectUnreachable(error, { retryable: false });
    expect(`${error.message} ${error.stack}`).not.toContain('canary');
    await wrong.close();
  });

  it('for lack of a privilege is not tried again', async () => {
    await queryPostgres(url, "create role reader login password 'canary'");
    const reader = openAccountStore({ databaseUrl: url.replace(/\/\/[^@]+@/, '//reader:canary@'), env: {} });
    expectUnreachable(await failureOf(reader.find(PROD)), { retryable: false });
    await queryPostgres(url, 'grant select on aws_accounts, organizations to reader');
    expect(await reader.find(PROD)).toHaveLength(1);
    expectUnreachable(await failureOf(reader.put(PROD_RECORD)), { retryable: false });
    await reader.close();
  });

  it('finds its host by name: one that does not exist is unreachable', async () => {
    const lost = openAccountStore({ databaseUrl: 'postgres://u:canary@no-such-host.invalid/db', env: {} });
    const error = await failureOf(lost.find(PROD));
    expectUnreachable(error, { retryable: true });
    await lost.close();
  });
});

describe('the connections', () => {
  it('are three at most, however many searches there are', async () => {
    const counted = openAccountStore({ databaseUrl: await postgres.createDatabase('counted'), env: {} });
    await counted.migrate();
    const countConnections = () =>
      queryPostgres(url, "select count(*)::int as n from pg_stat_activity where datname = 'counted'");
    await Promise.all(Array.from({ length: 200 }, () => counted.find(PROD)));
    expect(await countConnections()).toEqual([{ n: 3 }]);
    await counted.close();
    await expect.poll(countConnections).toEqual([{ n: 0 }]);
  });

  it('do not keep a program alive that forgot to close the store', async () => {
    const module = new URL('../../../src/accounts/sql/sql-account-store.ts', import.meta.url).href;
    const program = `
      const { openAccountStore } = await import(${JSON.stringify(module)});
      console.log((await openAccountStore().find({ kind: 'alias', alias: 'prod' })).length);`;
    const started = performance.now();
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, DATABASE_URL: url },
      timeout: 9_000,
    });
    expect(stdout).toBe('1\n');
    expect(performance.now() - started).toBeLessThan(9_000);
  });

  it('are opened by the first search and not before, and closing twice or unused does no harm', async () => {
    const unused = openAccountStore({ databaseUrl: 'postgres://u:p@no-such-host.invalid/db', env: {} });
    await unused.close();
    await unused.close();
    await store.find(PROD);
    await store.close();
    await store.close();
    expectUnreachable(await failureOf(store.find(PROD)), { retryable: true });
  });
});

describe('a database with several schemas', () => {
  it('is searched and migrated along its search path', async () => {
    const other = await postgres.createDatabase('schemas');
    await queryPostgres(
      other,
      `create schema app; create schema empty; alter database schemas set search_path = empty, app;
       create table app.organizations (id uuid primary key, name text not null, external_id text unique);
       create table app.aws_accounts (id uuid primary key, account_id varchar(12) unique not null, alias text,
         auth_type text not null, access_key_id text, secret_access_key_encrypted text, role_arn text, region text,
         org_id uuid references app.organizations);
       insert into app.aws_accounts (id, account_id, alias, auth_type) values (gen_random_uuid(), '999999999999', 'app', 'iam_role')`,
    );
    const inApp = openAccountStore({ databaseUrl: other, env: {} });
    await inApp.migrate();
    expect(await inApp.find({ kind: 'alias', alias: 'app' })).toHaveLength(1);
    await inApp.close();
  });
});

describe('a URL that the driver cannot use', () => {
  it('is an error of configuration before anything is opened', () => {
    expect(() => openAccountStore({ databaseUrl: 'postgres://u:can/ary@h/db', env: {} })).toThrow(ConfigurationError);
  });
});

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.unreachable('It did not fail.'),
    (error) => error,
  );
}

function expectUnreachable(error: unknown, { retryable }: { retryable: boolean }): void {
  expect(error).toBeInstanceOf(DatabaseConnectionError);
  expect((error as DatabaseConnectionError).retryable).toBe(retryable);
  expect((error as DatabaseConnectionError).message).toMatch(
    retryable ? /reached\. Try again later/ : /check DATABASE_URL/,
  );
}

/** Connects until the server has no connection left. */
async function fillConnections(connectionString: string): Promise<Client[]> {
  const clients: Client[] = [];
  for (;;) {
    const client = new Client({ connectionString });
    try {
      await client.connect();
    } catch {
      return clients;
    }
    clients.push(client);
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
