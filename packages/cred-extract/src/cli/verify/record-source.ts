import type { AccountRecord, AccountSource } from '../../account.ts';

/** Records that were listed before, so that a thousand accounts are not a thousand queries. */
export function recordSource(records: readonly AccountRecord[]): AccountSource {
  const byId = groupBy(records, ({ account_id }) => account_id);
  const byAlias = groupBy(records, ({ alias }) => alias);
  return {
    find: async (target) =>
      (target.kind === 'account-id' ? byId.get(target.accountId) : byAlias.get(target.alias)) ?? [],
  };
}

function groupBy<Key>(records: readonly AccountRecord[], keyOf: (record: AccountRecord) => Key) {
  const groups = new Map<Key, AccountRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}
