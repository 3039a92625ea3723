import type { AccountRecord } from '../../account.ts';
import type { Accounts } from '../../credentials/accounts.ts';
import type { Sts } from '../../credentials/sts.ts';
import { AccountMismatchError } from '../../errors.ts';
import { describeFailure, type Failure } from '../failure.ts';
import type { Progress } from '../progress.ts';

/** What came of an account. */
export interface Verification {
  readonly account_id: string;
  readonly alias: string | null;
  readonly auth_type: string;
  /** `skipped`: it is disabled. */
  readonly status: 'ok' | 'failed' | 'skipped';
  /** Milliseconds, waiting for its turn included. */
  readonly duration_ms: number;
  readonly error: Failure | null;
}

export interface Verifier {
  /** As a server has them. */
  readonly accounts: Accounts;
  readonly sts: Sts;
}

/** Keeps the requests flowing at the pace that is allowed, with answers that take a sixth of a second. */
const AT_ONCE = 50;

/** Every account, some at once; in the order of `records`. */
export async function verifyAccounts(
  records: readonly AccountRecord[],
  verifier: Verifier,
  onProgress: Progress['show'],
): Promise<readonly Verification[]> {
  const results: Verification[] = [];
  const waiting = records.entries();
  let done = 0;
  const work = async () => {
    // All workers take from the one iterator.
    for (const [index, record] of waiting) {
      results[index] = await verifyAccount(record, verifier);
      done += 1;
      onProgress({ done, total: records.length });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

export async function verifyAccount(record: AccountRecord, verifier: Verifier): Promise<Verification> {
  const { account_id, alias = null, auth_type } = record;
  const result = { account_id, alias, auth_type };
  if (record.enabled === false) return { ...result, status: 'skipped', duration_ms: 0, error: null };
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  try {
    await useAccount(record, verifier);
    return { ...result, status: 'ok', duration_ms: elapsed(), error: null };
  } catch (error) {
    return { ...result, status: 'failed', duration_ms: elapsed(), error: describeFailure(error) };
  }
}

/** As a tool call does: a session of the account, and a request signed with it, which says whose it is. */
async function useAccount(record: AccountRecord, { accounts, sts }: Verifier): Promise<void> {
  // One of several profiles of an account is named by its alias.
  const target = record.auth_type === 'profile' ? record.alias : record.account_id;
  const session = await accounts.session(target);
  const owner = await sts.callerAccountId(await session.credentials());
  if (owner !== record.account_id) throw new AccountMismatchError(record.account_id);
}
