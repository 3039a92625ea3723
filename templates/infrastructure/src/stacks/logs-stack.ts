import { Duration } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { AT_ONCE } from '../constructs/runtime-alarms.ts';
import { parameter } from './parameter.ts';
import { ReadableStack } from './readable-stack.ts';

const NAMESPACE = 'McpAccounts';

/**
 * Alarms on what the server itself logs. A stack of its own, because AgentCore makes the log group, and no sooner than with
 * the first call.
 */
export class LogsStack extends ReadableStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, 'Alarms on the log of an MCP server on AgentCore; deploy it after the first call.');
    const runtimeId = parameter(this, 'RuntimeId', { description: 'Output RuntimeId of the stack of the server.' });
    const topicArn = parameter(this, 'AlarmTopicArn', { description: 'Output AlarmTopicArn of that stack.' });
    for (const [name, { codes, description }] of Object.entries(FAILURES)) {
      this.addAlarm(name, codes, description, runtimeId, topicArn);
    }
  }

  private addAlarm(id: string, codes: readonly string[], description: string, runtimeId: string, topicArn: string) {
    const logGroupName = `/aws/bedrock-agentcore/runtimes/${runtimeId}-DEFAULT`;
    const metric = new Metric({
      namespace: NAMESPACE,
      metricName: `${id}-${runtimeId}`,
      statistic: 'Sum',
      period: Duration.minutes(5),
    });
    new MetricFilter(this, `${id}Filter`, {
      logGroup: LogGroup.fromLogGroupName(this, `${id}Group`, logGroupName),
      filterPattern: FilterPattern.anyTerm(...codes),
      metricNamespace: NAMESPACE,
      metricName: metric.metricName,
    });
    const alarm = new Alarm(this, id, { metric, threshold: 1, alarmDescription: description, ...AT_ONCE });
    alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, `${id}Topic`, topicArn)));
  }
}

/** The library's codes for failures that somebody has to correct, as its log lines have them. */
export const FAILURES = {
  Configuration: { codes: ['CONFIGURATION_INVALID'], description: 'A setting of the server cannot be followed.' },
  Database: {
    codes: ['DATABASE_UNAVAILABLE'],
    description: 'The account store cannot be reached or refuses the login.',
  },
  Credentials: {
    codes: ['CREDENTIAL_DECRYPTION_FAILED', 'CREDENTIALS_REJECTED'],
    description: 'A stored access key does not open, or AWS rejects it.',
  },
  AssumeRole: { codes: ['ASSUME_ROLE_FAILED'], description: 'A member account refuses the server.' },
  WrongIdentity: {
    codes: ['ACCOUNT_CONTEXT_BYPASS', 'ACCOUNT_MISMATCH'],
    description: 'A call would have used another account than the one it named, and was stopped.',
  },
};
