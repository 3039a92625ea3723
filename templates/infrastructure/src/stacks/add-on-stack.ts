import { CfnRolePolicy, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { billingStatements } from '../policies/billing.ts';
import { logsInsightsStatements } from '../policies/logs-insights.ts';
import { document } from '../policies/statement.ts';
import { memberRoleParameter, parameter } from './parameter.ts';
import { ReadableStack } from './readable-stack.ts';

/** What the member role of an account may do beside its managed policy; made and removed by itself. */
abstract class AddOnStack extends ReadableStack {
  protected add(policyName: string, statements: readonly PolicyStatement[]): void {
    new CfnRolePolicy(this, 'Policy', {
      roleName: memberRoleParameter(this),
      policyName,
      policyDocument: document(...statements),
    });
  }
}

export class BillingStack extends AddOnStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, 'Lets the role of MCP servers in this account read what it costs.');
    this.add('Billing', billingStatements());
  }
}

export class LogsInsightsStack extends AddOnStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, 'Lets the role of MCP servers in this account query its logs.');
    const prefix = parameter(this, 'LogGroupPrefix', {
      description: 'Log groups whose names begin so, such as /ecs/shop-.',
      allowedPattern: '[\\w./#-]+',
    });
    this.add('LogsInsights', logsInsightsStatements(prefix));
  }
}
