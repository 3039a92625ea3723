import { createHash, randomUUID } from 'node:crypto';
import type { AccountRecord } from '../account.ts';
import type { Caller } from '../caller.ts';
import { ConfigurationError } from '../errors.ts';
import { attributionTerms } from './attribution.ts';
import { readOnlyTerms } from './read-only-policy.ts';
import { recordDigest } from './record-digest.ts';
import type { CheckedLimits, CheckedSessionConfig } from './session-config.ts';
import type { SessionTerms } from './session-terms.ts';

/** How a session is to be opened. */
export interface SessionPlan {
  readonly record: AccountRecord;
  readonly terms: SessionTerms;
  /** Of the session: `<account ID>:<digest>`. */
  readonly key: string;
}

export interface SessionPlans {
  /**
   * The plan of the record's session for a caller. Its key differs exactly where the sessions do: by subject only where
   * the subject becomes part of the session.
   *
   * @throws ConfigurationError for limits that the account's kind of credentials cannot have.
   */
  planOf(record: AccountRecord, caller: Caller | undefined): SessionPlan;
  /** Gives every later plan, or those of one account, another key. */
  renew(accountId?: string): void;
}

export function createSessionPlans(config: CheckedSessionConfig): SessionPlans {
  // Two set-ups in one process open sessions as different servers, perhaps: they share none.
  let generation: string = randomUUID();
  const generations = new Map<string, string>();
  let unattributed = new WeakMap<AccountRecord, SessionPlan>();

  function plan(record: AccountRecord, attribution: SessionTerms | undefined): SessionPlan {
    const terms = { ...limitTerms(config, record), ...attribution };
    const decisive = [generation, generations.get(record.account_id) ?? null, recordDigest(record), terms];
    const digest = createHash('sha256').update(JSON.stringify(decisive)).digest('base64url');
    return { record, terms, key: `${record.account_id}:${digest}` };
  }

  return {
    planOf: (record, caller) => {
      const attribution = record.auth_type === 'iam_role' ? attributionTerms(config.attribution, caller) : undefined;
      if (attribution) return plan(record, attribution);
      let known = unattributed.get(record);
      if (!known) {
        known = plan(record, undefined);
        unattributed.set(record, known);
      }
      return known;
    },
    renew: (accountId) => {
      unattributed = new WeakMap();
      if (accountId === undefined) generation = randomUUID();
      else generations.set(accountId, randomUUID());
    },
  };
}

/** Only the session of a role can be less than what its credentials allow: the others are refused, not let through. */
function limitTerms(config: CheckedSessionConfig, record: AccountRecord): SessionTerms {
  const limits = limitsOf(config, record.account_id);
  if (!isLimited(limits)) return {};
  if (record.auth_type === 'iam_role') return limits.readOnly ? readOnlyTerms(partitionOf(record)) : termsOf(limits);
  throw unlimitable(record.account_id, record.auth_type === 'aksk' ? 'a key pair' : 'a profile', limits);
}

/**
 * Lets the server's own identity through where nothing limits the account it belongs to.
 *
 * @throws ConfigurationError where something does: nothing can limit the identity that the server itself has.
 */
export function checkServerLimits(config: CheckedSessionConfig, accountId: string): void {
  const limits = limitsOf(config, accountId);
  if (isLimited(limits)) throw unlimitable(accountId, "the server's own identity", limits);
}

export function limitsOf(config: CheckedSessionConfig, accountId: string): CheckedLimits {
  return config.accounts.get(accountId) ?? config.general;
}

export function isLimited({ readOnly, policy, policyArns }: CheckedLimits): boolean {
  return readOnly || policy !== undefined || policyArns !== undefined;
}

function termsOf({ policy, policyArns }: CheckedLimits): SessionTerms {
  return { ...(policy !== undefined && { policy }), ...(policyArns && { policyArns }) };
}

function partitionOf(record: AccountRecord): string {
  return record.role_arn?.split(':')[1] ?? 'aws';
}

function unlimitable(accountId: string, means: string, { readOnly }: CheckedLimits): ConfigurationError {
  const limit = readOnly ? 'made read-only' : 'limited by a session policy';
  return new ConfigurationError(
    `AWS account ${accountId} is reached by ${means}, which cannot be ${limit}. Register a role for it.`,
  );
}
