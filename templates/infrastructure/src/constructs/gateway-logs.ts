import { RemovalPolicy } from 'aws-cdk-lib';
import type { Gateway } from 'aws-cdk-lib/aws-bedrockagentcore';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * The gateway's own log, which tells why a call failed before it reached the server; its callers are told "internal error".
 * Groups under /aws/vendedlogs/ need no resource policy, of which an account may have ten.
 */
export class GatewayLogs extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, gatewayName: string, gateway: Gateway) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: `/aws/vendedlogs/bedrock-agentcore/gateway/${gatewayName}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const source = new CfnDeliverySource(this, 'Source', {
      name: `${gatewayName}-logs`,
      logType: 'APPLICATION_LOGS',
      resourceArn: gateway.gatewayArn,
    });
    const destination = new CfnDeliveryDestination(this, 'Destination', {
      name: `${gatewayName}-logs`,
      destinationResourceArn: this.logGroup.logGroupArn,
    });
    new CfnDelivery(this, 'Delivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
    }).addResourceDependency(source);
  }
}
