import type { Environment } from '../../environment.ts';
import { ConfigurationError } from '../../errors.ts';
import { parsePolicy, problemLines } from './parse-policy.ts';
import type { AccountPolicy, CheckedPolicy } from './policy.ts';
import { policyFile } from './policy-file.ts';

export interface PolicyConfig {
  /** Who may use what. Default: the file that `ACCOUNT_POLICY` names; without either, everybody may use every account. */
  readonly policy?: AccountPolicy;
}

/** The policy as it is now; undefined where there is none. */
export type PolicySource = (() => CheckedPolicy | Promise<CheckedPolicy>) | undefined;

/** @throws ConfigurationError for a policy that cannot be used, for two of them, and for an `ACCOUNT_POLICY` of nothing. */
export function policySource({ policy }: PolicyConfig, env: Environment): PolicySource {
  const path = env.ACCOUNT_POLICY?.trim();
  if (path === '') {
    // A variable that a template left empty must not open every account to everybody.
    throw new ConfigurationError('ACCOUNT_POLICY is empty. Name a policy file, or remove the variable.');
  }
  if (policy !== undefined && path !== undefined) {
    throw new ConfigurationError('There is a policy in code and another in ACCOUNT_POLICY. Remove one of them.');
  }
  if (path !== undefined) return policyFile(path);
  return policy === undefined ? undefined : fixedPolicy(policy);
}

function fixedPolicy(policy: AccountPolicy): PolicySource {
  const parsed = parsePolicy(policy);
  switch (parsed.verdict) {
    case 'usable':
      return () => parsed.policy;
    case 'unusable':
      throw new ConfigurationError(`The policy cannot be used:${problemLines(parsed.problems)}`);
  }
}
