import type { AccountRecord, AccountSource } from '../../account.ts';
import { ConfigurationError, isCredentialExtractionError } from '../../errors.ts';
import { isAlias } from '../new-account.ts';
import { checkConvention, conventionalRecord, type RoleConvention } from '../role-name-source.ts';
import { type OrganizationFilter, organizationAccounts, type TaggedAccount } from './organization-accounts.ts';
import { connectOrganizations, type Organizations } from './organizations.ts';
import { organizationsFailure } from './organizations-failure.ts';
import { type Freshness, RefreshedValue } from './refreshed-value.ts';

export interface OrganizationsOptions extends RoleConvention, OrganizationFilter {
  /** Of the server, which decides the partition of the service. Default `us-east-1`. */
  readonly region?: string;
  /** Default: AWS Organizations through `@aws-sdk/client-organizations`. */
  readonly organizations?: Organizations;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
}

/** An account that leaves the organization is believed for an hour at most, and only while AWS cannot be asked. */
const FRESHNESS: Freshness = {
  refreshAfter: 5 * 60_000,
  waitAfter: 15 * 60_000,
  uselessAfter: 60 * 60_000,
  retryAfter: 10_000,
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html and API_Root.html */
const UNIT = /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;

/**
 * The accounts of the server's AWS organization, each with a role of the same name; its alias is the account's name. One
 * that is not active is disabled. The list is fetched once and refreshed every few minutes, whoever asks.
 *
 * @throws ConfigurationError when an option cannot be right. The searches throw it when the organization may not be
 * listed, and DatabaseConnectionError while AWS cannot be reached and no list of the last hour is there.
 */
export function organizationsSource(options: OrganizationsOptions): AccountSource {
  checkConvention(options);
  if (options.organizationalUnits?.some((unit) => !UNIT.test(unit))) {
    throw new ConfigurationError(
      'ACCOUNT_ORGANIZATION_UNITS must be IDs of organizational units (ou-…) or roots (r-…).',
    );
  }
  const organizations = options.organizations ?? connectOrganizations(options.region || 'us-east-1');
  const records = new RefreshedValue(() => recordsOf(organizations, options), FRESHNESS, options.now);

  return {
    find: async (target) => {
      const all = await records.get();
      if (target.kind === 'alias') return [...all.values()].filter((record) => record.alias === target.alias);
      const record = all.get(target.accountId);
      return record ? [record] : [];
    },
    list: async () => [...(await records.get()).values()],
    close: async () => organizations.close(),
  };
}

async function recordsOf(
  organizations: Organizations,
  options: OrganizationsOptions,
): Promise<ReadonlyMap<string, AccountRecord>> {
  try {
    const accounts = await organizationAccounts(organizations, options);
    return new Map(accounts.map((account) => [account.accountId, recordOf(account, options)]));
  } catch (error) {
    throw isCredentialExtractionError(error) ? error : organizationsFailure(error);
  }
}

function recordOf(account: TaggedAccount, options: OrganizationsOptions): AccountRecord {
  const { accountId, name, isActive, tags } = account;
  const partition = options.partition ?? account.partition;
  return {
    ...conventionalRecord({ ...options, ...(partition !== undefined && { partition }) }, accountId),
    // A name that `target_account_id` cannot say would never be found.
    alias: isAlias(name) ? (name as string) : null,
    tags: tags ?? null,
    enabled: isActive,
  };
}
