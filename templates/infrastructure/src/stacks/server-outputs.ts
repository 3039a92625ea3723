import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { type Callers, SCOPE } from '../constructs/callers.ts';
import type { McpRuntime } from '../constructs/mcp-runtime.ts';

export interface ServerOutputs {
  readonly server: McpRuntime;
  readonly callers: Callers;
  readonly machine: UserPoolClient;
  readonly test: UserPoolClient;
  readonly configuration: Secret;
  readonly topic: Topic;
}

/** What docs/deploy.md reads from the stack. No secrets: those of the clients are asked of Cognito. */
export function serverOutputs(stack: Stack, parts: ServerOutputs): void {
  const { server, callers } = parts;
  const outputs = {
    McpEndpoint: server.endpoint,
    RuntimeId: server.runtime.agentRuntimeId,
    RuntimeArn: server.runtime.agentRuntimeArn,
    RuntimeLogGroup: server.logGroupName,
    ConfigurationSecretArn: parts.configuration.secretArn,
    AlarmTopicArn: parts.topic.topicArn,
    UserPoolId: callers.userPool.userPoolId,
    DiscoveryUrl: callers.discoveryUrl,
    TokenUrl: callers.tokenUrl,
    Scope: SCOPE,
    MachineClientId: parts.machine.userPoolClientId,
    TestClientId: parts.test.userPoolClientId,
  };
  for (const [name, value] of Object.entries(outputs)) output(stack, name, value);
}

export function output(stack: Stack, name: string, value: string): void {
  new CfnOutput(stack, name, { value });
}
