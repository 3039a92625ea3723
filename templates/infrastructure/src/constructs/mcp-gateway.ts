import { SecretValue } from 'aws-cdk-lib';
import {
  Gateway,
  GatewayAuthorizer,
  GatewayCredentialProvider,
  GatewayProtocol,
  GatewayTarget,
  MCPProtocolVersion,
  OAuth2CredentialProvider,
} from 'aws-cdk-lib/aws-bedrockagentcore';
import type { CfnUserPoolClient, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { type Callers, SCOPE } from './callers.ts';
import { gatewayRole } from './gateway-role.ts';

export interface McpGatewayProps {
  readonly gatewayName: string;
  readonly callers: Callers;
  /** Who may call the gateway. */
  readonly clients: readonly UserPoolClient[];
  /** What the gateway itself is to the runtime. */
  readonly ownClient: UserPoolClient;
  readonly runtimeEndpoint: string;
}

/**
 * One MCP endpoint in front of the runtime, and of others that are added to it. A runtime has one way in, SigV4 or tokens. This one
 * takes tokens, so the gateway gets one for itself (client credentials) instead of signing with its role. The
 * runtime then sees the gateway's client, not the gateway's caller: who may use which account is a matter of direct calls.
 */
export class McpGateway extends Construct {
  readonly gateway: Gateway;

  constructor(scope: Construct, id: string, props: McpGatewayProps) {
    super(scope, id);
    const provider = this.tokensFor(props);
    this.gateway = new Gateway(this, 'Gateway', {
      gatewayName: props.gatewayName,
      // The construct would let a role that it may change get tokens for any user ID.
      role: gatewayRole(this, props.gatewayName, provider.oAuth2CredentialProviderName).withoutPolicyUpdates(),
      protocolConfiguration: GatewayProtocol.mcp({ supportedVersions: VERSIONS }),
      authorizerConfiguration: GatewayAuthorizer.usingCognito({
        userPool: props.callers.userPool,
        allowedClients: [...props.clients],
        allowedScopes: [SCOPE],
      }),
    });
    GatewayTarget.forMcpServer(this, 'Target', {
      gateway: this.gateway,
      gatewayTargetName: 'accounts',
      endpoint: props.runtimeEndpoint,
      credentialProviderConfigurations: [GatewayCredentialProvider.fromOauthIdentity(provider, { scopes: [SCOPE] })],
    });
  }

  private tokensFor({ gatewayName, callers, ownClient }: McpGatewayProps): OAuth2CredentialProvider {
    const client = ownClient.node.defaultChild as CfnUserPoolClient;
    const provider = OAuth2CredentialProvider.usingCustom(this, 'Tokens', {
      oAuth2CredentialProviderName: gatewayName,
      discoveryUrl: callers.discoveryUrl,
      clientId: ownClient.userPoolClientId,
      clientSecret: SecretValue.resourceAttribute(client.attrClientSecret),
    });
    // Until the domain is there, the discovery document names no address to get tokens from.
    provider.node.addDependency(callers.domain);
    return provider;
  }
}

const VERSIONS = [
  MCPProtocolVersion.MCP_2026_07_28,
  MCPProtocolVersion.MCP_2025_11_25,
  MCPProtocolVersion.MCP_2025_06_18,
  MCPProtocolVersion.MCP_2025_03_26,
];
