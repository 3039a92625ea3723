import type { Permissions } from './permissions.ts';
import type { AccountRole } from './role-of-account.ts';
import { type Trust, trustPolicy } from './trust-policy.ts';

/** Names of template parameters. */
export const EXTERNAL_ID = 'ExternalId';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const externalIdParameter = {
  Type: 'String',
  NoEcho: true,
  MinLength: 2,
  MaxLength: 1224,
  AllowedPattern: '[\\w+=,.@:/-]*',
  Description: 'What servers have to send when they assume the role.',
};

/** The CloudFormation template of the role itself, for one account. */
export function memberTemplate(role: AccountRole, trust: Omit<Trust, 'externalId'>, granted: Permissions): object {
  const externalId = role.hasExternalId ? { Ref: EXTERNAL_ID } : undefined;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The role that MCP servers assume in this account.',
    ...(role.hasExternalId && { Parameters: { [EXTERNAL_ID]: externalIdParameter } }),
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: role.name,
          Path: role.path,
          Description: 'Assumed by MCP servers for calls that name this account.',
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: trustPolicy({ ...trust, externalId }),
          ManagedPolicyArns: granted.managed_policies,
          Policies: [{ PolicyName: 'NoSecretsAndNoCredentials', PolicyDocument: granted.inline_policy }],
        },
      },
    },
  };
}
