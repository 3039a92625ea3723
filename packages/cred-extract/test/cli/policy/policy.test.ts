import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { type CommandLine, createCommandLine } from '../../support/mcp-accounts.ts';

const SERVER = '999999999999';
const ROLE = '111111111111';

let aws: LocalAws;
let line: CommandLine;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: SERVER }] });
});
afterAll(() => aws.close());
beforeEach(async () => {
  line = await createCommandLine({ ...aws.env(SERVER), ACCOUNT_SOURCES: 'sql' });
  line.canaries.push('the-external-id', `iam::${ROLE}`);
  await line.run(['init']);
});
afterEach(() => line.remove());

const add = (partition: string, role: string, ...args: string[]) =>
  line.run(['add', ROLE, '--alias', 'prod', '--role-arn', `arn:${partition}:iam::${ROLE}:role/${role}`, ...args]);

describe('policy', () => {
  it('prints the trust policy that fits the account, without its external ID', async () => {
    await add('aws', 'McpTarget', '--external-id', 'the-external-id');
    const { trust_policy } = await line.json(['policy', 'prod']);
    expect(trust_policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${SERVER}:root` },
          Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          Condition: { StringEquals: { 'sts:ExternalId': 'REPLACE-WITH-THE-EXTERNAL-ID-OF-THE-ACCOUNT' } },
        },
      ],
    });
  });

  it('limits the trust to a role and an organization where they are named', async () => {
    await add('aws', 'McpTarget');
    const args = [
      '--server-account',
      '888888888888',
      '--server-role',
      'team/Runtime',
      '--organization-id',
      'o-a1b2c3d4e5',
    ];
    const { trust_policy } = await line.json(['policy', ROLE, ...args]);
    expect(trust_policy.Statement[0]).toMatchObject({
      Principal: { AWS: 'arn:aws:iam::888888888888:root' },
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::888888888888:role/team/Runtime' },
      },
    });
  });

  it('has no condition for an account whose role asks for nothing', async () => {
    await add('aws', 'McpTarget');
    expect((await line.json(['policy', 'prod'])).trust_policy.Statement[0]).not.toHaveProperty('Condition');
  });

  it.each([
    ['aws', 'us-east-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('stays in the partition %s', async (partition, region) => {
    await add(partition, 'team/McpTarget');
    const documents = await line.json(['policy', 'prod']);
    expect(documents.trust_policy.Statement[0].Principal.AWS).toBe(`arn:${partition}:iam::${SERVER}:root`);
    expect(documents.permissions.managed_policies).toEqual([`arn:${partition}:iam::aws:policy/ReadOnlyAccess`]);
    expect(documents.server_policy.Statement[0].Resource).toBe(`arn:${partition}:iam::*:role/team/McpTarget`);
    expect(documents.role_template.Resources.Role.Properties).toMatchObject({ RoleName: 'McpTarget', Path: '/team/' });
    // Not registered: the region of the server tells.
    const { server_policy } = await line.json(['policy', '222222222222', '--role-name', 'x'], {
      env: { AWS_REGION: region },
    });
    expect(server_policy.Statement[0].Resource).toBe(`arn:${partition}:iam::*:role/x`);
  });

  it('allows reading only, and neither secrets nor credentials', async () => {
    await add('aws', 'McpTarget');
    const { permissions } = await line.json(['policy', 'prod']);
    const [statement] = permissions.inline_policy.Statement;
    expect(statement).toMatchObject({ Effect: 'Deny', Resource: '*' });
    expect(statement.Action).toEqual(
      expect.arrayContaining([
        'secretsmanager:GetSecretValue',
        'ssm:GetParameter*',
        'sts:Assume*',
        'iam:CreateAccessKey',
      ]),
    );
    const other = await line.json(['policy', 'prod', '--managed-policy', 'job-function/ViewOnlyAccess']);
    expect(other.permissions.managed_policies).toEqual(['arn:aws:iam::aws:policy/job-function/ViewOnlyAccess']);
    expect(other.permissions.inline_policy).toEqual(permissions.inline_policy);
  });

  it('prints the same as YAML', async () => {
    await add('aws', 'McpTarget', '--external-id', 'the-external-id');
    const { stdout } = await line.run(['policy', 'prod', '--format', 'yaml']);
    expect(parse(stdout)).toEqual(await line.json(['policy', 'prod']));
    expect(JSON.parse((await line.run(['policy', 'prod'])).stdout)).toEqual(parse(stdout));
  });

  it('prints a service-managed StackSet that makes the role in one region, for accounts that join later too', async () => {
    await add('aws', 'McpTarget', '--external-id', 'the-external-id');
    const args = [
      '--format',
      'cloudformation',
      '--organizational-unit',
      'ou-ab12-11111111',
      '--organizational-unit',
      'r-ab12',
    ];
    const { stdout } = await line.run(['policy', 'prod', ...args]);
    const template = parse(stdout);
    expect(template.Parameters).toMatchObject({
      OrganizationalUnitIds: { Type: 'CommaDelimitedList', Default: 'ou-ab12-11111111,r-ab12' },
      CallAs: { AllowedValues: ['SELF', 'DELEGATED_ADMIN'], Default: 'SELF' },
      ExternalId: { Type: 'String', NoEcho: true },
    });
    const { Type, Properties } = template.Resources.Roles;
    expect(Type).toBe('AWS::CloudFormation::StackSet');
    expect(Properties).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: [{ ParameterKey: 'ExternalId', ParameterValue: { Ref: 'ExternalId' } }],
      StackInstancesGroup: [
        { DeploymentTargets: { OrganizationalUnitIds: { Ref: 'OrganizationalUnitIds' } }, Regions: ['us-east-1'] },
      ],
    });
    const member = JSON.parse(Properties.TemplateBody);
    expect(member.Resources.Role.Properties).toMatchObject({
      RoleName: 'McpTarget',
      MaxSessionDuration: 3600,
      AssumeRolePolicyDocument: {
        Statement: [{ Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } } }],
      },
    });
    // Limits of CloudFormation and of a role's inline policies.
    expect(Properties.TemplateBody.length).toBeLessThan(51_200);
    expect(JSON.stringify(member.Resources.Role.Properties.Policies).length).toBeLessThan(10_240);
  });

  it('asks for no external ID in the StackSet of a role without one', async () => {
    await add('aws', 'McpTarget');
    const { stack_set_template } = await line.json(['policy', 'prod']);
    expect(stack_set_template.Parameters).not.toHaveProperty('ExternalId');
    expect(stack_set_template.Resources.Roles.Properties).not.toHaveProperty('Parameters');
  });

  it.each([
    ['an account without a known role', ['222222222222'], 'No role is known for this account.'],
    ['an alias that nobody has', ['nobody'], 'No AWS account with the ID or alias "nobody"'],
    ['an ARN for a name', ['222222222222', '--role-name', 'arn:aws:iam::1:role/x'], 'must be the name of an IAM role'],
    ['a server account that is none', ['prod', '--server-account', '12'], '--server-account must be 12 digits.'],
    [
      'a server role that is an ARN',
      ['prod', '--server-role', 'arn:aws:iam::1:role/x'],
      '--server-role must be the name of a role',
    ],
    ['an organization that is none', ['prod', '--organization-id', 'x'], '--organization-id must be the ID'],
    ['a unit that is none', ['prod', '--organizational-unit', 'x'], '--organizational-unit must be the ID'],
  ])('refuses %s', async (_what, args, message) => {
    await add('aws', 'McpTarget');
    const { code, stdout, stderr } = await line.run(['policy', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('needs to know whom to trust', async () => {
    await add('aws', 'McpTarget');
    const env = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    expect((await line.run(['policy', 'prod'], { env })).stderr).toContain(
      'Give --server-account, or AWS credentials.',
    );
    expect((await line.run(['policy', 'prod', '--server-account', SERVER], { env })).code).toBe(0);
  });
});
