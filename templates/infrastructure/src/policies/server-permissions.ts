import { Aws } from 'aws-cdk-lib';
import type { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IDENTITY_ACTIONS, workloadIdentity } from './agentcore.ts';
import { allow, arn, document } from './statement.ts';

/**
 * What AgentCore needs to start a runtime and to record what it does. Narrower than the managed example: this runtime's
 * logs only, and no workload token for a user ID, which any caller could choose.
 */
export function platformPermissions(runtimeName: string, repository: string): PolicyDocument {
  const logGroups = arn('logs', `log-group:/aws/bedrock-agentcore/runtimes/${runtimeName}-*`);
  return document(
    allow('PullImage', ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], [repository]),
    allow('LogInToRegistry', ['ecr:GetAuthorizationToken'], ['*']),
    allow('CreateLogGroup', ['logs:CreateLogGroup', 'logs:DescribeLogStreams'], [logGroups]),
    allow('FindLogGroup', ['logs:DescribeLogGroups'], [arn('logs', 'log-group:*')]),
    allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], [`${logGroups}:log-stream:*`]),
    allow('WriteTraces', TRACE_ACTIONS, ['*']),
    allow('WriteMetrics', ['cloudwatch:PutMetricData'], ['*'], {
      conditions: { StringEquals: { 'cloudwatch:namespace': 'bedrock-agentcore' } },
    }),
    allow('OwnIdentity', IDENTITY_ACTIONS, workloadIdentity(runtimeName)),
  );
}

/** X-Ray knows no resources. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
const TRACE_ACTIONS = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** The member role in any account, and no other role anywhere. */
export function assumeMemberRole(memberRoleName: string): PolicyStatement {
  const role = `arn:${Aws.PARTITION}:iam::*:role/${memberRoleName}`;
  return allow('AssumeMemberRole', ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], [role]);
}

export function readSecrets(secrets: readonly string[]): PolicyStatement {
  return allow('ReadOwnSecrets', ['secretsmanager:GetSecretValue'], secrets);
}

/** @param user ARN `arn:…:rds-db:…:dbuser:<resource ID>/<user>` */
export function logInToStore(user: string): PolicyStatement {
  return allow('LogInToStore', ['rds-db:connect'], [user]);
}
