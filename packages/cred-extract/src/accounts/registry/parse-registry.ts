import type { AccountRecord } from '../../account.ts';
import { problemsOfAccountId } from '../new-account.ts';
import type { RoleConvention } from '../role-name-source.ts';
import { problemsOfEntry } from './entry-problems.ts';
import { entryRecord, entryValues } from './entry-record.ts';
import { type RegistryEntry, type RegistryProblem, readEntries } from './read-entries.ts';

export type Registry =
  | { readonly verdict: 'usable'; readonly records: ReadonlyMap<string, AccountRecord> }
  /** In the order of the lines. */
  | { readonly verdict: 'unusable'; readonly problems: readonly RegistryProblem[] };

/** Every account of a registry by its ID or, if there is anything wrong with it, everything that is. */
export async function parseRegistry(text: string, convention: RoleConvention | undefined): Promise<Registry> {
  const { entries, problems } = await readEntries(text);
  const accounts = entries.map((entry) => ({ entry, record: entryRecord(entryValues(entry), convention) }));
  const all = [
    ...problems,
    ...accounts.flatMap(({ entry, record }) => problemsOfEntry(entry, record)),
    ...repeated(accounts),
  ];
  if (all.length > 0) return { verdict: 'unusable', problems: all.toSorted((one, other) => one.line - other.line) };
  return { verdict: 'usable', records: new Map(accounts.map(({ record }) => [record.account_id, record])) };
}

interface ReadAccount {
  readonly entry: RegistryEntry;
  readonly record: AccountRecord;
}

function repeated(accounts: readonly ReadAccount[]): readonly RegistryProblem[] {
  const lines = new Map<string, number>();
  const identified = accounts.filter(({ record }) => problemsOfAccountId(record).length === 0);
  return identified.flatMap(({ entry: { line }, record: { account_id } }) => {
    const first = lines.get(account_id);
    if (first !== undefined) return [{ line, text: `this account_id is also that of the account in line ${first}.` }];
    lines.set(account_id, line);
    return [];
  });
}
