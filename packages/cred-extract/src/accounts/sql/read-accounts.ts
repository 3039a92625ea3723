import type { AccountRecord, AccountTarget } from '../../account.ts';
import { type AccountRow, problemOf, toAccountRecord } from './account-row.ts';
import type { LazyDatabase } from './lazy-database.ts';
import type { AccountDatabase } from './schema.ts';

/** Rows of one query of `listAccounts`: a hundred thousand accounts must not become one answer. */
const PAGE = 1_000;

export async function findAccounts(database: LazyDatabase, target: AccountTarget): Promise<readonly AccountRecord[]> {
  const opened = await database.existing();
  if (!opened) return [];
  const query = selectAccounts(opened);
  const found =
    target.kind === 'alias'
      ? query.where('a.alias', '=', target.alias)
      : query.where('a.account_id', '=', target.accountId);
  return (await found.execute()).map(toAccountRecord);
}

export async function listAccounts(database: LazyDatabase): Promise<readonly AccountRecord[]> {
  const opened = await database.existing();
  if (!opened) return [];
  const records: AccountRecord[] = [];
  for (let after = '', more = true; more; ) {
    const rows: AccountRow[] = await page(opened, after);
    records.push(...rows.filter((row) => problemOf(row) === undefined).map(toAccountRecord));
    after = String(rows.at(-1)?.account_id);
    more = rows.length === PAGE;
  }
  return records;
}

function page(database: AccountDatabase, after: string): Promise<AccountRow[]> {
  return selectAccounts(database).where('a.account_id', '>', after).orderBy('a.account_id').limit(PAGE).execute();
}

/** Every column there is, and no other by name: a database of the Python system lacks some. */
function selectAccounts({ kysely }: AccountDatabase) {
  return kysely
    .selectFrom('aws_accounts as a')
    .leftJoin('organizations as o', 'o.id', 'a.org_id')
    .selectAll('a')
    .select('o.external_id as organization_external_id');
}
