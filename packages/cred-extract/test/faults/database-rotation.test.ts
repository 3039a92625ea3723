import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AccountStore, openAccountStore } from '../../src/accounts/sql/sql-account-store.ts';
import { ConfigurationError, DatabaseConnectionError } from '../../src/errors.ts';
import { queryPostgres } from '../support/account-databases.ts';
import { type DatabaseSecret, startDatabaseSecret } from '../support/database-secret.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { PROD, PROD_RECORD } from '../support/prod-account.ts';

/** What a URL would need to escape. */
const newPassword = () => `p@/#?%: '"\\${randomBytes(6).toString('hex')}`;

let postgres: TestPostgres;
let url: string;
let secret: DatabaseSecret;
let stores: AccountStore[] = [];
let role: string;
let number = 0;

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase('accounts');
  const store = openAccountStore({ databaseUrl: url, env: {} });
  await store.migrate();
  await store.put(PROD_RECORD);
  await store.close();
  secret = await startDatabaseSecret(url);
});
afterAll(async () => {
  await secret.close();
  await postgres.stop();
});
beforeEach(async () => {
  for (const [name, value] of Object.entries(secret.processEnv)) vi.stubEnv(name, value);
  number += 1;
  role = `app${number}`;
  const password = newPassword();
  await createRole(role, password);
  await secret.put({ username: role, password });
  secret.aws.clearRequests();
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  stores = [];
  vi.unstubAllEnvs();
});

const quoted = (text: string) => `E'${text.replace(/[\\']/g, '\\$&')}'`;
const createRole = (name: string, password: string) =>
  queryPostgres(
    url,
    `create role ${name} login password ${quoted(password)};
    grant select, insert, update, delete on aws_accounts, organizations to ${name}`,
  );
const changePassword = (password: string) => queryPostgres(url, `alter role ${role} password ${quoted(password)}`);

function open(env: Record<string, string> = {}): AccountStore {
  const store = openAccountStore({ env: { ...secret.env, ...env } });
  stores.push(store);
  return store;
}
const failureOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable('It did not fail.'),
    (error) => error,
  );

describe('a password that is rotated while a fleet of servers is under load', () => {
  /** Each server has one connection and the old password; the load then makes it open further ones. */
  async function fleet(size: number): Promise<AccountStore[]> {
    const servers = Array.from({ length: size }, () => open());
    for (const server of servers) await server.find(PROD);
    return servers;
  }

  async function underLoad(servers: readonly AccountStore[], rotation: () => Promise<void>): Promise<unknown[]> {
    const failures: unknown[] = [];
    let rotating = true;
    let calls = 0;
    const load = servers.map(async (server, index) => {
      // The servers take up further connections one after the other, before, during and after the rotation.
      for (let round = 0; rotating || round < 20; round += 1) {
        const width = round < index ? 1 : 3;
        const found = await Promise.allSettled(Array.from({ length: width }, () => server.find(PROD)));
        calls += width;
        for (const one of found) if (one.status === 'rejected') failures.push(one.reason.cause ?? one.reason);
        await delay(5);
      }
    });
    await delay(20);
    await rotation();
    rotating = false;
    await Promise.all(load);
    expect(calls).toBeGreaterThan(500);
    return failures;
  }

  it('as AWS does it (pending, set, current), fails no call', async () => {
    const servers = await fleet(12);
    const failures = await underLoad(servers, async () => {
      for (let rotation = 0; rotation < 3; rotation += 1) {
        const password = newPassword();
        const pending = await secret.put({ username: role, password }, 'AWSPENDING');
        await delay(20);
        await changePassword(password);
        servers.push(open());
        await delay(50);
        await secret.promote(pending);
        await delay(30);
      }
    });
    expect(failures).toEqual([]);
    expect(await open().find(PROD)).toHaveLength(1);
  });

  it('with the secret first and the database after it, fails no call', async () => {
    const failures = await underLoad(await fleet(12), async () => {
      const password = newPassword();
      await secret.put({ username: role, password });
      // A server that starts now reads a password that is not in force yet.
      expect(await open().find(PROD)).toHaveLength(1);
      await delay(50);
      await changePassword(password);
      await delay(50);
    });
    expect(failures).toEqual([]);
  });

  it('to another user, with the former one locked out, fails no call', async () => {
    const failures = await underLoad(await fleet(12), async () => {
      const password = newPassword();
      await createRole(`${role}_clone`, password);
      await secret.put({ username: `${role}_clone`, password });
      await delay(50);
      await queryPostgres(url, `alter role ${role} nologin`);
      await delay(50);
    });
    expect(failures).toEqual([]);
  });
});

describe('the secret', () => {
  it('is read once, however many searches there are', async () => {
    const store = open();
    await Promise.all(Array.from({ length: 200 }, () => store.find(PROD)));
    expect(secret.reads()).toBe(1);
  });

  it('that holds a password nobody accepts is an error that is not to be tried again, until it is right', async () => {
    const password = newPassword();
    await secret.put({ username: role, password: 'canary' });
    await secret.put({ username: role, password: 'canary2' });
    const store = open();
    const error = await failureOf(store.find(PROD));
    expect(error).toBeInstanceOf(DatabaseConnectionError);
    expect(error).toMatchObject({ retryable: false, message: expect.stringMatching(/RDS_SECRET_NAME/) });
    expect(`${error.stack} ${(error.cause as Error).stack}`).not.toMatch(/canary/);
    await secret.put({ username: role, password });
    await changePassword(password);
    expect(await store.find(PROD)).toHaveLength(1);
  });

  it('may hold the address, with a port as text, and DATABASE_* stand before it', async () => {
    const { DATABASE_HOST: host, DATABASE_PORT: port, DATABASE_NAME: dbname, ...rest } = secret.env;
    const password = newPassword();
    await changePassword(password);
    const login = { engine: 'postgres', username: role, password };
    const alone = { ...rest, DATABASE_HOST: '', DATABASE_PORT: '', DATABASE_NAME: '' };
    for (const address of [
      { host, port, dbname },
      { host, port: Number(port), database: dbname },
    ]) {
      await secret.put({ ...login, ...address });
      expect(await open(alone).find(PROD)).toHaveLength(1);
    }
    await secret.put({ ...login, host: 'no-such-host.invalid', port: 1, dbname: 'other' });
    expect(await open().find(PROD)).toHaveLength(1);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', 'canary', /is no JSON object/],
    ['broken JSON', '{"password":"canary', /is no JSON object/],
    ['a JSON text', '"canary"', /is no JSON object/],
    ['no password', { username: 'canary' }, /no "username" and "password"/],
    ['an empty password', { username: 'canary', password: '' }, /no "username" and "password"/],
    ['the login of another database', { engine: 'mysql', username: 'canary', password: 'canary' }, /not PostgreSQL/],
    ['a port that is none', { username: 'canary', password: 'canary', port: 'canary' }, /must be a port number/],
  ])('with %s is an error of configuration that repeats nothing of it', async (_, content, message) => {
    await secret.put(content as object);
    const error = await failureOf(open().find(PROD));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/RDS_SECRET_NAME/);
    expect(`${error.stack} ${error.cause}`).not.toMatch(/canary/);
  });

  it.each([
    ['DATABASE_HOST', /no "host". Set DATABASE_HOST/],
    ['DATABASE_NAME', /no "dbname" or "database". Set DATABASE_NAME/],
  ])('with the login alone needs %s', async (name, message) => {
    const error = await failureOf(open({ [name]: '' }).find(PROD));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(message);
  });

  it('that AWS cannot hand out for now is an error to try again, and works when it is back', async () => {
    const store = open();
    secret.aws.fail({ operation: 'GetSecretValue', code: 'ThrottlingException', times: 3 });
    expect(await failureOf(store.find(PROD))).toMatchObject({ name: 'DatabaseConnectionError', retryable: true });
    expect(await store.find(PROD)).toHaveLength(1);
  });

  it('that cannot be read again leaves the connections there are in use', async () => {
    const store = open();
    await store.find(PROD);
    await changePassword(newPassword());
    secret.aws.fail({ operation: 'GetSecretValue', code: 'AccessDeniedException', times: 10 });
    expect(await store.find(PROD)).toHaveLength(1);
    const failures = (await Promise.allSettled(Array.from({ length: 3 }, () => store.find(PROD)))).filter(
      ({ status }) => status === 'rejected',
    );
    for (const failure of failures)
      expect((failure as PromiseRejectedResult).reason).toBeInstanceOf(ConfigurationError);
    expect(await store.find(PROD)).toHaveLength(1);
  });
});
