import { RuntimeNetworkConfiguration } from 'aws-cdk-lib/aws-bedrockagentcore';
import {
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct, type IDependable } from 'constructs';

/**
 * A network for the server and its database: the server reaches AWS through one NAT gateway, nothing reaches the server, and the
 * database reaches nothing.
 *
 * @param availabilityZones two; AgentCore supports some zones of a region only
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly serverGroup: SecurityGroup;
  readonly storeGroup: SecurityGroup;

  constructor(scope: Construct, id: string, availabilityZones: readonly [string, string]) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      availabilityZones: [...availabilityZones],
      natGateways: 1,
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'Server', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
        { name: 'Store', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
    });
    this.serverGroup = this.group('ServerGroup', 'The MCP server, and who administers its account store.');
    this.storeGroup = this.group('StoreGroup', 'The account store.');
    this.serverGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS');
    this.connect();
  }

  private group(id: string, description: string): SecurityGroup {
    return new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
  }

  /** Each group names the other, which CloudFormation takes only as resources of their own. */
  private connect(): void {
    const [server, store] = [this.serverGroup.securityGroupId, this.storeGroup.securityGroupId];
    const port = { ipProtocol: 'tcp', fromPort: 5432, toPort: 5432 };
    new CfnSecurityGroupEgress(this, 'ServerToStore', { groupId: server, destinationSecurityGroupId: store, ...port });
    new CfnSecurityGroupIngress(this, 'StoreFromServer', { groupId: store, sourceSecurityGroupId: server, ...port });
  }

  /** What has to be there before the server reaches AWS. */
  waysOut(): readonly IDependable[] {
    return this.vpc.privateSubnets.map(({ internetConnectivityEstablished }) => internetConnectivityEstablished);
  }

  /** For AgentCore Runtime. */
  forRuntime(): RuntimeNetworkConfiguration {
    return RuntimeNetworkConfiguration.usingVpc(this, {
      vpc: this.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [this.serverGroup],
    });
  }
}
