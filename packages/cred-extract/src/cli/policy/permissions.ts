import { readOnlyTerms } from '../../credentials/read-only-policy.ts';
import type { PolicyDocument } from './policy-document.ts';

/** What the role of an account may do. */
export interface Permissions {
  /** ARNs of policies that AWS manages. */
  readonly managed_policies: readonly string[];
  readonly inline_policy: PolicyDocument;
}

/**
 * AWS's own policy for what the role is for, without secrets and without credentials that outlive the session: a model that is
 * tricked must get neither.
 *
 * @param managedPolicy the name of a policy that AWS manages, with its path: `job-function/ViewOnlyAccess`.
 */
export function permissions(partition: string, managedPolicy: string): Permissions {
  return {
    managed_policies: [`arn:${partition}:iam::aws:policy/${managedPolicy}`],
    inline_policy: JSON.parse(readOnlyTerms(partition).policy) as PolicyDocument,
  };
}
