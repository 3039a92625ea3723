import { Aws } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { allow } from './statement.ts';

/**
 * Run CloudWatch Logs Insights queries on the log groups whose names begin with `prefix`, in every region. Reading and ending a
 * query name no log group: they work on the ID of a query that was allowed to start.
 */
export function logsInsightsStatements(prefix: string): readonly PolicyStatement[] {
  const groups = `arn:${Aws.PARTITION}:logs:*:${Aws.ACCOUNT_ID}:log-group:${prefix}*`;
  return [
    allow('Query', ['logs:GetLogGroupFields', 'logs:StartQuery'], [groups]),
    allow('Answer', ['logs:DescribeLogGroups', 'logs:GetQueryResults', 'logs:StopQuery'], ['*']),
  ];
}
