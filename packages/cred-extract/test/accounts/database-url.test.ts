import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from '../../src/accounts/database-url.ts';
import { ConfigurationError } from '../../src/errors.ts';

const ENV = { HOME: '/home/someone' };

describe('parseDatabaseUrl on PostgreSQL', () => {
  it.each([
    ['postgres://u:p@db.example.com/accounts', 'postgresql://u:p@db.example.com/accounts'],
    [
      'postgresql://u:p@db.example.com:5433/accounts?sslmode=verify-full',
      'postgresql://u:p@db.example.com:5433/accounts?sslmode=verify-full',
    ],
    ['postgresql+psycopg2://u:p@db/accounts', 'postgresql://u:p@db/accounts'],
    ['postgresql+asyncpg://u:p@db/accounts', 'postgresql://u:p@db/accounts'],
    ['postgres+pg8000://u:p@db/accounts', 'postgresql://u:p@db/accounts'],
    ['POSTGRESQL://u:p@db/accounts', 'postgresql://u:p@db/accounts'],
    [' postgres://u:p%40%2F%23@db/accounts\n', 'postgresql://u:p%40%2F%23@db/accounts'],
    ['postgres://u:p@ss@db/accounts', 'postgresql://u:p@ss@db/accounts'],
    ['postgres://u@/accounts?host=/var/run/postgresql', 'postgresql://u@/accounts?host=/var/run/postgresql'],
    ['postgres:///accounts?host=/var/run/postgresql', 'postgresql:///accounts?host=/var/run/postgresql'],
    ['postgres://[::1]:5432/accounts', 'postgresql://[::1]:5432/accounts'],
  ])('reads %s', (url, connectionString) => {
    expect(parseDatabaseUrl(url, ENV)).toEqual({ kind: 'postgres', connectionString });
  });

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
    expect(parseDatabaseUrl(url, ENV)).toEqual({ kind: 'sqlite', path, required: true });
  });

  it.each(['sqlite::memory:', 'sqlite:///:memory:'])('reads %s as a database in memory', (url) => {
    expect(parseDatabaseUrl(url, ENV)).toEqual({ kind: 'sqlite', path: ':memory:', required: false });
  });

  it.each(['sqlite:', 'sqlite:/', 'sqlite:///', 'sqlite://', 'sqlite://accounts.db', 'sqlite://host/accounts.db'])(
    'refuses %s: no file is named',
    (url) => expectConfigurationError(url, /names no SQLite file/),
  );
});

describe('parseDatabaseUrl on nothing', () => {
  it.each([undefined, '', '  \n'])('means the embedded database in the home folder (%j)', (url) => {
    expect(parseDatabaseUrl(url, ENV)).toEqual({
      kind: 'sqlite',
      path: '/home/someone/.local/share/mcp-multi-account/accounts.db',
      required: false,
    });
  });

  it('follows XDG_DATA_HOME', () => {
    const location = parseDatabaseUrl(undefined, { ...ENV, XDG_DATA_HOME: '/data' });
    expect(location).toMatchObject({ path: '/data/mcp-multi-account/accounts.db' });
  });

  it.each(['', 'relative/data'])('ignores an XDG_DATA_HOME that is %j, as its specification asks', (XDG_DATA_HOME) => {
    expect(parseDatabaseUrl(undefined, { ...ENV, XDG_DATA_HOME })).toMatchObject({
      path: expect.stringMatching(/^\/home\/someone\//),
    });
  });

  it('finds a home folder where HOME is not set', () => {
    expect(parseDatabaseUrl(undefined, {})).toMatchObject({
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
    parseDatabaseUrl(url, ENV);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).stack).not.toMatch(/canary|user:|ss@host/);
  }
}
