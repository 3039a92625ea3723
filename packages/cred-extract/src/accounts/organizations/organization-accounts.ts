import { mapFewAtOnce } from '../few-at-once.ts';
import type { OrganizationAccount, Organizations } from './organizations.ts';

/** Which accounts of the organization count. */
export interface OrganizationFilter {
  /** IDs of organizational units or roots; the units below them count too. Default: the whole organization. */
  readonly organizationalUnits?: readonly string[] | undefined;
  /**
   * `key=value`, or `key` for any value. An account needs every key; of several values for one key, one. Only with this
   * are the accounts' tags read at all: it takes a request for each account.
   */
  readonly tags?: readonly string[] | undefined;
}

export type TaggedAccount = OrganizationAccount & { readonly tags?: Readonly<Record<string, string>> };

export async function organizationAccounts(
  organizations: Organizations,
  filter: OrganizationFilter,
): Promise<readonly TaggedAccount[]> {
  const { organizationalUnits: units, tags } = filter;
  const accounts = units ? await accountsUnder(organizations, units) : await organizations.accounts();
  return tags ? accountsWithTags(organizations, accounts, wantedTags(tags)) : accounts;
}

/** One unit after another, and each once, however the named ones lie in each other. */
async function accountsUnder(organizations: Organizations, roots: readonly string[]) {
  const units = new Set(roots);
  const accounts = new Map<string, OrganizationAccount>();
  // A set is walked on to what is added meanwhile.
  for (const unit of units) {
    for (const account of await organizations.accounts(unit)) accounts.set(account.accountId, account);
    for (const child of await organizations.units(unit)) units.add(child);
  }
  return [...accounts.values()];
}

/** Undefined stands for any value. */
type WantedTags = ReadonlyMap<string, ReadonlySet<string> | undefined>;

function wantedTags(texts: readonly string[]): WantedTags {
  const wanted = new Map<string, Set<string> | undefined>();
  for (const text of texts) {
    const mark = text.indexOf('=');
    const key = mark === -1 ? text : text.slice(0, mark);
    if (mark === -1) wanted.set(key, undefined);
    else if (!wanted.has(key)) wanted.set(key, new Set([text.slice(mark + 1)]));
    else wanted.get(key)?.add(text.slice(mark + 1));
  }
  return wanted;
}

async function accountsWithTags(
  organizations: Organizations,
  accounts: readonly OrganizationAccount[],
  wanted: WantedTags,
): Promise<readonly TaggedAccount[]> {
  const tagged = await mapFewAtOnce(accounts, async (account) => ({
    ...account,
    tags: await organizations.tags(account.accountId),
  }));
  return tagged.filter(({ tags }) => [...wanted].every(([key, values]) => hasTag(tags, key, values)));
}

function hasTag(tags: Readonly<Record<string, string>>, key: string, values: ReadonlySet<string> | undefined): boolean {
  return Object.hasOwn(tags, key) && (values === undefined || values.has(tags[key] as string));
}
