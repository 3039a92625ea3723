import type { AccountRecord, AccountTarget } from '../account.ts';
import type { Caller } from '../caller.ts';
import type { Environment } from '../environment.ts';
import { isPromise, type MaybePromise } from '../maybe-promise.ts';
import { type AuditConfig, type AuditLog, createAuditLog } from './audit/audit-log.ts';
import { type CallerConfig, type CallerReader, callerReader } from './caller-reader.ts';
import { type Denial, deniedError } from './denial.ts';
import { decide, type Resource } from './policy/decide.ts';
import type { CheckedPolicy } from './policy/policy.ts';
import { type PolicyConfig, policySource } from './policy/policy-source.ts';

export interface AccessConfig extends PolicyConfig, CallerConfig, AuditConfig {}

/** Who calls, what they may use, and the record of it. Decisions are never remembered: a changed policy or token counts at once. */
export interface AccountAccess {
  readonly callerOf: CallerReader;
  /** Undefined where nobody wants a record. */
  readonly audit: AuditLog | undefined;
  /**
   * Every record that a target means, before anything is said of them; none for an unknown target.
   *
   * @throws AccountAccessDeniedError for any of them that the caller may not use, and for an unknown target where the caller
   * could not tell it from an account that is denied. ConfigurationError while the policy cannot be read.
   */
  authorize(caller: Caller | undefined, target: AccountTarget, records: readonly AccountRecord[]): MaybePromise<void>;
  /** The same for the server's own identity. */
  authorizeServer(caller: Caller | undefined): MaybePromise<void>;
}

/** @throws ConfigurationError when the settings cannot be right. */
export function createAccountAccess(config: AccessConfig, env: Environment): AccountAccess {
  const callerOf = callerReader(config, env);
  const audit = createAuditLog(config, env);
  const policy = policySource(config, env);
  if (!policy) return { callerOf, audit, authorize: () => {}, authorizeServer: () => {} };

  const check = (caller: Caller | undefined, resources: readonly Resource[]): MaybePromise<void> => {
    const current = policy();
    return isPromise(current)
      ? current.then((read) => checkAgainst(read, caller, resources))
      : checkAgainst(current, caller, resources);
  };

  return {
    callerOf,
    audit,
    authorize: (caller, target, records) => check(caller, resourcesOf(target, records)),
    authorizeServer: async (caller) => check(caller, [{ kind: 'server' }]),
  };
}

function checkAgainst(policy: CheckedPolicy, caller: Caller | undefined, resources: readonly Resource[]): void {
  for (const resource of resources) {
    const verdict = decide(policy, caller, resource);
    switch (verdict.kind) {
      case 'allowed':
        continue;
      case 'denied':
        throw deniedError({ ...subjectOf(resource), reason: verdict.reason });
    }
  }
}

function resourcesOf(target: AccountTarget, records: readonly AccountRecord[]): readonly Resource[] {
  if (records.length === 0) return [{ kind: 'unknown', target }];
  return records.map((record) => ({ kind: 'account', record }));
}

function subjectOf(resource: Resource): Omit<Denial, 'reason'> {
  switch (resource.kind) {
    case 'server':
      return { about: 'server' };
    case 'unknown':
      return { about: 'account' };
    case 'account':
      return { about: 'account', record: resource.record };
  }
}
