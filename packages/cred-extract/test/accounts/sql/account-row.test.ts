import { describe, expect, it } from 'vitest';
import { toAccountRecord } from '../../../src/accounts/sql/account-row.ts';
import { ConfigurationError } from '../../../src/errors.ts';

const ROW = { account_id: '111111111111', auth_type: 'iam_role' };

describe('toAccountRecord', () => {
  it('fills what a row lacks', () => {
    expect(toAccountRecord(ROW)).toEqual({
      account_id: '111111111111',
      alias: null,
      auth_type: 'iam_role',
      access_key_id: null,
      secret_access_key_encrypted: null,
      role_arn: null,
      external_id: null,
      region: null,
      session_duration: null,
      environment: null,
      tags: null,
      enabled: true,
    });
  });

  it.each([
    ['own', null, 'own'],
    ['own', 'theirs', 'own'],
    [null, 'theirs', 'theirs'],
    ['', 'theirs', 'theirs'],
    [undefined, 'theirs', 'theirs'],
    ['', '', null],
    [null, null, null],
  ])(
    'of the external IDs %j (own) and %j (organization) takes %j',
    (external_id, organization_external_id, expected) => {
      expect(toAccountRecord({ ...ROW, external_id, organization_external_id }).external_id).toBe(expected);
    },
  );

  it.each([undefined, null, true, 1, 1n, '1', 't', 'true', 'TRUE'])('takes enabled = %s for yes', (enabled) => {
    expect(toAccountRecord({ ...ROW, enabled }).enabled).toBe(true);
  });

  it.each([false, 0, 0n, '0', 'f', 'false', '', 'no', 2, -1, {}, 'yes please'])(
    'takes enabled = %s for no: what is not clear must not open an account',
    (enabled) => expect(toAccountRecord({ ...ROW, enabled }).enabled).toBe(false),
  );

  it.each([
    ['{"team":"a","cost":12,"live":true}', { team: 'a', cost: '12', live: 'true' }],
    [{ team: 'a', nested: { b: 1 }, list: [], none: null }, { team: 'a' }],
    ['{}', {}],
    ['{"__proto__":"x"}', JSON.parse('{"__proto__":"x"}')],
    ['[{"Key":"team","Value":"a"}]', null],
    ['"text"', null],
    ['null', null],
    ['{broken', null],
    ['', null],
    [null, null],
    [undefined, null],
    [7, null],
  ])('reads tags %j as %j', (tags, expected) => {
    expect(toAccountRecord({ ...ROW, tags }).tags).toEqual(expected);
  });

  it.each([
    [3600, 3600],
    ['3600', 3600],
    [null, null],
    [undefined, null],
    ['', null],
    ['soon', null],
    [3600.5, null],
    [Number.NaN, null],
  ])('reads session_duration %j as %j', (session_duration, expected) => {
    expect(toAccountRecord({ ...ROW, session_duration }).session_duration).toBe(expected);
  });

  it.each(['profile', 'IAM_ROLE', '', null, undefined, 'canary', 'toString'])(
    'refuses auth_type %j and does not repeat it',
    (auth_type) => {
      const secrets = { role_arn: 'arn:aws:iam::111111111111:role/canary', external_id: 'canary' };
      const read = () => toAccountRecord({ ...ROW, ...secrets, auth_type });
      expect(read).toThrow(ConfigurationError);
      expect(read).toThrow(
        /^AWS account 111111111111 is registered with an unknown auth_type\. Known are: aksk, iam_role\.$/,
      );
    },
  );

  it.each(['', '1111', 'canary', null, undefined])('refuses account_id %j and does not repeat it', (account_id) => {
    const read = () => toAccountRecord({ ...ROW, account_id });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/^A registered AWS account has an account_id that is not 12 digits\.$/);
  });
});
