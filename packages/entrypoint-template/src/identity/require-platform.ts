import type { Environment } from '../configuration/serve-config.ts';
import { ServeConfigurationError } from '../errors.ts';
import type { IdentityConfig } from './identity-config.ts';

/** Variables that only other platforms set. ECS is none of them: AgentCore may run containers of its own on it. */
const OTHER_PLATFORMS = { AWS_LAMBDA_FUNCTION_NAME: 'AWS Lambda', KUBERNETES_SERVICE_HOST: 'Kubernetes' } as const;

/**
 * `agentcore` believes every token, so that it must not stand where nobody has verified them. AgentCore says nothing that would
 * prove it, but a loopback address and another platform's variables prove the contrary.
 *
 * @throws ServeConfigurationError
 */
export function requirePlatform({ mode }: IdentityConfig, env: Environment, onLoopback: boolean): void {
  if (mode !== 'agentcore') return;
  const other = Object.entries(OTHER_PLATFORMS).find(([name]) => env[name])?.[1];
  const place = other ? `runs on ${other}` : onLoopback && 'listens on a loopback address';
  if (!place) return;
  throw new ServeConfigurationError(
    `MCP_AUTH=agentcore believes that Amazon Bedrock AgentCore has verified every token, and this server ${place}. ` +
      'Set MCP_AUTH=jwks, which verifies them here.',
  );
}
