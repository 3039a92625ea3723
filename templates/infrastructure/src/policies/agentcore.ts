import { Aws } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { arn } from './statement.ts';

/**
 * AgentCore, on behalf of this account's own resources only: without the two conditions another customer's runtime could be
 * given this role. Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html
 *
 * @param resource its ARN's last part, with a wildcard for the suffix that AgentCore chooses: `gateway/name-*`
 */
export function agentCore(resource: string): ServicePrincipal {
  return new ServicePrincipal('bedrock-agentcore.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: { 'aws:SourceArn': arn('bedrock-agentcore', resource) },
    },
  });
}

/** The workload identity that AgentCore makes for a runtime or a gateway, and the directory it is in. */
export function workloadIdentity(name: string): readonly string[] {
  return [
    arn('bedrock-agentcore', 'workload-identity-directory/default'),
    arn('bedrock-agentcore', `workload-identity-directory/default/workload-identity/${name}-*`),
  ];
}

/** For itself, and for a caller whose token was verified; never for a user ID, which a caller chooses. */
export const IDENTITY_ACTIONS = [
  'bedrock-agentcore:GetWorkloadAccessToken',
  'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
];
