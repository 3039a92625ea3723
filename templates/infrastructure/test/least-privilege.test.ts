import { describe, expect, it } from 'vitest';
import { type Committed, deployed } from './support/committed-template.ts';
import { type Statement, statementsOf } from './support/statements.ts';

const SERVER = {
  RepositoryName: 'my-server',
  ImageDigest: `sha256:${'a'.repeat(64)}`,
  OrganizationId: 'o-abcdefghij',
};
const CONFIGURATIONS: Readonly<Record<string, Committed>> = {
  minimal: deployed('minimal', { ...SERVER, ExternalId: 'external', AccountIds: '111111111111' }),
  full: deployed('full', { ...SERVER, AvailabilityZones: 'us-east-1a,us-east-1b' }),
};

/** Statements that name no resource, and why AWS allows nothing else. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  LogInToRegistry: 'ecr:GetAuthorizationToken is of the account',
  WriteTraces: 'X-Ray knows no resources',
  WriteMetrics: 'CloudWatch metrics are no resources; the condition names the namespace',
};

describe.each(Object.entries(CONFIGURATIONS))('the %s configuration', (_, template) => {
  const statements = statementsOf(template);
  const bySid = (sid: string) => statements.filter((statement) => statement.sid === sid);

  it('allows no action by a wildcard', () => {
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
    expect(statements.length).toBeGreaterThan(9);
  });

  it('names resources wherever AWS takes them', () => {
    const everywhere = statements.filter(({ resources }) => resources.includes('*')).map(({ sid }) => sid);
    expect(everywhere.filter((sid) => EVERYWHERE[sid ?? ''] === undefined)).toEqual([]);
    expect(bySid('WriteMetrics').map(({ condition }) => condition)).toEqual([
      { StringEquals: { 'cloudwatch:namespace': 'bedrock-agentcore' } },
    ]);
  });

  it('assumes the member role, in the organization, and nothing else', () => {
    const assuming = statements.filter(({ actions }) => actions.some((action) => action.startsWith('sts:')));
    expect(assuming).toEqual([
      {
        role: 'ExecutionRole',
        sid: 'AssumeMemberRole',
        effect: 'Allow',
        actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        resources: ['arn:aws:iam::*:role/McpTarget'],
        condition: { StringEquals: { 'aws:ResourceOrgID': 'o-abcdefghij' } },
      },
    ]);
  });

  it('passes no role, acts for no user ID, and changes nothing', () => {
    const actions = statements.flatMap((statement) => statement.actions);
    expect(actions).not.toContain('iam:PassRole');
    expect(actions.filter((action) => /ForUserId$|ForUser$/.test(action))).toEqual([]);
    expect(actions.filter((action) => /:(Create|Delete|Update|Put|Attach|Detach)/.test(action)).sort()).toEqual([
      'cloudwatch:PutMetricData',
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('pulls from one repository and writes the logs of one runtime', () => {
    expect(bySid('PullImage')[0]?.resources).toEqual(['arn:aws:ecr:us-east-1:999999999999:repository/my-server']);
    const logs = 'arn:aws:logs:us-east-1:999999999999:log-group:/aws/bedrock-agentcore/runtimes/mcp_accounts-*';
    expect(bySid('CreateLogGroup')[0]?.resources).toEqual([logs]);
    expect(bySid('WriteLogs')[0]?.resources).toEqual([`${logs}:log-stream:*`]);
  });

  it('reads secrets by their names', () => {
    const reading = statements.filter(({ actions }) => actions.includes('secretsmanager:GetSecretValue'));
    expect(reading.flatMap(({ resources }) => resources).filter((arn) => !NAMED_SECRETS.includes(arn))).toEqual([]);
  });

  it('is run by AgentCore for this account only', () => {
    const trusts = Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
      .map(([id, { Properties }]) => [id, Properties.AssumeRolePolicyDocument] as const);
    for (const [id, trust] of trusts) {
      expect(trust, id).toMatchObject({
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Principal: { Service: 'bedrock-agentcore.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '999999999999' },
              ArnLike: { 'aws:SourceArn': SOURCES[id] },
            },
          },
        ],
      });
    }
    expect(trusts.length).toBeGreaterThan(0);
  });
});

const NAMED_SECRETS = [
  '<ConfigurationSecret>',
  '<EncryptionKeySecret>',
  'arn:aws:secretsmanager:us-east-1:999999999999:secret:bedrock-agentcore-identity!default/oauth2/mcp-accounts-*',
];

const SOURCES: Readonly<Record<string, string>> = {
  ExecutionRole: 'arn:aws:bedrock-agentcore:us-east-1:999999999999:runtime/mcp_accounts*',
  GatewayRole: 'arn:aws:bedrock-agentcore:us-east-1:999999999999:gateway/mcp-accounts-*',
};

const statementOf = (template: Committed, sid: string): Statement | undefined =>
  statementsOf(template).find((statement) => statement.sid === sid);

describe('what only one configuration has', () => {
  it('lets the server log in to its database as one user', () => {
    expect(statementOf(CONFIGURATIONS.full as Committed, 'LogInToStore')).toMatchObject({
      actions: ['rds-db:connect'],
      resources: ['arn:aws:rds-db:us-east-1:999999999999:dbuser:<StoreCluster.DBClusterResourceId>/mcp_server'],
    });
    expect(statementOf(CONFIGURATIONS.minimal as Committed, 'LogInToStore')).toBeUndefined();
  });

  it('assumes the role outside of an organization only when none is named', () => {
    const anywhere = deployed('minimal', {
      ...SERVER,
      OrganizationId: '',
      ExternalId: 'x',
      AccountIds: '111111111111',
    });
    expect(statementOf(anywhere, 'AssumeMemberRole')?.condition).toBeUndefined();
  });
});

describe('the add-ons of the member role', () => {
  it('read what an account costs by services that know no resources, and without the retired aws-portal', () => {
    const statements = statementsOf(deployed('member-billing', {}));
    const actions = statements.flatMap((statement) => statement.actions);
    expect(actions.filter((action) => !/:(Describe|Get|List|View)/.test(action))).toEqual([]);
    expect(actions.filter((action) => action.startsWith('aws-portal:'))).toEqual([]);
    expect(actions).toContain('ce:Get*');
    expect(statements.map(({ role }) => role)).toContain('Policy');
  });

  it('query only the log groups that were named', () => {
    const template = deployed('member-logs-insights', { LogGroupPrefix: '/ecs/shop-' });
    expect(statementOf(template, 'Query')).toMatchObject({
      actions: ['logs:GetLogGroupFields', 'logs:StartQuery'],
      resources: ['arn:aws:logs:*:999999999999:log-group:/ecs/shop-*'],
    });
    expect(statementOf(template, 'Answer')?.actions).not.toContain('logs:StartQuery');
  });
});
