import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { CfnDBCluster } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { AccountStore } from '../constructs/account-store.ts';
import { EncryptionKey } from '../constructs/encryption-key.ts';
import { GatewayLogs } from '../constructs/gateway-logs.ts';
import { McpGateway } from '../constructs/mcp-gateway.ts';
import type { McpRuntime } from '../constructs/mcp-runtime.ts';
import { Network } from '../constructs/network.ts';
import { addCallers, addServer, type KnownCallers } from './add-server.ts';
import { parameter } from './parameter.ts';
import { ReadableStack } from './readable-stack.ts';
import { output } from './server-outputs.ts';
import { serverParameters } from './server-parameters.ts';

/** The server in a network of its own, with its accounts in Aurora PostgreSQL, and a gateway in front. */
export class FullStack extends ReadableStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, 'An MCP server on AgentCore, its accounts in Aurora PostgreSQL, behind an AgentCore Gateway.');
    const told = serverParameters(this);
    const gatewayName = this.gatewayName();
    const network = new Network(this, 'Network', this.zones());
    const store = new AccountStore(this, 'Store', network);
    const { secret: key } = new EncryptionKey(this, 'EncryptionKey');

    const known = addCallers(this);
    const ownClient = known.callers.addClient('GatewayItself');
    const server = addServer(this, told, known, {
      settings: { ACCOUNT_SOURCES: 'sql', ...store.settings, ENCRYPTION_KEY_SECRET_NAME: key.secretArn },
      secrets: [key.secretArn],
      storeUser: store.userArn,
      network: network.forRuntime(),
      clients: [ownClient],
    });
    // It starts with the first call, which is that of the gateway's target.
    server.node.addDependency(store, ...network.waysOut());
    this.addGateway(gatewayName, server, known, ownClient);
    this.addAdministration(network, store, key.secretArn);
  }

  private addGateway(gatewayName: string, server: McpRuntime, known: KnownCallers, ownClient: UserPoolClient): void {
    const { callers, machine, test } = known;
    const { gateway } = new McpGateway(this, 'Gateway', {
      gatewayName,
      callers,
      clients: [machine, test],
      ownClient,
      runtimeEndpoint: server.endpoint,
    });
    new GatewayLogs(this, 'GatewayLogs', gatewayName, gateway);
    output(this, 'GatewayUrl', gateway.gatewayUrl ?? '');
    output(this, 'GatewayId', gateway.gatewayId);
  }

  /** What it takes to make the tables and to register accounts; see docs/deploy.md. */
  private addAdministration(network: Network, { cluster }: AccountStore, keyArn: string): void {
    const { attrMasterUserSecretSecretArn } = cluster.node.defaultChild as CfnDBCluster;
    const { subnetIds } = network.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS });
    output(this, 'StoreArn', cluster.clusterArn);
    output(this, 'StoreEndpoint', cluster.clusterEndpoint.hostname);
    output(this, 'StoreSecretArn', attrMasterUserSecretSecretArn);
    output(this, 'EncryptionKeySecretArn', keyArn);
    output(this, 'VpcId', network.vpc.vpcId);
    output(this, 'ServerSubnetIds', Fn.join(',', subnetIds));
    output(this, 'ServerSecurityGroupId', network.serverGroup.securityGroupId);
  }

  private gatewayName(): string {
    return parameter(this, 'GatewayName', {
      // Its ARN has the name in lower case, and the role's policies compare case.
      description: 'Name of the AgentCore Gateway: letters in lower case, digits, and hyphens between them.',
      default: 'mcp-accounts',
      allowedPattern: '([0-9a-z][-]?){1,48}',
    });
  }

  private zones(): readonly [string, string] {
    const { valueAsList } = new CfnParameter(this, 'AvailabilityZones', {
      type: 'List<AWS::EC2::AvailabilityZone::Name>',
      description: 'Two zones that AgentCore supports. Names differ between AWS accounts; see docs/deploy.md.',
    });
    return [Fn.select(0, valueAsList), Fn.select(1, valueAsList)];
  }
}
