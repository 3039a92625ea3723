/** What a call has to come to: data of one account, or a typed error. */
export type Expected =
  | { readonly kind: 'data'; readonly accountId: string }
  | { readonly kind: 'error'; readonly errorType: string };

/** What came of it. */
export interface Outcome {
  /** Accounts that the answer's data belongs to. */
  readonly owners: readonly string[];
  /** `error_type` of the answer, `other` for an error without one. */
  readonly errorType?: string;
  /** Accounts that signed the AWS requests of this call; left out where calls at once make that impossible to tell. */
  readonly signers?: readonly string[];
}

export type Verdict = 'right' | 'wrong account' | 'unexpected';

/**
 * A call is in the wrong account when any account but the one asked for signed a request or shows in the answer. A call
 * that had to fail asks for none. Anything else that should not be is `unexpected`.
 */
export function judge(expected: Expected, { owners, errorType, signers = [] }: Outcome): Verdict {
  const allowed = expected.kind === 'data' ? expected.accountId : undefined;
  if ([...owners, ...signers].some((accountId) => accountId !== allowed)) return 'wrong account';
  if (expected.kind === 'error') return errorType === expected.errorType ? 'right' : 'unexpected';
  return errorType === undefined && owners.length > 0 ? 'right' : 'unexpected';
}

/** How many requests were signed by an account beyond the calls asked of it: as many calls ran as somebody else. */
export function signedBeyondAsked(asked: readonly string[], signed: readonly string[]): number {
  const left = countsOf(asked);
  let beyond = 0;
  for (const accountId of signed) {
    const count = left.get(accountId) ?? 0;
    if (count === 0) beyond += 1;
    else left.set(accountId, count - 1);
  }
  return beyond;
}

export function countsOf(accountIds: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const accountId of accountIds) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  return counts;
}
