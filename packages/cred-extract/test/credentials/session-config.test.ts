import { describe, expect, it } from 'vitest';
import { readOnlyTerms } from '../../src/credentials/read-only-policy.ts';
import { checkSessionConfig, type SessionConfig } from '../../src/credentials/session-config.ts';
import { ConfigurationError } from '../../src/errors.ts';

const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }] };
const ARN = 'arn:aws:iam::aws:policy/ViewOnlyAccess';
const check = (config: unknown, env = {}) => checkSessionConfig(config as SessionConfig, env);

describe('checkSessionConfig', () => {
  it('limits nothing when nothing is said', () => {
    const { general, accounts } = check({});
    expect([general, accounts.size]).toEqual([{ readOnly: false }, 0]);
  });

  it('takes a policy as an object and as text, without white space, which AWS counts', () => {
    const text = JSON.stringify(POLICY);
    expect(check({ policy: POLICY }).general.policy).toBe(text);
    expect(check({ policy: JSON.stringify(POLICY, null, 8) }).general.policy).toBe(text);
  });

  it('takes a policy of 2,048 characters and no longer one', () => {
    const ofLength = (length: number) => {
      const empty = JSON.stringify({ ...POLICY, Id: '' }).length;
      return { ...POLICY, Id: 'x'.repeat(length - empty) };
    };
    expect(check({ policy: ofLength(2_048) }).general.policy).toHaveLength(2_048);
    expect(() => check({ policy: ofLength(2_049) })).toThrow(/session\.policy has 2049 characters/);
  });

  it("lets an account's own limits stand in place of the general ones", () => {
    const { general, accounts } = check({ policy: POLICY, accounts: { '111111111111': { policyArns: [ARN] } } });
    expect(general.policy).toBeDefined();
    expect(accounts.get('111111111111')).toEqual({ readOnly: false, policyArns: [ARN] });
  });

  it('is read-only when the code or whoever starts the server says so', () => {
    expect(check({ readOnly: true }).general.readOnly).toBe(true);
    for (const value of ['true', 'TRUE', '1', ' true '])
      expect(check({ readOnly: false }, { ACCOUNT_READ_ONLY: value }).general.readOnly).toBe(true);
    for (const value of ['false', '0', '', undefined])
      expect(check({}, { ACCOUNT_READ_ONLY: value }).general.readOnly).toBe(false);
  });

  it('lets no account out of a general read-only mode', () => {
    const { accounts } = check({ readOnly: true, accounts: { '111111111111': { readOnly: false } } });
    expect(accounts.get('111111111111')?.readOnly).toBe(true);
    expect(() => check({ readOnly: true, accounts: { '111111111111': { policy: POLICY } } })).toThrow(/cannot go/);
  });

  it.each([
    ['an unknown key', { readonly: true }, {}, /unknown key "readonly"/],
    ['an unknown key of an account', { accounts: { '111111111111': { policies: [] } } }, {}, /unknown key "policies"/],
    ['an account that is none', { accounts: { production: {} } }, {}, /12 digits/],
    ['an ACCOUNT_READ_ONLY that could pass for off', {}, { ACCOUNT_READ_ONLY: 'yes' }, /ACCOUNT_READ_ONLY/],
    ['a readOnly that is no boolean', { readOnly: 'false' }, {}, /readOnly/],
    ['read-only with a policy', { readOnly: true, policy: POLICY }, {}, /cannot go together/],
    [
      'read-only from the environment with ARNs',
      { policyArns: [ARN] },
      { ACCOUNT_READ_ONLY: '1' },
      /cannot go together/,
    ],
    ['a policy that is no JSON', { policy: '{' }, {}, /no IAM policy/],
    ['a policy without statements', { policy: {} }, {}, /no IAM policy/],
    ['a policy that is a list', { policy: '[]' }, {}, /no IAM policy/],
    ['no policy at all', { policy: null }, {}, /no IAM policy/],
    ['characters that AWS does not take', { policy: { ...POLICY, Id: '王' } }, {}, /characters/],
    ['no ARN', { policyArns: [] }, {}, /1 to 10/],
    ['eleven ARNs', { policyArns: Array.from({ length: 11 }, (_, i) => `${ARN}${i}`) }, {}, /1 to 10/],
    ['an ARN twice', { policyArns: [ARN, ARN] }, {}, /twice/],
    ['the ARN of a role', { policyArns: ['arn:aws:iam::111111111111:role/x'] }, {}, /policyArns\[0\]/],
    ['ARNs in one text', { policyArns: ARN }, {}, /list/],
    ['something that is no object', 'readOnly', {}, /object/],
  ])('refuses %s', (_, config, env, message) => {
    expect(() => check(config, env)).toThrow(ConfigurationError);
    expect(() => check(config, env)).toThrow(message);
  });

  it('does not repeat the text of a broken policy', () => {
    expect(() => check({ policy: '{"Statement": canary' })).toThrow(/^(?!.*canary)/);
  });
});

describe('a read-only session', () => {
  const { policy, policyArns } = readOnlyTerms('aws');
  const denied: string[] = JSON.parse(policy).Statement[0].Action;
  const denies = (action: string) =>
    denied.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action));

  it('allows what ReadOnlyAccess of its partition allows, and its own policy only denies', () => {
    expect(policyArns).toEqual(['arn:aws:iam::aws:policy/ReadOnlyAccess']);
    expect(readOnlyTerms('aws-cn').policyArns).toEqual(['arn:aws-cn:iam::aws:policy/ReadOnlyAccess']);
    expect(JSON.parse(policy).Statement).toMatchObject([{ Effect: 'Deny', Resource: '*' }]);
  });

  it('names actions as IAM takes them: no wildcard in the name of a service', () => {
    expect(denied.filter((action) => !/^[a-z\d-]+:[A-Za-z\d]*\*?[A-Za-z\d]*\*?$/.test(action))).toEqual([]);
    expect(new Set(denied).size).toBe(denied.length);
  });

  it('fits into a session policy, with room for tags', () => {
    expect(policy.length).toBeLessThan(1_700);
    expect(check({ policy }).general.policy).toBe(policy);
  });

  it.each([
    'secretsmanager:GetSecretValue',
    'secretsmanager:BatchGetSecretValue',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'ssm:GetParametersByPath',
    'ssm:GetParameterHistory',
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'kms:ReEncryptFrom',
    'ec2:GetPasswordData',
    'sts:AssumeRole',
    'sts:AssumeRoleWithWebIdentity',
    'sts:AssumeRoot',
    'sts:GetFederationToken',
    'sts:GetSessionToken',
    'sts:GetServiceBearerToken',
    'iam:CreateAccessKey',
    'iam:CreateServiceSpecificCredential',
    'iam:CreateLoginProfile',
    'sso:GetRoleCredentials',
    'cognito-identity:GetCredentialsForIdentity',
    'ecr:GetAuthorizationToken',
    'ecr-public:GetAuthorizationToken',
    'codeartifact:GetAuthorizationToken',
    'redshift:GetClusterCredentials',
    'redshift:GetClusterCredentialsWithIAM',
    'redshift-serverless:GetCredentials',
    'rds-db:connect',
    's3:GetDataAccess',
  ])('denies %s', (action) => {
    expect(denies(action)).toBe(true);
  });

  it.each([
    's3:GetObject',
    's3:ListBucket',
    'dynamodb:Query',
    'ec2:DescribeInstances',
    'sts:GetCallerIdentity',
    'sts:GetAccessKeyInfo',
    'secretsmanager:ListSecrets',
    'ssm:DescribeParameters',
    'kms:DescribeKey',
    'iam:ListAccessKeys',
    'iam:GenerateCredentialReport',
    'redshift:DescribeClusters',
    'ce:GetCostAndUsage',
    'logs:GetLogEvents',
  ])('does not deny %s', (action) => {
    expect(denies(action)).toBe(false);
  });
});
