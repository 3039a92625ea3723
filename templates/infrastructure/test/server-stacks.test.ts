import { describe, expect, it } from 'vitest';
import { type Committed, committed, deployed } from './support/committed-template.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const ARN = 'arn:aws:bedrock-agentcore:us-east-1:999999999999:runtime/mcp_accounts-a1b2c3d4e5';
const SERVER = { RepositoryName: 'my-server', ImageDigest: DIGEST, 'ServerRuntime.AgentRuntimeArn': ARN };
const minimal = deployed('minimal', { ...SERVER, ExternalId: 'chosen', AccountIds: '111111111111,222222222222' });
const full = deployed('full', { ...SERVER, AvailabilityZones: 'us-east-1a,us-east-1b' });

/** The properties of the resources of a type, by logical ID. */
function ofType({ Resources }: Committed, type: string): ReadonlyMap<string, Record<string, unknown>> {
  const entries = Object.entries(Resources).filter(([, { Type }]) => Type === type);
  return new Map(entries.map(([id, { Properties }]) => [id, Properties]));
}

const onlyOf = (template: Committed, type: string) => [...ofType(template, type).values()][0] ?? {};

describe.each([
  ['minimal', minimal, ['<CallersUserPoolMachine>', '<CallersUserPoolTest>']],
  ['full', full, ['<CallersUserPoolMachine>', '<CallersUserPoolTest>', '<CallersUserPoolGatewayItself>']],
] as const)('the server of %s', (_, template, clients) => {
  const runtime = onlyOf(template, 'AWS::BedrockAgentCore::Runtime');

  it('is an image by digest that speaks MCP', () => {
    expect(runtime).toMatchObject({
      AgentRuntimeArtifact: {
        ContainerConfiguration: {
          ContainerUri: `999999999999.dkr.ecr.us-east-1.amazonaws.com/my-server@${DIGEST}`,
        },
      },
      ProtocolConfiguration: 'MCP',
    });
  });

  it('takes tokens of its clients with its scope, and of nobody else', () => {
    expect(runtime.AuthorizerConfiguration).toEqual({
      CustomJWTAuthorizer: {
        AllowedClients: clients,
        AllowedScopes: ['mcp/invoke'],
        DiscoveryUrl: expect.stringMatching(
          /^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/<CallersUserPool>\/\.well-known\/openid-configuration$/,
        ),
      },
    });
  });

  it('is given the token and the default account of a request, and no other header', () => {
    expect(runtime.RequestHeaderConfiguration).toEqual({
      RequestHeaderAllowlist: ['Authorization', 'X-Amzn-Bedrock-AgentCore-Runtime-Custom-Target-Account'],
    });
  });

  it('is told where its configuration is, and nothing secret', () => {
    expect(runtime.EnvironmentVariables).toEqual({
      ACCOUNT_AUDIT: 'stderr',
      AWS_REGION: 'us-east-1',
      LOG_LEVEL: 'info',
      MCP_AUTH: 'agentcore',
      MCP_AUTH_CLAIMS: 'token_use=access',
      MCP_AUTH_ISSUER: '<CallersUserPool.ProviderURL>',
      MCP_AUTH_SCOPES: 'mcp/invoke',
      OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'false',
      RUNTIME_CONFIG_SECRET_ID: '<ConfigurationSecret>',
    });
  });

  it('keeps a session for five minutes after its last call, and an hour at most', () => {
    expect(runtime.LifecycleConfiguration).toEqual({ IdleRuntimeSessionTimeout: 300, MaxLifetime: 3600 });
  });

  it('has callers that are machines, each with a secret of its own and no password', () => {
    const pool = ofType(template, 'AWS::Cognito::UserPoolClient');
    expect([...pool.keys()].map((id) => `<${id}>`)).toEqual(clients);
    for (const client of pool.values()) {
      expect(client).toMatchObject({
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['<CallersUserPoolResourceServer>/invoke'],
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        GenerateSecret: true,
      });
    }
    expect(onlyOf(template, 'AWS::Cognito::UserPool')).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
  });

  it('gives out the address that clients call, with the ARN as one segment of it', () => {
    const { Value } = template.Outputs.McpEndpoint ?? {};
    const path = `/runtimes/${encodeURIComponent(ARN)}/invocations?qualifier=DEFAULT`;
    expect(Value).toBe(`https://bedrock-agentcore.us-east-1.amazonaws.com${path}`);
  });

  it('gives out no secret', () => {
    const text = JSON.stringify(template.Outputs);
    expect(text).not.toContain('chosen');
    expect(text).not.toContain('ClientSecret');
  });

  it('sends alarms for what AgentCore counts of it', () => {
    const alarms = [...ofType(template, 'AWS::CloudWatch::Alarm').values()];
    expect(alarms.map(({ MetricName }) => MetricName)).toEqual(['SystemErrors', 'UserErrors', 'Throttles', 'Latency']);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ Namespace: 'AWS/Bedrock-AgentCore', AlarmActions: ['<AlarmsTopic>'] });
    }
  });
});

describe('the minimal configuration', () => {
  it('keeps the role, the external ID and the accounts in the secret', () => {
    const { SecretString } = onlyOf(minimal, 'AWS::SecretsManager::Secret');
    expect(JSON.parse(String(SecretString))).toEqual({
      CROSS_ACCOUNT_ROLE_NAME: 'McpTarget',
      CROSS_ACCOUNT_EXTERNAL_ID: 'chosen',
      CROSS_ACCOUNT_IDS: '111111111111,222222222222',
    });
  });

  it('has nothing that costs money while nobody calls but a secret and alarms', () => {
    const types = new Set(Object.values(minimal.Resources).map(({ Type }) => Type.split('::')[1]));
    expect([...types].sort()).toEqual(['BedrockAgentCore', 'CloudWatch', 'Cognito', 'IAM', 'SNS', 'SecretsManager']);
  });

  it('refuses a tag for a digest, a name that AgentCore refuses, and an account that is none', () => {
    const pattern = (name: string) => new RegExp(`^(?:${committed('minimal').Parameters[name]?.AllowedPattern})$`);
    expect('latest').not.toMatch(pattern('ImageDigest'));
    expect('my-server').not.toMatch(pattern('RuntimeName'));
    expect('111111111111,production').not.toMatch(pattern('AccountIds'));
    expect('111111111111, 222222222222').not.toMatch(pattern('AccountIds'));
    expect('').toMatch(pattern('OrganizationId'));
    // What would break out of the JSON of the secret.
    expect('a","b":"c').not.toMatch(pattern('ExternalId'));
    expect('a","b":"c').not.toMatch(pattern('MemberRoleName'));
  });
});

it('names the policy of who may use which account only where there is one', () => {
  const withPolicy = deployed('minimal', {
    ...SERVER,
    ExternalId: 'x',
    AccountIds: '1',
    AccountPolicy: '/app/policy.yaml',
  });
  const { EnvironmentVariables } = onlyOf(withPolicy, 'AWS::BedrockAgentCore::Runtime');
  expect(EnvironmentVariables).toMatchObject({ ACCOUNT_POLICY: '/app/policy.yaml' });
});

describe('the full configuration', () => {
  it('keeps the database encrypted, for TLS and tokens of IAM, out of the internet', () => {
    expect(onlyOf(full, 'AWS::RDS::DBCluster')).toMatchObject({
      StorageEncrypted: true,
      EnableIAMDatabaseAuthentication: true,
      ManageMasterUserPassword: true,
      DeletionProtection: true,
    });
    expect(onlyOf(full, 'AWS::RDS::DBInstance')).toMatchObject({ PubliclyAccessible: false });
    expect(onlyOf(full, 'AWS::RDS::DBClusterParameterGroup')).toMatchObject({ Parameters: { 'rds.force_ssl': '1' } });
    const group = onlyOf(full, 'AWS::RDS::DBSubnetGroup');
    expect(group.SubnetIds).toEqual(['<NetworkVpcStoreSubnet1Subnet>', '<NetworkVpcStoreSubnet2Subnet>']);
    const routes = [...ofType(full, 'AWS::EC2::Route').values()].map(({ RouteTableId }) => String(RouteTableId));
    expect(routes.filter((table) => table.includes('Store'))).toEqual([]);
  });

  it('lets the database be reached by the server alone, and the server by nobody', () => {
    const ingress = [...ofType(full, 'AWS::EC2::SecurityGroupIngress').values()];
    expect(ingress).toMatchObject([
      { SourceSecurityGroupId: '<NetworkServerGroup.GroupId>', GroupId: '<NetworkStoreGroup.GroupId>', ToPort: 5432 },
    ]);
    const inline = [...ofType(full, 'AWS::EC2::SecurityGroup').values()];
    expect(inline.flatMap(({ SecurityGroupIngress }) => SecurityGroupIngress ?? [])).toEqual([]);
  });

  it('runs the server in the subnets that reach AWS, in the zones that were named', () => {
    expect(onlyOf(full, 'AWS::BedrockAgentCore::Runtime').NetworkConfiguration).toEqual({
      NetworkMode: 'VPC',
      NetworkModeConfig: {
        SecurityGroups: ['<NetworkServerGroup.GroupId>'],
        Subnets: ['<NetworkVpcServerSubnet1Subnet>', '<NetworkVpcServerSubnet2Subnet>'],
      },
    });
    expect(committed('full').Resources.NetworkVpcServerSubnet2Subnet?.Properties.AvailabilityZone).toEqual({
      'Fn::Select': [1, { Ref: 'AvailabilityZones' }],
    });
  });

  it('starts the server when its database and its way to AWS are there', () => {
    const { DependsOn } = full.Resources.ServerRuntime as unknown as { readonly DependsOn: readonly string[] };
    expect(DependsOn).toEqual(
      expect.arrayContaining([
        'NetworkVpcServerSubnet1DefaultRoute',
        'NetworkVpcServerSubnet2DefaultRoute',
        'StoreCluster',
        'StoreClusterWriter',
      ]),
    );
  });

  it('tells the server how to log in without a password', () => {
    const settings = JSON.parse(String(full.Resources.ConfigurationSecret?.Properties.SecretString));
    expect(settings).toEqual({
      ACCOUNT_SOURCES: 'sql',
      DATABASE_AUTH: 'iam',
      DATABASE_HOST: '<StoreCluster.Endpoint.Address>',
      DATABASE_PORT: '5432',
      DATABASE_NAME: 'accounts',
      DATABASE_USER: 'mcp_server',
      ENCRYPTION_KEY_SECRET_NAME: '<EncryptionKeySecret>',
    });
  });

  it('makes an encryption key of 32 bytes in base64, and keeps it when the stack goes', () => {
    const key = full.Resources.EncryptionKeySecret as unknown as Readonly<Record<string, unknown>>;
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    const { PasswordLength, ExcludePunctuation } = (key.Properties as { GenerateSecretString: Record<string, unknown> })
      .GenerateSecretString;
    expect({ PasswordLength, ExcludePunctuation }).toEqual({ PasswordLength: 43, ExcludePunctuation: true });
    expect(Buffer.from('Ab9'.repeat(15).slice(0, 43), 'base64')).toHaveLength(32);
  });

  it('lets the gateway in by a client of its own, and the gateway others by theirs', () => {
    expect(onlyOf(full, 'AWS::BedrockAgentCore::GatewayTarget')).toMatchObject({
      CredentialProviderConfigurations: [
        {
          CredentialProviderType: 'OAUTH',
          CredentialProvider: { OauthCredentialProvider: { Scopes: ['mcp/invoke'] } },
        },
      ],
    });
    expect(onlyOf(full, 'AWS::BedrockAgentCore::OAuth2CredentialProvider')).toMatchObject({
      Oauth2ProviderConfigInput: {
        CustomOauth2ProviderConfig: {
          ClientId: '<CallersUserPoolGatewayItself>',
          ClientSecret: '<CallersUserPoolGatewayItself.ClientSecret>',
        },
      },
    });
    expect(onlyOf(full, 'AWS::BedrockAgentCore::Gateway')).toMatchObject({
      AuthorizerType: 'CUSTOM_JWT',
      AuthorizerConfiguration: {
        CustomJWTAuthorizer: { AllowedClients: ['<CallersUserPoolMachine>', '<CallersUserPoolTest>'] },
      },
    });
  });

  it('refuses a gateway name whose ARN would be another one', () => {
    expect('Mcp-Accounts').not.toMatch(new RegExp(`^${committed('full').Parameters.GatewayName?.AllowedPattern}$`));
    expect('mcp-accounts').toMatch(new RegExp(`^${committed('full').Parameters.GatewayName?.AllowedPattern}$`));
  });

  it('shows its callers no more than "internal error", and its owner the reason', () => {
    expect(onlyOf(full, 'AWS::BedrockAgentCore::Gateway')).not.toHaveProperty('ExceptionLevel');
    expect(onlyOf(full, 'AWS::Logs::LogGroup')).toMatchObject({ RetentionInDays: 30 });
    expect(onlyOf(full, 'AWS::Logs::DeliverySource')).toMatchObject({ ResourceArn: '<Gateway.GatewayArn>' });
  });
});

describe('the repository', () => {
  it('scans images, moves no tag, and stays when the stack goes', () => {
    const { Resources } = deployed('repository', { RepositoryName: 'my-server' });
    expect(Resources.ImagesRepository).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { ImageScanningConfiguration: { ScanOnPush: true }, ImageTagMutability: 'IMMUTABLE' },
    });
  });
});

describe('the alarms on the log', () => {
  it('count the lines of the runtime that carry the codes', () => {
    const { Resources } = deployed('logs', { RuntimeId: 'mcp-a1', AlarmTopicArn: 'arn:aws:sns:us-east-1:9:t' });
    expect(Resources.CredentialsFilter?.Properties).toMatchObject({
      FilterPattern: '?"CREDENTIAL_DECRYPTION_FAILED" ?"CREDENTIALS_REJECTED"',
      LogGroupName: '/aws/bedrock-agentcore/runtimes/mcp-a1-DEFAULT',
    });
    expect(Resources.Credentials?.Properties).toMatchObject({ AlarmActions: ['arn:aws:sns:us-east-1:9:t'] });
  });
});
