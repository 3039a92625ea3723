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
  const records: AccountRecord[] = [];
  for await (const rows of pages(database)) {
    records.push(...rows.filter((row) => problemOf(row) === undefined).map(toAccountRecord));
  }
  return records;
}

/** What is wrong with each of the rows that `listAccounts` leaves out. */
export async function accountProblems(database: LazyDatabase): Promise<readonly string[]> {
  const problems: string[] = [];
  for await (const rows of pages(database)) problems.push(...rows.flatMap((row) => problemOf(row) ?? []));
  return problems;
}

async function* pages(database: LazyDatabase): AsyncGenerator<readonly AccountRow[]> {
  const opened = await database.existing();
  if (!opened) return;
  for (let after = '', more = true; more; ) {
    const rows: AccountRow[] = await page(opened, after);
    yield rows;
    after = String(rows.at(-1)?.account_id);
    more = rows.length === PAGE;
  }
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
