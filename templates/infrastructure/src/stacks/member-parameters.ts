import type { Stack } from 'aws-cdk-lib';
import type { MemberRoleProps } from '../constructs/member-role.ts';
import { externalIdParameter, memberRoleParameter, parameter } from './parameter.ts';

/** What the member role is told, alone or in a StackSet. */
export function memberParameters(stack: Stack): MemberRoleProps {
  return {
    roleName: memberRoleParameter(stack),
    serverAccountId: parameter(stack, 'ServerAccountId', {
      description: 'The account that the server runs in.',
      allowedPattern: '[0-9]{12}',
    }),
    serverRoleName: parameter(stack, 'ServerRoleName', {
      description: 'The role that the server runs as: ExecutionRoleName of its stack.',
      default: 'McpRuntime',
      allowedPattern: '[\\w+=,.@/-]+',
    }),
    organizationId: parameter(stack, 'OrganizationId', {
      description: 'o-...: the organization that the account of the server is in.',
      allowedPattern: 'o-[a-z0-9]{10,32}',
    }),
    externalId: externalIdParameter(stack),
    managedPolicyName: parameter(stack, 'ManagedPolicyName', {
      description: 'The policy of AWS that says what the role may do.',
      default: 'ReadOnlyAccess',
      allowedValues: ['ReadOnlyAccess', 'SecurityAudit', 'job-function/ViewOnlyAccess'],
    }),
  };
}
