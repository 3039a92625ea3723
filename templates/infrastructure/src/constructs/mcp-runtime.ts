import { Aws, Duration, Fn } from 'aws-cdk-lib';
import {
  AgentRuntimeArtifact,
  ProtocolType,
  Runtime,
  RuntimeAuthorizerConfiguration,
  type RuntimeNetworkConfiguration,
} from 'aws-cdk-lib/aws-bedrockagentcore';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type Callers, SCOPE } from './callers.ts';
import { type Image, imageUri } from './image.ts';

export interface McpRuntimeProps {
  readonly runtimeName: string;
  readonly image: Image;
  readonly role: Role;
  readonly callers: Callers;
  /** Every one that calls the runtime itself, a gateway's included. */
  readonly clients: readonly UserPoolClient[];
  readonly environment: Readonly<Record<string, string>>;
  /** Default: the internet. */
  readonly network?: RuntimeNetworkConfiguration;
}

/**
 * What of a request reaches the server beside the protocol: the verified token, for the rules of who may use which account, and
 * the account that a client sets for all its calls. AgentCore drops other headers.
 */
export const ALLOWED_HEADERS = ['Authorization', 'X-Amzn-Bedrock-AgentCore-Runtime-Custom-Target-Account'];

/** A session costs memory while it waits, and keeps the configuration that it started with. */
const SESSION = { idleRuntimeSessionTimeout: Duration.minutes(5), maxLifetime: Duration.hours(1) };

/** The server on AgentCore Runtime, for callers with a token. */
export class McpRuntime extends Construct {
  readonly runtime: Runtime;

  constructor(scope: Construct, id: string, props: McpRuntimeProps) {
    super(scope, id);
    const { callers, clients, network } = props;
    this.runtime = new Runtime(this, 'Runtime', {
      runtimeName: props.runtimeName,
      agentRuntimeArtifact: AgentRuntimeArtifact.fromImageUri(imageUri(props.image)),
      // The construct would add its own, wider permissions to a role that it may change.
      executionRole: props.role.withoutPolicyUpdates(),
      protocolConfiguration: ProtocolType.MCP,
      authorizerConfiguration: RuntimeAuthorizerConfiguration.usingCognito(callers.userPool, [...clients], undefined, [
        SCOPE,
      ]),
      requestHeaderConfiguration: { allowlistedHeaders: ALLOWED_HEADERS },
      environmentVariables: { ...props.environment },
      lifecycleConfiguration: SESSION,
      ...(network && { networkConfiguration: network }),
    });
  }

  /** Where clients send MCP messages. The ARN is one segment of the path. */
  get endpoint(): string {
    const arn = Fn.join('%2F', Fn.split('/', Fn.join('%3A', Fn.split(':', this.runtime.agentRuntimeArn))));
    return `https://bedrock-agentcore.${Aws.REGION}.${Aws.URL_SUFFIX}/runtimes/${arn}/invocations?qualifier=DEFAULT`;
  }

  /** AgentCore makes it, not this stack. */
  get logGroupName(): string {
    return `/aws/bedrock-agentcore/runtimes/${this.runtime.agentRuntimeId}-DEFAULT`;
  }
}
