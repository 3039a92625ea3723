import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import {
  type CfnUserPoolClient,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

/** Identifier of the resource server, and the one scope it has: tokens carry `mcp/invoke`. */
export const RESOURCE_SERVER = 'mcp';
export const SCOPE = `${RESOURCE_SERVER}/invoke`;

/**
 * Who may call: machines, each with an ID and a secret of its own, by the client-credentials flow. Nobody signs up and
 * nobody signs in here; for tokens of people, name your own identity provider in the runtime's authorizer instead.
 */
export class Callers extends Construct {
  readonly userPool: UserPool;
  readonly domain: UserPoolDomain;
  private readonly server: UserPoolResourceServer;
  private readonly scope: ResourceServerScope;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', { selfSignUpEnabled: false, removalPolicy: RemovalPolicy.DESTROY });
    this.scope = new ResourceServerScope({ scopeName: 'invoke', scopeDescription: 'Call the MCP server.' });
    this.server = this.userPool.addResourceServer('ResourceServer', {
      identifier: RESOURCE_SERVER,
      scopes: [this.scope],
    });
    this.domain = new UserPoolDomain(this, 'Domain', {
      userPool: this.userPool,
      cognitoDomain: { domainPrefix: domainPrefix() },
    });
  }

  /** One caller. A client for each program, so that one can be shut out, and the audit tells them apart. */
  addClient(id: string): UserPoolClient {
    const client = this.userPool.addClient(id, {
      generateSecret: true,
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { clientCredentials: true },
        scopes: [OAuthScope.resourceServer(this.server, this.scope)],
      },
      accessTokenValidity: Duration.hours(1),
      enableTokenRevocation: true,
    });
    // A client for machines has no password flows; the CDK would leave Cognito's defaults.
    (client.node.defaultChild as CfnUserPoolClient).explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
    return client;
  }

  get discoveryUrl(): string {
    return `${this.userPool.userPoolProviderUrl}/.well-known/openid-configuration`;
  }

  get tokenUrl(): string {
    return `https://${this.domain.domainName}.auth.${Aws.REGION}.amazoncognito.com/oauth2/token`;
  }
}

/** Unique in the region without anybody choosing a name: the UUID of the stack. */
function domainPrefix(): string {
  return `mcp-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`;
}
