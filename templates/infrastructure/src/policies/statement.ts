import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';

/** Allows `actions` on `resources`; every statement has a name, which is what reviews and tests refer to. */
export function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  rest: Pick<PolicyStatementProps, 'conditions'> = {},
): PolicyStatement {
  return new PolicyStatement({ sid, effect: Effect.ALLOW, actions: [...actions], resources: [...resources], ...rest });
}

export function document(...statements: readonly PolicyStatement[]): PolicyDocument {
  return new PolicyDocument({ statements: [...statements] });
}

/** The ARN of something in this account and region. */
export function arn(service: string, resource: string): string {
  return `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
}
