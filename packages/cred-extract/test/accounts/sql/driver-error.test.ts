import { describe, expect, it } from 'vitest';
import { fromDriverError } from '../../../src/accounts/sql/driver-error.ts';
import { ConfigurationError, DatabaseConnectionError } from '../../../src/errors.ts';

const failure = (message: string, properties: object = {}) => Object.assign(new Error(message), properties);

describe('fromDriverError', () => {
  it.each([
    ['undefined_table', failure('relation "aws_accounts" does not exist', { code: '42P01' })],
    ['undefined_column', failure('column "enabled" does not exist', { code: '42703' })],
    ["SQLite's missing table", failure('no such table: aws_accounts', { code: 'ERR_SQLITE_ERROR', errcode: 1 })],
    ["SQLite's missing column", failure('table aws_accounts has no column named tags', { errcode: 1 })],
  ])('takes %s for tables that migrate() would make', (_, cause) => {
    const error = fromDriverError(cause);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain('Run mcp-accounts migrate');
  });

  it.each([
    ['not_null_violation', failure('null value in column "created_at"', { code: '23502' })],
    ['foreign_key_violation', failure('still referenced', { code: '23503' })],
    ['string_data_right_truncation', failure('value too long', { code: '22001' })],
    ["SQLite's constraint", failure('NOT NULL constraint failed', { errcode: 1299 })],
  ])('takes %s for tables that do not fit', (_, cause) => {
    const error = fromDriverError(cause);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain('refuses this change');
  });

  it.each([
    ['a refused connection', failure('connect ECONNREFUSED', { code: 'ECONNREFUSED' }), true],
    ['a timeout', failure('timeout exceeded when trying to connect'), true],
    ['too many connections', failure('sorry, too many clients already', { code: '53300' }), true],
    ['a server that shuts down', failure('terminating connection', { code: '57P01' }), true],
    ['a busy SQLite file', failure('database is locked', { errcode: 5 }), true],
    ['a wrong password', failure('password authentication failed', { code: '28P01' }), false],
    ['a database that does not exist', failure('database "x" does not exist', { code: '3D000' }), false],
    ['a missing privilege', failure('permission denied for table aws_accounts', { code: '42501' }), false],
    ['a file that is no database', failure('file is not a database', { errcode: 26 }), false],
    ['no error at all', undefined, true],
    ['a text', 'broken', true],
  ])('says of %s that the database cannot be reached, and whether to try again', (_, cause, retryable) => {
    const error = fromDriverError(cause);
    expect(error).toBeInstanceOf(DatabaseConnectionError);
    expect(error.retryable).toBe(retryable);
  });

  it.each([
    [
      'an unknown authority',
      failure('self-signed certificate in chain', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      /DATABASE_CA_BUNDLE/,
    ],
    ['an unknown issuer', failure('x', { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }), /DATABASE_CA_BUNDLE/],
    ['another name', failure('x', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), /another host name/],
    ['an expired certificate', failure('x', { code: 'CERT_HAS_EXPIRED' }), /expired or not valid yet/],
    ['a server without TLS', failure('The server does not support SSL connections'), /sslmode=disable/],
    [
      'a server that wants TLS',
      failure('no pg_hba.conf entry for host "x", no encryption', { code: '28000' }),
      /only TLS/,
    ],
    [
      'a refused login',
      failure('password authentication failed', { code: '28P01' }),
      /check DATABASE_URL, or the secret/,
    ],
  ])('says of %s what to do, and that trying again does not help', (_, cause, advice) => {
    const error = fromDriverError(cause);
    expect(error).toBeInstanceOf(DatabaseConnectionError);
    expect(error.retryable).toBe(false);
    expect(error.message).toMatch(advice);
  });

  it('keeps the cause for the log, without what drivers put in it', () => {
    const cause = failure('could not connect to postgres://someone:canary@db.example.com/x, password=canary', {
      code: '28P01',
      connectionString: 'postgres://someone:canary@db',
      detail: 'canary',
    });
    const kept = fromDriverError(cause).cause as Error & { code: string };
    expect(kept.code).toBe('28P01');
    expect(JSON.stringify({ ...kept, message: kept.message, stack: kept.stack })).not.toContain('canary');
  });
});
