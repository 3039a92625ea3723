import { Aws, CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import { type CfnRole, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { agentCore } from '../policies/agentcore.ts';
import { assumeMemberRole, logInToStore, platformPermissions, readSecrets } from '../policies/server-permissions.ts';
import { document } from '../policies/statement.ts';
import { repositoryArn } from './image.ts';

export interface ExecutionRoleProps {
  /** The member accounts' trust policies name it. */
  readonly roleName: string;
  readonly runtimeName: string;
  readonly repositoryName: string;
  readonly memberRoleName: string;
  /** `o-…`, or empty: members outside of an organization, too. */
  readonly organizationId: string;
  /** ARNs. */
  readonly secrets: readonly string[];
  /** ARN of a database user. Default: no database. */
  readonly storeUser?: string;
}

/** What the server runs as. Policies are part of the role, so that none of them is missing when the runtime starts. */
export class ExecutionRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      roleName: props.roleName,
      description: `Runs the MCP server ${props.runtimeName} on AgentCore.`,
      assumedBy: agentCore(`runtime/${props.runtimeName}*`),
      inlinePolicies: {
        Members: document(assumeMemberRole(props.memberRoleName)),
        Platform: platformPermissions(props.runtimeName, repositoryArn(props)),
        Configuration: document(
          readSecrets(props.secrets),
          ...(props.storeUser === undefined ? [] : [logInToStore(props.storeUser)]),
        ),
      },
    });
    this.keepToOrganization(props.organizationId);
  }

  /**
   * A model may name any account. A stranger's account that has a role of this name and trusts the server would answer with
   * whatever the stranger wants it to read. The CDK cannot write a condition that depends on a parameter.
   */
  private keepToOrganization(organizationId: string): void {
    const given = new CfnCondition(Stack.of(this), 'OrganizationGiven', {
      expression: Fn.conditionNot(Fn.conditionEquals(organizationId, '')),
    });
    (this.role.node.defaultChild as CfnRole).addPropertyOverride(
      'Policies.0.PolicyDocument.Statement.0.Condition',
      Fn.conditionIf(given.logicalId, { StringEquals: { 'aws:ResourceOrgID': organizationId } }, Aws.NO_VALUE),
    );
  }
}
