import { describe, expect, it } from 'vitest';
import { databaseLocation } from '../../src/accounts/database-location.ts';
import { ConfigurationError } from '../../src/errors.ts';

const URL_ = 'postgres://u:canary@db/accounts';
const IAM = { DATABASE_AUTH: 'iam', DATABASE_HOST: 'db', DATABASE_USER: 'u', DATABASE_NAME: 'accounts' };

describe('databaseLocation', () => {
  it.each<[string, string | undefined, Record<string, string>, object]>([
    ['nothing', undefined, {}, { kind: 'sqlite', required: false }],
    ['empty settings', '', { DATABASE_URL: ' ', RDS_SECRET_NAME: '' }, { kind: 'sqlite', required: false }],
    ['DATABASE_URL', undefined, { DATABASE_URL: 'sqlite:x.db' }, { kind: 'sqlite', path: 'x.db', required: true }],
    ['code before the environment', 'sqlite:y.db', { DATABASE_URL: URL_ }, { kind: 'sqlite', path: 'y.db' }],
    [
      'DATABASE_URL before RDS_SECRET_NAME',
      undefined,
      { DATABASE_URL: URL_, RDS_SECRET_NAME: 's' },
      { login: { kind: 'password' }, server: { host: 'db' } },
    ],
    [
      'RDS_SECRET_NAME',
      undefined,
      { RDS_SECRET_NAME: ' s ' },
      { login: { kind: 'secret', secretId: 's' }, server: {} },
    ],
    [
      'RDS_SECRET_NAME with an address',
      undefined,
      { RDS_SECRET_NAME: 's', DATABASE_HOST: 'db', DATABASE_PORT: '6000', DATABASE_NAME: 'accounts' },
      { server: { host: 'db', port: 6000, database: 'accounts' } },
    ],
    [
      'DATABASE_AUTH=iam',
      undefined,
      IAM,
      { login: { kind: 'iam' }, server: { host: 'db', user: 'u', database: 'accounts' } },
    ],
    [
      'DATABASE_AUTH=iam with a URL',
      undefined,
      { DATABASE_AUTH: 'iam', DATABASE_URL: 'postgres://u@db/accounts' },
      { login: { kind: 'iam' }, server: { host: 'db', tls: { mode: 'verify-full' } } },
    ],
  ])('understands %s', (_, url, env, location) => {
    expect(databaseLocation(url, { HOME: '/home/someone', ...env })).toMatchObject(location);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ DATABASE_AUTH: 'canary' }, /must be password or iam/],
    [{ ...IAM, RDS_SECRET_NAME: 's' }, /exclude each other/],
    [{ DATABASE_AUTH: 'iam' }, /needs DATABASE_HOST, DATABASE_USER, DATABASE_NAME,/],
    [{ DATABASE_AUTH: 'iam', DATABASE_URL: 'postgres://db/accounts' }, /needs DATABASE_USER,/],
    [{ DATABASE_AUTH: 'iam', DATABASE_URL: URL_ }, /takes no password/],
    [{ DATABASE_AUTH: 'iam', DATABASE_URL: 'sqlite:canary.db' }, /needs a PostgreSQL database/],
    [{ DATABASE_AUTH: 'iam', DATABASE_URL: 'postgres://u@db/x?sslmode=no-verify' }, /needs verified TLS/],
    [{ ...IAM, PGSSLMODE: 'disable' }, /needs verified TLS/],
    [{ DATABASE_HOST: 'canary' }, /DATABASE_HOST needs RDS_SECRET_NAME/],
    [{ RDS_SECRET_NAME: 's', DATABASE_PORT: 'canary' }, /DATABASE_PORT must be a port number/],
    [{ RDS_SECRET_NAME: 's', DATABASE_PORT: '70000' }, /DATABASE_PORT must be a port number/],
    [{ RDS_SECRET_NAME: 's', PGSSLMODE: 'canary' }, /PGSSLMODE must be one of/],
  ])('refuses %j, and repeats nothing', (env, message) => {
    expect(() => databaseLocation(undefined, env)).toThrow(ConfigurationError);
    expect(() => databaseLocation(undefined, env)).toThrow(message);
    expect(() => databaseLocation(undefined, env)).not.toThrow(/canary/);
  });

  it.each<[string, Record<string, string>, object]>([
    ['postgres://db/x', {}, {}],
    ['postgres://db/x', { PGSSLMODE: 'require' }, { mode: 'verify-full' }],
    ['postgres://db/x', { PGSSLMODE: 'no-verify' }, { mode: 'no-verify' }],
    ['postgres://db/x?sslmode=verify-full', { PGSSLMODE: 'disable' }, { mode: 'verify-full' }],
    ['postgres://db/x', { DATABASE_CA_BUNDLE: '/ca.pem' }, { caFile: '/ca.pem' }],
    ['postgres://db/x?sslrootcert=/own.pem', { DATABASE_CA_BUNDLE: '/ca.pem' }, { caFile: '/own.pem' }],
  ])('of %s with %j asks for the TLS %j', (DATABASE_URL, env, tls) => {
    expect(databaseLocation(undefined, { DATABASE_URL, ...env })).toMatchObject({ server: { tls } });
  });

  it('verifies the server of an RDS secret unless told otherwise', () => {
    const tlsOf = (env: object) => databaseLocation(undefined, { RDS_SECRET_NAME: 's', ...env });
    expect(tlsOf({})).toMatchObject({ server: { tls: { mode: 'verify-full' } } });
    expect(tlsOf({ PGSSLMODE: 'disable' })).toMatchObject({ server: { tls: { mode: 'disable' } } });
  });
});
