import { Duration } from 'aws-cdk-lib';
import type { IBedrockAgentRuntime } from 'aws-cdk-lib/aws-bedrockagentcore';
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

const PERIOD = Duration.minutes(5);
/** Amazon Quick gives up after 60 seconds. */
const SLOW_MILLISECONDS = 45_000;

/** Alarms on what AgentCore itself counts, and the topic they are sent to, for whoever subscribes. */
export class RuntimeAlarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, runtime: IBedrockAgentRuntime) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic');
    const period = PERIOD;
    this.add('SystemErrors', runtime.metricSystemErrors({ period }), 1, 'AgentCore could not run the server.');
    this.add(
      'UserErrors',
      runtime.metricUserErrors({ period }),
      20,
      'Calls are refused: tokens, scopes, malformed requests.',
    );
    this.add('Throttles', runtime.metricThrottles({ period }), 1, 'Calls exceed the quotas of AgentCore.');
    const slowest = runtime.metricLatency({ period, statistic: Stats.p(95) });
    this.add('Latency', slowest, SLOW_MILLISECONDS, 'One call in twenty takes longer than 45 seconds.');
  }

  private add(id: string, metric: IMetric, threshold: number, alarmDescription: string): void {
    const alarm = new Alarm(this, id, { metric, threshold, alarmDescription, ...AT_ONCE });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

/** In the first period that reaches the threshold. A server that nobody calls is well. */
export const AT_ONCE = {
  evaluationPeriods: 1,
  comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  treatMissingData: TreatMissingData.NOT_BREACHING,
};
