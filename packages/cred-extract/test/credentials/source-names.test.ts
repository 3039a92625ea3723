import { describe, expect, it } from 'vitest';
import { checkOrder, namesFromEnvironment } from '../../src/credentials/source-names.ts';
import { ConfigurationError } from '../../src/errors.ts';

describe('namesFromEnvironment', () => {
  it.each([
    ['nothing', {}, ['sql', 'profiles']],
    ['an encryption key alone', { ENCRYPTION_KEY: 'x' }, ['sql', 'profiles']],
    ['settings left empty', { ACCOUNT_SOURCES: ' ', DATABASE_URL: '', CROSS_ACCOUNT_IDS: '' }, ['sql', 'profiles']],
    ['a database', { DATABASE_URL: 'sqlite:x.db' }, ['sql']],
    ["a database's secret", { RDS_SECRET_NAME: 'x' }, ['sql']],
    ['a registry', { ACCOUNT_REGISTRY: 'accounts.yaml' }, ['registry']],
    ['a role name', { CROSS_ACCOUNT_ROLE_NAME: 'McpTarget' }, ['role-name']],
    [
      'all of them',
      {
        CROSS_ACCOUNT_ROLE_NAME: 'McpTarget',
        CROSS_ACCOUNT_IDS: '111111111111',
        ACCOUNT_REGISTRY: 'accounts.yaml',
        DATABASE_URL: 'sqlite:x.db',
      },
      ['sql', 'registry', 'role-name'],
    ],
    [
      'a registry whose accounts have a usual role',
      { CROSS_ACCOUNT_ROLE_NAME: 'McpTarget', ACCOUNT_REGISTRY: 'accounts.yaml' },
      ['registry'],
    ],
    [
      'a list',
      { ACCOUNT_SOURCES: 'profiles, sql\norganizations', DATABASE_URL: '' },
      ['profiles', 'sql', 'organizations'],
    ],
    ['a list against what is configured', { ACCOUNT_SOURCES: 'profiles', DATABASE_URL: 'sqlite:x.db' }, ['profiles']],
  ])('of %s', (_, env, names) => {
    expect(namesFromEnvironment(env)).toEqual(names);
  });

  it('takes a database that was set up in code for configured', () => {
    expect(namesFromEnvironment({}, 'sqlite:x.db')).toEqual(['sql']);
  });

  it.each([
    ['an unknown source', { ACCOUNT_SOURCES: 'sql,ldap' }, /list of sql, profiles, registry, role-name, organizations/],
    ['a source in capitals', { ACCOUNT_SOURCES: 'SQL' }, /must be a list/],
    ['an inherited property', { ACCOUNT_SOURCES: 'toString' }, /must be a list/],
    ['nothing but commas', { ACCOUNT_SOURCES: ',,' }, /must be a list/],
    ['a source twice', { ACCOUNT_SOURCES: 'sql,profiles,sql' }, /twice/],
    ['account IDs that limit nothing', { CROSS_ACCOUNT_IDS: '111111111111' }, /CROSS_ACCOUNT_IDS has no effect/],
    ['units that limit nothing', { ACCOUNT_ORGANIZATION_UNITS: 'ou-a' }, /ACCOUNT_ORGANIZATION_UNITS has no effect/],
    [
      'tags that limit nothing',
      { ACCOUNT_SOURCES: 'role-name', CROSS_ACCOUNT_ROLE_NAME: 'x', ACCOUNT_ORGANIZATION_TAGS: 'mcp' },
      /ACCOUNT_ORGANIZATION_TAGS has no effect without "organizations"/,
    ],
  ])('refuses %s', (_, env, message) => {
    expect(() => namesFromEnvironment(env)).toThrow(ConfigurationError);
    expect(() => namesFromEnvironment(env)).toThrow(message);
  });
});

describe('checkOrder', () => {
  it('lets no source stand behind one that answers for every account ID', () => {
    expect(() => checkOrder(['role-name', 'organizations'], {})).toThrow(/Put it last.*CROSS_ACCOUNT_IDS/);
    expect(() => checkOrder(['sql', 'role-name', { find: async () => [] }], {})).toThrow(ConfigurationError);
    expect(() => checkOrder(['sql', 'role-name'], {})).not.toThrow();
    expect(() => checkOrder(['role-name', 'sql'], { CROSS_ACCOUNT_IDS: '111111111111' })).not.toThrow();
  });
});
