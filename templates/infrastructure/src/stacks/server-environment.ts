import { Aws, CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type Callers, SCOPE } from '../constructs/callers.ts';
import type { ServerParameters } from './server-parameters.ts';

export interface ServerSettings {
  readonly configuration: Secret;
  readonly callers: Callers;
  readonly told: Pick<ServerParameters, 'accountPolicy' | 'logLevel'>;
}

/** What anybody who may describe the runtime sees. Everything else is in the configuration. */
export function serverEnvironment(stack: Stack, settings: ServerSettings): Readonly<Record<string, string>> {
  const { configuration, callers, told } = settings;
  return {
    ACCOUNT_AUDIT: 'stderr',
    ACCOUNT_POLICY: unlessEmpty(stack, 'AccountPolicyGiven', told.accountPolicy),
    AWS_REGION: Aws.REGION,
    LOG_LEVEL: told.logLevel,
    // AgentCore has verified the token; what it says is checked once more, in case the runtime is changed.
    MCP_AUTH: 'agentcore',
    MCP_AUTH_CLAIMS: 'token_use=access',
    MCP_AUTH_ISSUER: callers.userPool.userPoolProviderUrl,
    MCP_AUTH_SCOPES: SCOPE,
    // Traces say which account a call used and how it ended; arguments and answers stay out of them.
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'false',
    RUNTIME_CONFIG_SECRET_ID: configuration.secretArn,
  };
}

/** CloudFormation leaves out what is `AWS::NoValue`; the library takes an empty policy for a mistake, and refuses every call. */
function unlessEmpty(stack: Stack, id: string, value: string): string {
  const given = new CfnCondition(stack, id, { expression: Fn.conditionNot(Fn.conditionEquals(value, '')) });
  return Fn.conditionIf(given.logicalId, value, Aws.NO_VALUE).toString();
}
