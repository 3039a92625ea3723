import { App, Aws, CfnParameter, CfnStackSet } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { plainTemplate } from '../templates/plain-template.ts';
import { memberParameters } from './member-parameters.ts';
import { MemberRoleStack } from './member-role-stack.ts';
import { parameter } from './parameter.ts';
import { ReadableStack } from './readable-stack.ts';

/**
 * The role in every account of some organizational units, those that join later included; never in the management account, which
 * no service-managed StackSet reaches. For the management account or a delegated administrator.
 */
export class MemberRolesStack extends ReadableStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, 'The role that MCP servers assume, in every account of some organizational units.');
    const told = memberParameters(this);
    const units = new CfnParameter(this, 'OrganizationalUnitIds', {
      type: 'CommaDelimitedList',
      description: 'IDs of organizational units (ou-...) or of the root (r-...).',
    });
    new CfnStackSet(this, 'Roles', {
      stackSetName: `mcp-accounts-${told.roleName}`,
      permissionModel: 'SERVICE_MANAGED',
      callAs: parameter(this, 'CallAs', {
        description: 'DELEGATED_ADMIN where the account is a delegated administrator for StackSets.',
        allowedValues: ['SELF', 'DELEGATED_ADMIN'],
        default: 'SELF',
      }),
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      operationPreferences: { failureToleranceCount: 0, maxConcurrentCount: 5 },
      parameters: Object.entries(PASSED_ON).map(([name, value]) => ({
        parameterKey: name,
        parameterValue: told[value],
      })),
      // IAM is global: a second region would make the same role twice.
      stackInstancesGroup: [{ deploymentTargets: { organizationalUnitIds: units.valueAsList }, regions: [Aws.REGION] }],
      templateBody: memberTemplate(),
    });
  }
}

const PASSED_ON = {
  MemberRoleName: 'roleName',
  ServerAccountId: 'serverAccountId',
  ServerRoleName: 'serverRoleName',
  OrganizationId: 'organizationId',
  ExternalId: 'externalId',
  ManagedPolicyName: 'managedPolicyName',
} as const;

function memberTemplate(): string {
  const app = new App();
  const { stackName } = new MemberRoleStack(app, 'member-role');
  return JSON.stringify(plainTemplate(app.synth().getStackByName(stackName).template));
}
