import type { AccountRecord, AccountSource } from '../../src/account.ts';

/** A source that has just these records, and searches them as a database does. */
export function sourceOf(records: readonly AccountRecord[]): AccountSource {
  return {
    find: async (target) =>
      records.filter((one) =>
        target.kind === 'alias' ? one.alias === target.alias : one.account_id === target.accountId,
      ),
  };
}
