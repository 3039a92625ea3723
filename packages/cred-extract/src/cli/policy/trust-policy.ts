import { type PolicyDocument, policyDocument } from './policy-document.ts';

/** Who may assume the role of an account. */
export interface Trust {
  readonly partition: string;
  /** Twelve digits. */
  readonly serverAccountId: string;
  /** The name of the role that servers run as, with its path if it has one. Default: everything in that account that may. */
  readonly serverRole: string | undefined;
  /** `o-…`: the server's organization. */
  readonly organizationId: string | undefined;
  /** What stands for the external ID: a placeholder, or a parameter of a template. */
  readonly externalId: unknown;
}

/**
 * AssumeRole fails outright where a tag or a source identity is sent and the matching action is not allowed, so that all
 * three are. The server's role stands in a condition: as a principal it would be stored by its unique ID, and a role that
 * was made again would be another one. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

export function trustPolicy(trust: Trust): PolicyDocument {
  const condition = conditionOf(trust);
  return policyDocument({
    Effect: 'Allow',
    Principal: { AWS: `arn:${trust.partition}:iam::${trust.serverAccountId}:root` },
    Action: ACTIONS,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  });
}

function conditionOf({ partition, serverAccountId, serverRole, organizationId, externalId }: Trust) {
  const equals = {
    ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
    ...(organizationId !== undefined && { 'aws:PrincipalOrgID': organizationId }),
  };
  return {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(serverRole !== undefined && {
      ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${serverAccountId}:role/${serverRole}` },
    }),
  };
}

/** What the server's own role has to be allowed, for the role of this name in any account that trusts it. */
export function serverPolicy(partition: string, role: string): PolicyDocument {
  return policyDocument({ Effect: 'Allow', Action: ACTIONS, Resource: `arn:${partition}:iam::*:role/${role}` });
}
