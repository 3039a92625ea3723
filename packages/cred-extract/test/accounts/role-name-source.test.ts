import { describe, expect, it } from 'vitest';
import type { AccountTarget } from '../../src/account.ts';
import { roleNameSource } from '../../src/accounts/role-name-source.ts';
import { ConfigurationError } from '../../src/errors.ts';

const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });

describe('roleNameSource', () => {
  it('has a role for any account ID, and no alias', async () => {
    const source = roleNameSource({ roleName: 'McpTarget' });
    expect(await source.find(ID('111111111111'))).toEqual([
      {
        account_id: '111111111111',
        auth_type: 'iam_role',
        role_arn: 'arn:aws:iam::111111111111:role/McpTarget',
        external_id: null,
        region: null,
      },
    ]);
    expect(await source.find({ kind: 'alias', alias: 'McpTarget' })).toEqual([]);
    expect(source.list).toBeUndefined();
  });

  it('takes a path, a partition, an external ID and a region', async () => {
    const options = { roleName: 'team/a/McpTarget', partition: 'aws-cn', externalId: 'shared', region: 'cn-north-1' };
    expect(await roleNameSource(options).find(ID('111111111111'))).toMatchObject([
      {
        role_arn: 'arn:aws-cn:iam::111111111111:role/team/a/McpTarget',
        external_id: 'shared',
        region: 'cn-north-1',
      },
    ]);
  });

  it('knows only the accounts of its list, and lists them once each', async () => {
    const accountIds = ['111111111111', '222222222222', '111111111111'];
    const source = roleNameSource({ roleName: 'McpTarget', accountIds });
    expect(await source.find(ID('222222222222'))).toHaveLength(1);
    expect(await source.find(ID('333333333333'))).toEqual([]);
    expect((await source.list?.())?.map(({ account_id }) => account_id)).toEqual(['111111111111', '222222222222']);
  });

  it('knows no account with an empty list', async () => {
    expect(await roleNameSource({ roleName: 'McpTarget', accountIds: [] }).find(ID('111111111111'))).toEqual([]);
  });

  it.each([
    ['an ARN', { roleName: 'arn:aws:iam::111111111111:role/canary' }, /CROSS_ACCOUNT_ROLE_NAME/],
    ['no name', { roleName: '' }, /CROSS_ACCOUNT_ROLE_NAME/],
    ['a name with a space', { roleName: 'canary role' }, /CROSS_ACCOUNT_ROLE_NAME/],
    ['a name with a line break', { roleName: 'canary\n' }, /CROSS_ACCOUNT_ROLE_NAME/],
    ['a name that begins with a slash', { roleName: '/canary' }, /CROSS_ACCOUNT_ROLE_NAME/],
    ['a name that ends with a slash', { roleName: 'canary/' }, /CROSS_ACCOUNT_ROLE_NAME/],
    ['an empty path', { roleName: 'canary//role' }, /CROSS_ACCOUNT_ROLE_NAME/],
    ['an external ID of one character', { roleName: 'McpTarget', externalId: 'x' }, /CROSS_ACCOUNT_EXTERNAL_ID/],
    ['an external ID with a space', { roleName: 'McpTarget', externalId: 'canary x' }, /CROSS_ACCOUNT_EXTERNAL_ID/],
    ['11 digits', { roleName: 'McpTarget', accountIds: ['11111111111'] }, /CROSS_ACCOUNT_IDS/],
    [
      'digits of another script',
      { roleName: 'McpTarget', accountIds: ['１１１１１１１１１１１１'] },
      /CROSS_ACCOUNT_IDS/,
    ],
  ])('refuses %s and repeats nothing', (_, options, message) => {
    expect(() => roleNameSource(options)).toThrow(ConfigurationError);
    expect(() => roleNameSource(options)).toThrow(message);
    expect(() => roleNameSource(options)).not.toThrow(/canary/);
  });
});
