import { CfnParameter, type CfnParameterProps, type Stack } from 'aws-cdk-lib';

/** A template parameter of type String unless it says otherwise; its value as a token. */
export function parameter(stack: Stack, name: string, props: CfnParameterProps): string {
  return new CfnParameter(stack, name, { type: 'String', ...props }).valueAsString;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function externalIdParameter(stack: Stack): string {
  return parameter(stack, 'ExternalId', {
    description: 'What servers have to send when they assume the role.',
    noEcho: true,
    minLength: 2,
    maxLength: 1224,
    allowedPattern: '[\\w+=,.@:/-]*',
  });
}

/** The role that every member account has. */
export function memberRoleParameter(stack: Stack): string {
  return parameter(stack, 'MemberRoleName', {
    description: 'Name of the role in the member accounts.',
    default: 'McpTarget',
    allowedPattern: '[\\w+=,.@-]{1,64}',
  });
}
