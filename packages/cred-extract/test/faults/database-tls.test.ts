import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tlsOptions } from '../../src/accounts/sql/postgres/tls.ts';
import { openAccountStore } from '../../src/accounts/sql/sql-account-store.ts';
import { ConfigurationError, DatabaseConnectionError } from '../../src/errors.ts';
import { queryPostgres } from '../support/account-databases.ts';
import { type Certificates, createAuthority } from '../support/certificates.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { PROD, PROD_RECORD } from '../support/prod-account.ts';

let authority: Certificates;
let stranger: Certificates;
let postgres: TestPostgres;
let plain: TestPostgres;
let url: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-tls-'));
  authority = createAuthority();
  stranger = createAuthority();
  postgres = await startPostgres({ tls: authority.issue('server', ['IP:127.0.0.1']) });
  plain = await startPostgres();
  url = await postgres.createDatabase('accounts');
  const store = openAccountStore({ databaseUrl: url, env: {} });
  await store.migrate();
  await store.put(PROD_RECORD);
  await store.close();
});
afterAll(async () => {
  await postgres.stop();
  await plain.stop();
  authority.remove();
  stranger.remove();
  await rm(folder, { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());

/** What became of a search: whether its connection was encrypted, or how it failed. */
async function search(databaseUrl: string, env: Record<string, string> = {}): Promise<unknown> {
  const store = openAccountStore({ databaseUrl: withName(databaseUrl), env });
  try {
    await store.find(PROD);
    const [row] = await queryPostgres(
      postgres.url,
      "select ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'searching'",
    );
    return row?.ssl ? 'encrypted' : 'in the clear';
  } catch (error) {
    return error;
  } finally {
    await store.close();
  }
}
const withName = (text: string) => `${text}${text.includes('?') ? '&' : '?'}application_name=searching`;

describe('a server whose certificate the named authority signed', () => {
  it.each(['prefer', 'require', 'verify-ca', 'verify-full'])('is verified with sslmode=%s', async (mode) => {
    expect(await search(`${url}?sslmode=${mode}`, { DATABASE_CA_BUNDLE: authority.ca })).toBe('encrypted');
    expect(await search(`${url}?sslmode=${mode}&sslrootcert=${authority.ca}`)).toBe('encrypted');
  });

  it('is verified without sslmode too, once an authority is named', async () => {
    expect(await search(url, { DATABASE_CA_BUNDLE: authority.ca })).toBe('encrypted');
    expect(await search(url, { PGSSLMODE: 'require', DATABASE_CA_BUNDLE: authority.ca })).toBe('encrypted');
  });

  it('is talked to in the clear only when nothing or that was asked for', async () => {
    expect(await search(url)).toBe('in the clear');
    expect(await search(`${url}?sslmode=disable`, { DATABASE_CA_BUNDLE: authority.ca })).toBe('in the clear');
  });

  it('is not verified when that is said in so many words', async () => {
    expect(await search(`${url}?sslmode=no-verify`)).toBe('encrypted');
    expect(await search(url, { PGSSLMODE: 'no-verify' })).toBe('encrypted');
  });

  it("does not follow this process's PGSSLMODE, but the environment the store was given", async () => {
    vi.stubEnv('PGSSLMODE', 'no-verify');
    expect(await search(`${url}?sslmode=require`)).toBeInstanceOf(DatabaseConnectionError);
  });
});

describe('a server that cannot be verified', () => {
  it.each<[string, string, (own: string) => Record<string, string>, RegExp]>([
    [
      'is of an authority that nobody named',
      'sslmode=require',
      () => ({}),
      /Set DATABASE_CA_BUNDLE .*global-bundle\.pem/,
    ],
    ['is of an authority that nobody named', 'sslmode=prefer', () => ({}), /Set DATABASE_CA_BUNDLE/],
    [
      'is of another authority',
      'sslmode=verify-full',
      (own) => ({ DATABASE_CA_BUNDLE: own }),
      /Set DATABASE_CA_BUNDLE/,
    ],
    ['is of another authority', 'sslmode=require', (own) => ({ DATABASE_CA_BUNDLE: own }), /Set DATABASE_CA_BUNDLE/],
  ])('because it %s (%s) is not talked to, and the error says what to do', async (_, query, env, advice) => {
    const error = await search(`${url}?${query}`, env(stranger.ca));
    expect(error).toBeInstanceOf(DatabaseConnectionError);
    expect(error).toMatchObject({ retryable: false, message: expect.stringMatching(advice) });
  });

  it('because its certificate is for another name is not talked to', async () => {
    const error = await search(url.replace('127.0.0.1', 'localhost'), { DATABASE_CA_BUNDLE: authority.ca });
    expect(error).toMatchObject({ retryable: false, message: expect.stringMatching(/for another host name/) });
  });

  it('because it has no TLS is not talked to', async () => {
    const error = await search(`${plain.url}?sslmode=prefer`, { DATABASE_CA_BUNDLE: authority.ca });
    expect(error).toMatchObject({ retryable: false, message: expect.stringMatching(/does not offer TLS/) });
  });

  it('is used as soon as the right authority is named, without a restart of anything', async () => {
    const bundle = join(folder, 'bundle.pem');
    const store = openAccountStore({ databaseUrl: url, env: { DATABASE_CA_BUNDLE: bundle } });
    await expect(store.find(PROD)).rejects.toThrow(ConfigurationError);
    writeFileSync(bundle, 'no certificate');
    await expect(store.find(PROD)).rejects.toThrow(/must name a PEM file/);
    const { readFileSync } = await import('node:fs');
    writeFileSync(bundle, readFileSync(stranger.ca, 'utf8') + readFileSync(authority.ca, 'utf8'));
    expect(await store.find(PROD)).toHaveLength(1);
    await store.close();
  });
});

describe('tlsOptions', () => {
  const RDS = 'db.abc123.eu-west-1.rds.amazonaws.com';

  it.each([RDS, 'cluster.cluster-abc.cn-north-1.rds.amazonaws.com.cn', RDS.toUpperCase()])(
    'verifies %s without being asked, against the bundle of the image',
    async (host) => {
      const bundle = authority.ca;
      expect(await tlsOptions({}, host, bundle)).toMatchObject({
        rejectUnauthorized: true,
        ca: expect.stringMatching(/BEGIN/),
      });
      expect(await tlsOptions({}, host, '/no/such/file')).toEqual({ rejectUnauthorized: true });
      expect(await tlsOptions({ mode: 'disable' }, host, bundle)).toBe(false);
    },
  );

  it.each(['localhost', 'rds.amazonaws.com.example.org', 'my-rds.amazonaws.com', undefined])(
    'takes %s for no server of RDS, and its bundle for nobody else',
    async (host) => {
      expect(await tlsOptions({}, host, authority.ca)).toBe(false);
      expect(await tlsOptions({ mode: 'verify-full' }, host, authority.ca)).toEqual({ rejectUnauthorized: true });
    },
  );

  it('takes the authorities of the system when told so, and none on a Unix socket', async () => {
    expect(await tlsOptions({ mode: 'verify-full', caFile: 'system' }, RDS, authority.ca)).toEqual({
      rejectUnauthorized: true,
    });
    expect(await tlsOptions({ mode: 'verify-full' }, '/var/run/postgresql')).toBe(false);
  });

  it('brings a certificate of its own', async () => {
    const { cert, key } = authority.issue('client', ['DNS:client']);
    expect(await tlsOptions({ mode: 'verify-full', certFile: cert, keyFile: key }, 'db')).toMatchObject({
      cert: expect.stringMatching(/BEGIN CERTIFICATE/),
      key: expect.stringMatching(/BEGIN .*PRIVATE KEY/),
    });
    await expect(tlsOptions({ mode: 'verify-full', keyFile: '/no/such/file' }, 'db')).rejects.toThrow(
      /sslkey names a file/,
    );
  });
});
