import { describe, expect, it } from 'vitest';
import { embeddedDatabase, parseDatabaseUrl } from '../../src/accounts/database-url.ts';
import { ConfigurationError } from '../../src/errors.ts';

const ENV = { HOME: '/home/someone' };

describe('parseDatabaseUrl on PostgreSQL', () => {
  const DB = { host: 'db', user: 'u', password: 'p', database: 'accounts' };

  it.each<[string, object]>([
    ['postgres://u:p@db.example.com/accounts', { ...DB, host: 'db.example.com' }],
    ['postgresql+psycopg2://u:p@db/accounts', DB],
    ['postgresql+asyncpg://u:p@db/accounts', DB],
    ['postgres+pg8000://u:p@db/accounts', DB],
    ['POSTGRESQL://u:p@db:5433/accounts', { ...DB, port: 5433 }],
    [' postgres://u:p%40%2F%23%3F%25@db/accounts\n', { ...DB, password: 'p@/#?%' }],
    ['postgres://u:p@ss@db/accounts', { ...DB, password: 'p@ss' }],
    ['postgres://u:100%@db/accounts', { ...DB, password: '100%' }],
    ['postgres://u:%zz%40@db/accounts', { ...DB, password: '%zz@' }],
    ['postgres://u:%ff@db/accounts', { ...DB, password: '%ff' }],
    ['postgres://b%C3%BCro:p@db/My%20Accounts', { ...DB, user: 'büro', database: 'My Accounts' }],
    [
      'postgres://u@/accounts?host=/var/run/postgresql',
      { host: '/var/run/postgresql', user: 'u', database: 'accounts' },
    ],
    ['postgres:///accounts?host=/var/run/postgresql', { host: '/var/run/postgresql', database: 'accounts' }],
    ['postgres://%2Fvar%2Frun/accounts', { host: '/var/run', database: 'accounts' }],
    ['postgres://[::1]:5432/accounts', { host: '::1', port: 5432, database: 'accounts' }],
    ['postgres://db/accounts?user=u&password=p&port=6000', { ...DB, port: 6000 }],
    ['postgres://db', { host: 'db' }],
  ])('reads %s', (url, server) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'postgres', server: { ...server, parameters: {}, tls: {} } });
  });

  it('hands on the parameters that the driver knows, and no other property of it', () => {
    const url = 'postgres://db/x?application_name=a&options=-c%20x%3D1&max=100&stream=y&connect_timeout=3&__proto__=z';
    const parameters = { application_name: 'a', options: '-c x=1' };
    expect(parseDatabaseUrl(url)).toMatchObject({ server: { parameters } });
  });

  it.each([
    ['sslmode=disable', { mode: 'disable' }],
    ['sslmode=allow', { mode: 'verify-full' }],
    ['sslmode=prefer', { mode: 'verify-full' }],
    ['sslmode=require', { mode: 'verify-full' }],
    ['sslmode=verify-ca', { mode: 'verify-full' }],
    ['sslmode=verify-full&sslrootcert=/ca.pem', { mode: 'verify-full', caFile: '/ca.pem' }],
    ['sslmode=no-verify', { mode: 'no-verify' }],
    ['ssl=true', { mode: 'verify-full' }],
    ['ssl=0', { mode: 'disable' }],
    ['ssl=no-verify', { mode: 'no-verify' }],
    ['sslcert=/c.pem&sslkey=/k.pem', { certFile: '/c.pem', keyFile: '/k.pem' }],
  ])('understands %s', (query, tls) => {
    expect(parseDatabaseUrl(`postgres://db/x?${query}`)).toMatchObject({ server: { tls } });
  });

  it.each(['sslmode=verify', 'sslmode=VERIFY-FULL', 'sslmode=toString', 'ssl=maybe'])('refuses %s', (query) =>
    expectConfigurationError(`postgres://u:canary@db/x?${query}`, /sslmode in DATABASE_URL must be one of disable, /),
  );

  it('refuses what would skip verification without saying so', () =>
    expectConfigurationError('postgres://u:canary@db/x?uselibpqcompat=true&sslmode=require', /uselibpqcompat/));

  it.each([
    'postgres://user:pa/ss@host/db',
    'postgres://user:pa#ss@host/db',
    'postgres://user:pa?ss@host/db',
    'postgres://user:12/ss@host/db',
    'postgres://user:12#ss@host/db',
    'postgres://h:port/db',
  ])('asks to percent-encode the password of %s, instead of going to a host named after the user', (url) =>
    expectConfigurationError(url, /Percent-encode/),
  );
});

describe('parseDatabaseUrl on SQLite', () => {
  it.each([
    ['sqlite:accounts.db', 'accounts.db'],
    ['sqlite:data/accounts.db', 'data/accounts.db'],
    ['sqlite:./accounts.db', './accounts.db'],
    ['sqlite:/var/lib/accounts.db', '/var/lib/accounts.db'],
    ['sqlite:///var/lib/accounts.db', '/var/lib/accounts.db'],
    ['sqlite:////var/lib/accounts.db', '/var/lib/accounts.db'],
    ['sqlite+aiosqlite:///var/lib/accounts.db', '/var/lib/accounts.db'],
    ['SQLite:///var/lib/My Accounts.db', '/var/lib/My Accounts.db'],
  ])('reads %s, and wants the file to exist', (url, path) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'sqlite', path, required: true });
  });

  it.each(['sqlite::memory:', 'sqlite:///:memory:'])('reads %s as a database in memory', (url) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'sqlite', path: ':memory:', required: false });
  });

  it.each(['sqlite:', 'sqlite:/', 'sqlite:///', 'sqlite://', 'sqlite://accounts.db', 'sqlite://host/accounts.db'])(
    'refuses %s: no file is named',
    (url) => expectConfigurationError(url, /names no SQLite file/),
  );
});

describe('embeddedDatabase', () => {
  it('is in the home folder, and need not exist', () => {
    const path = '/home/someone/.local/share/mcp-multi-account/accounts.db';
    expect(embeddedDatabase(ENV)).toEqual({ kind: 'sqlite', path, required: false });
  });

  it('follows XDG_DATA_HOME', () => {
    const location = embeddedDatabase({ ...ENV, XDG_DATA_HOME: '/data' });
    expect(location).toMatchObject({ path: '/data/mcp-multi-account/accounts.db' });
  });

  it.each(['', 'relative/data'])('ignores an XDG_DATA_HOME that is %j, as its specification asks', (XDG_DATA_HOME) => {
    expect(embeddedDatabase({ ...ENV, XDG_DATA_HOME })).toMatchObject({
      path: expect.stringMatching(/^\/home\/someone\//),
    });
  });

  it('finds a home folder where HOME is not set', () => {
    expect(embeddedDatabase({})).toMatchObject({
      path: expect.stringMatching(/^\/.+\/mcp-multi-account\/accounts\.db$/),
    });
  });
});

describe('parseDatabaseUrl on anything else', () => {
  it.each([
    'mysql://u:canary@h/db',
    'canary',
    '/var/lib/canary.db',
    'postgres:canary',
    'http://canary@h',
    'postgresqlx://u:canary@h/db',
    'jdbc:postgresql://h/canary',
    'file:canary.db',
  ])('says what is possible and does not repeat %s', (url) =>
    expectConfigurationError(url, /must start with postgres:\/\//),
  );
});

function expectConfigurationError(url: string, message: RegExp): void {
  try {
    parseDatabaseUrl(url);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).stack).not.toMatch(/canary|user:|ss@host/);
  }
}
