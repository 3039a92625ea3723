import { Aws } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type Callers, SCOPE } from '../constructs/callers.ts';

export interface ServerSettings {
  readonly configuration: Secret;
  readonly callers: Callers;
  readonly logLevel: string;
}

/** What anybody who may describe the runtime sees. Everything else is in the configuration. */
export function serverEnvironment(settings: ServerSettings): Readonly<Record<string, string>> {
  const { configuration, callers, logLevel } = settings;
  return {
    ACCOUNT_AUDIT: 'stderr',
    AWS_REGION: Aws.REGION,
    LOG_LEVEL: logLevel,
    // AgentCore has verified the token; what it says is checked once more, in case the runtime is changed.
    MCP_AUTH: 'agentcore',
    MCP_AUTH_ISSUER: callers.userPool.userPoolProviderUrl,
    MCP_AUTH_SCOPES: SCOPE,
    // Traces say which account a call used and how it ended; arguments and answers stay out of them.
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'false',
    RUNTIME_CONFIG_SECRET_ID: configuration.secretArn,
  };
}
