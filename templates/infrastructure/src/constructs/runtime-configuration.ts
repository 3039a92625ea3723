import { RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/**
 * The settings of the server that are not for everybody who may describe a runtime: one JSON object, which the entry point
 * reads at its start (`RUNTIME_CONFIG_SECRET_ID`). Change it through the stack; sessions that start later have it.
 */
export class RuntimeConfiguration extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, settings: Readonly<Record<string, string>>) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description: 'Settings of the MCP server, read at its start.',
      secretStringValue: SecretValue.unsafePlainText(Stack.of(this).toJsonString(settings)),
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
