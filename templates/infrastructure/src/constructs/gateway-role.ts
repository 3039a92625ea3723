import { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { agentCore, IDENTITY_ACTIONS, workloadIdentity } from '../policies/agentcore.ts';
import { allow, arn, document } from '../policies/statement.ts';

/**
 * What a gateway needs to get a token for its target: its own identity, the provider, and the secret of that provider. A
 * gateway that lacks one of them lists the tools and answers every call with an internal error.
 * Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-outbound-auth.html
 */
export function gatewayRole(scope: Construct, gatewayName: string, providerName: string): Role {
  const identity = workloadIdentity(gatewayName);
  const vault = arn('bedrock-agentcore', 'token-vault/default');
  return new Role(scope, 'Role', {
    description: `Lets the gateway ${gatewayName} call its target.`,
    assumedBy: agentCore(`gateway/${gatewayName}-*`),
    inlinePolicies: {
      Target: document(
        allow('OwnIdentity', IDENTITY_ACTIONS, identity),
        allow(
          'GetToken',
          ['bedrock-agentcore:GetResourceOauth2Token'],
          [vault, `${vault}/oauth2credentialprovider/${providerName}`, ...identity],
        ),
        allow('ReadClientSecret', ['secretsmanager:GetSecretValue'], [providerSecret(providerName)]),
      ),
    },
  });
}

/** AgentCore makes the secret; CloudFormation's attribute for it is an object, which no policy takes. */
function providerSecret(providerName: string): string {
  return arn('secretsmanager', `secret:bedrock-agentcore-identity!default/oauth2/${providerName}-*`);
}
