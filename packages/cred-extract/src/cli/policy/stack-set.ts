import { EXTERNAL_ID, externalIdParameter } from './member-template.ts';
import type { AccountRole } from './role-of-account.ts';

export interface StackSetTarget {
  /** One is enough, and the right number: IAM is global, and two would make the same role twice. */
  readonly region: string;
  /** IDs of organizational units or roots. Default: a parameter without a default. */
  readonly organizationalUnits: readonly string[];
}

/**
 * The CloudFormation template, for the management account or a delegated administrator, that gives the role to every
 * account of some organizational units, those that join later included.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
 */
export function stackSetTemplate(role: AccountRole, template: object, target: StackSetTarget): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The role ${role.name} in every account of some organizational units. The management account is never among them.`,
    Parameters: parametersOf(role, target),
    Resources: {
      Roles: { Type: 'AWS::CloudFormation::StackSet', Properties: propertiesOf(role, template, target) },
    },
  };
}

function parametersOf(role: AccountRole, { organizationalUnits }: StackSetTarget): object {
  return {
    OrganizationalUnitIds: {
      Type: 'CommaDelimitedList',
      Description: 'IDs of organizational units (ou-...) or of the root (r-...).',
      ...(organizationalUnits.length > 0 && { Default: organizationalUnits.join(',') }),
    },
    CallAs: { Type: 'String', AllowedValues: ['SELF', 'DELEGATED_ADMIN'], Default: 'SELF' },
    ...(role.hasExternalId && { [EXTERNAL_ID]: externalIdParameter }),
  };
}

function propertiesOf(role: AccountRole, template: object, { region }: StackSetTarget): object {
  return {
    StackSetName: `mcp-accounts-${role.name.replace(/[^A-Za-z0-9-]/g, '-')}`,
    PermissionModel: 'SERVICE_MANAGED',
    CallAs: { Ref: 'CallAs' },
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    OperationPreferences: { FailureToleranceCount: 0, MaxConcurrentCount: 5 },
    ...(role.hasExternalId && {
      Parameters: [{ ParameterKey: EXTERNAL_ID, ParameterValue: { Ref: EXTERNAL_ID } }],
    }),
    StackInstancesGroup: [
      { DeploymentTargets: { OrganizationalUnitIds: { Ref: 'OrganizationalUnitIds' } }, Regions: [region] },
    ],
    TemplateBody: JSON.stringify(template),
  };
}
