import type { AccountRecord, AccountSource } from '../../src/account.ts';
import { DatabaseConnectionError } from '../../src/errors.ts';

/** A store of records that can be made to fail and to change. */
export interface RecordSource extends AccountSource {
  /** So many of the next searches fail as if the database were out of reach. */
  fail(times: number): void;
  /** Gives an account's record another revision, as when somebody has edited it. */
  edit(accountId: string): void;
}

export function recordSource(records: Map<string, AccountRecord>): RecordSource {
  const idOf = new Map([...records.values()].map(({ alias, account_id }) => [alias, account_id]));
  let failures = 0;
  let revision = 0;
  return {
    find: async (target) => {
      if (failures > 0) {
        failures -= 1;
        throw new DatabaseConnectionError();
      }
      const accountId = target.kind === 'alias' ? idOf.get(target.alias) : target.accountId;
      const record = records.get(accountId ?? '');
      return record ? [record] : [];
    },
    fail: (times) => {
      failures += times;
    },
    edit: (accountId) => {
      revision += 1;
      const record = records.get(accountId);
      if (record) records.set(accountId, { ...record, revision: String(revision) });
    },
  };
}
