import { Aws, Duration } from 'aws-cdk-lib';
import { AccountPrincipal, type CfnRole, Effect, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DENIED_TO_MEMBERS } from '../policies/member-denials.ts';
import { document } from '../policies/statement.ts';

export interface MemberRoleProps {
  readonly roleName: string;
  /** Where the server runs, 12 digits. */
  readonly serverAccountId: string;
  /** The role that the server runs as there. */
  readonly serverRoleName: string;
  /** `o-…`: the organization that the server's account is in. */
  readonly organizationId: string;
  readonly externalId: string;
  /** Name of a policy that AWS manages, with its path: `job-function/ViewOnlyAccess`. */
  readonly managedPolicyName: string;
}

/**
 * The role that servers assume in a member account. Its principal is the server's account, narrowed by conditions: a role that
 * was named as principal would be stored by its unique ID, and one that was made again would be another one.
 */
export class MemberRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: MemberRoleProps) {
    super(scope, id);
    const server = new AccountPrincipal(props.serverAccountId).withConditions({
      StringEquals: { 'sts:ExternalId': props.externalId, 'aws:PrincipalOrgID': props.organizationId },
      ArnLike: {
        'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${props.serverAccountId}:role/${props.serverRoleName}`,
      },
    });
    this.role = new Role(this, 'Role', {
      roleName: props.roleName,
      path: '/',
      description: 'Assumed by MCP servers for calls that name this account.',
      assumedBy: server,
      // Role chaining ends sessions after an hour anyway.
      maxSessionDuration: Duration.hours(1),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(props.managedPolicyName)],
      inlinePolicies: {
        NoSecretsAndNoCredentials: document(
          new PolicyStatement({ effect: Effect.DENY, actions: [...DENIED_TO_MEMBERS], resources: ['*'] }),
        ),
      },
    });
    this.completeTrust();
  }

  private completeTrust(): void {
    const role = this.role.node.defaultChild as CfnRole;
    role.addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Action', TRUSTED_ACTIONS);
    // Three of the denied actions are in no list of AWS, which lets everybody sign them. Denying them does no harm.
    role.addMetadata('cfn-lint', { config: { ignore_checks: ['W3037'] } });
  }
}

/** AssumeRole fails outright where a tag or a source identity is sent and its action is not allowed. */
const TRUSTED_ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
