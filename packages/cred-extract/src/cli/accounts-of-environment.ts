import type { AccountRecord, AccountSource } from '../account.ts';
import { parseAccountTarget } from '../accounts/parse-target.ts';
import { resolveAccount } from '../accounts/resolve-account.ts';
import { type AccountStore, openAccountStore } from '../accounts/sql/sql-account-store.ts';
import { openAccountSources } from '../credentials/account-sources.ts';
import { namesFromEnvironment } from '../credentials/source-names.ts';
import { ConfigurationError } from '../errors.ts';
import type { ProcessIo } from './process-io.ts';

/** Runs `action` on the database, which closes afterwards. Warns where servers with this environment would not read it. */
export async function withStore<Result>(
  io: ProcessIo,
  action: (store: AccountStore) => Promise<Result>,
): Promise<Result> {
  const store = openAccountStore({ env: io.env });
  if (!namesFromEnvironment(io.env).includes('sql')) {
    io.stderr.write('ACCOUNT_SOURCES does not name "sql": servers with this environment do not read the database.\n');
  }
  return closing(store, action);
}

/** Runs `action` on all sources, as servers with this environment use them. */
export function withSources<Result>(
  io: ProcessIo,
  action: (source: AccountSource) => Promise<Result>,
): Promise<Result> {
  return closing(openAccountSources({ env: io.env }), action);
}

async function closing<Source extends AccountSource, Result>(
  source: Source,
  action: (source: Source) => Promise<Result>,
): Promise<Result> {
  try {
    return await action(source);
  } finally {
    await source.close?.();
  }
}

/** @throws ConfigurationError when no source can tell which accounts there are. */
export async function listRecords(source: AccountSource): Promise<readonly AccountRecord[]> {
  if (source.list) return source.list();
  throw new ConfigurationError('The accounts of "role-name" are not known. List them in CROSS_ACCOUNT_IDS.');
}

/** The account that `target` means, disabled or not. Throws like `resolveAccount`. */
export async function findRecord(source: AccountSource, target: string): Promise<AccountRecord> {
  const records = await source.find(parseAccountTarget(target));
  const enabled: AccountSource = { find: async () => records.map((record) => ({ ...record, enabled: true })) };
  const { account_id } = await resolveAccount(enabled, target);
  return records.find((record) => record.account_id === account_id) as AccountRecord;
}
