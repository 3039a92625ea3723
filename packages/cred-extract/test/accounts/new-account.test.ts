import { describe, expect, it } from 'vitest';
import { checkNewAccount, type NewAccount } from '../../src/accounts/new-account.ts';
import { ConfigurationError } from '../../src/errors.ts';

const KEYS: NewAccount = {
  account_id: '111111111111',
  auth_type: 'aksk',
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: 'canary/secret+key',
};
const ROLE: NewAccount = {
  account_id: '222222222222',
  auth_type: 'iam_role',
  role_arn: 'arn:aws:iam::222222222222:role/canary-role',
  external_id: 'canary-external-id',
};

describe('checkNewAccount', () => {
  it.each<[string, NewAccount]>([
    ['a key pair', KEYS],
    ['a role', ROLE],
    ['a role without an external ID', { ...ROLE, external_id: null }],
    ['a role with a path', { ...ROLE, role_arn: 'arn:aws:iam::222222222222:role/team/a/Reader+x=1,@_.-' }],
    ['a role in China', { ...ROLE, role_arn: 'arn:aws-cn:iam::222222222222:role/Reader' }],
    ['a role in GovCloud', { ...ROLE, role_arn: 'arn:aws-us-gov:iam::222222222222:role/Reader' }],
    [
      'every detail',
      {
        ...ROLE,
        alias: 'Prod EU',
        region: 'eu-west-1',
        session_duration: 900,
        environment: 'prod',
        tags: { team: 'a' },
        enabled: false,
      },
    ],
    [
      'every detail left empty',
      { ...ROLE, alias: null, region: null, session_duration: null, environment: null, tags: null },
    ],
    ['the longest session', { ...ROLE, session_duration: 43_200 }],
    ['the shortest external ID', { ...ROLE, external_id: 'ab' }],
    ['the longest external ID', { ...ROLE, external_id: '_+=,.@:/-'.repeat(136) }],
  ])('accepts %s', (_, account) => {
    expect(() => checkNewAccount(account)).not.toThrow();
  });

  it.each<[string, NewAccount | object, RegExp]>([
    ['11 digits', { ...ROLE, account_id: '22222222222' }, /account_id must be the 12 digits/],
    ['a number for an ID', { ...ROLE, account_id: 222222222222 }, /account_id must be/],
    ['full-width digits', { ...ROLE, account_id: '２２２２２２２２２２２２' }, /account_id must be/],
    ['an ID with a line break', { ...ROLE, account_id: '222222222222\n' }, /account_id must be/],
    ['no auth_type', { ...ROLE, auth_type: undefined }, /auth_type must be aksk or iam_role/],
    ['another auth_type', { ...ROLE, auth_type: 'profile' }, /auth_type must be aksk or iam_role/],
    ['an inherited property for an auth_type', { ...ROLE, auth_type: 'toString' }, /auth_type must be/],
    ['keys without an ID', { ...KEYS, access_key_id: null }, /access_key_id must be/],
    ['a short key ID', { ...KEYS, access_key_id: 'AKIA' }, /access_key_id must be/],
    ['a key ID with a space', { ...KEYS, access_key_id: 'AKIAIOSFODNN7EXAMPLE ' }, /access_key_id must be/],
    ['a temporary key', { ...KEYS, access_key_id: 'ASIAIOSFODNN7EXAMPLE' }, /temporary key/],
    ['keys without a secret', { ...KEYS, secret_access_key: null }, /secret_access_key is required/],
    ['an empty secret', { ...KEYS, secret_access_key: '' }, /secret_access_key is required/],
    ['a secret with a line break', { ...KEYS, secret_access_key: 'canary/secret+key\n' }, /white space/],
    ['a role without an ARN', { ...ROLE, role_arn: null }, /role_arn must be the ARN/],
    ['the ARN of a user', { ...ROLE, role_arn: 'arn:aws:iam::222222222222:user/canary' }, /role_arn must be the ARN/],
    [
      'the ARN of a session',
      { ...ROLE, role_arn: 'arn:aws:sts::222222222222:assumed-role/canary/x' },
      /role_arn must be/,
    ],
    ['an ARN with a line break', { ...ROLE, role_arn: `${ROLE.role_arn}\n` }, /role_arn must be the ARN/],
    ["another account's role", { ...ROLE, role_arn: 'arn:aws:iam::333333333333:role/canary' }, /another account/],
    ['an external ID of one character', { ...ROLE, external_id: 'x' }, /external_id must be/],
    ['an external ID of 1225 characters', { ...ROLE, external_id: 'x'.repeat(1225) }, /external_id must be/],
    ['an external ID with a space', { ...ROLE, external_id: 'canary external' }, /external_id must be/],
    ['an external ID in other letters', { ...ROLE, external_id: 'canäry' }, /external_id must be/],
    ['a session of 899 seconds', { ...ROLE, session_duration: 899 }, /session_duration must be/],
    ['a session of 43201 seconds', { ...ROLE, session_duration: 43_201 }, /session_duration must be/],
    ['half a second', { ...ROLE, session_duration: 900.5 }, /session_duration must be/],
    ['a session in words', { ...ROLE, session_duration: '3600' }, /session_duration must be/],
    ['an alias that is an account ID', { ...ROLE, alias: '333333333333' }, /alias must be/],
    ['an alias that nobody can say', { ...ROLE, alias: 'prod;drop' }, /alias must be/],
    ['an alias with white space around it', { ...ROLE, alias: ' prod' }, /alias must be/],
    ['an empty alias', { ...ROLE, alias: '' }, /alias must be/],
    ['a region that leads to another host', { ...ROLE, region: 'evil.example.com/' }, /region must be/],
    ['a region with a hyphen at its end', { ...ROLE, region: 'eu-' }, /region must be/],
    ['tags in a list', { ...ROLE, tags: ['a'] }, /tags must be/],
    ['tags that are no texts', { ...ROLE, tags: { a: 1 } }, /tags must be/],
    ['enabled in words', { ...ROLE, enabled: 'false' }, /enabled must be/],
  ])('refuses %s, names the field and repeats nothing secret', (_, account, message) => {
    try {
      checkNewAccount(account as NewAccount);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message).not.toMatch(/canary|333333333333/);
    }
  });
});
