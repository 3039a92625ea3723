import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { optionalPeer, rethrow } from '../../optional-peer.ts';

/** An account as AWS Organizations lists it. */
export interface OrganizationAccount {
  readonly accountId: string;
  readonly name: string | undefined;
  /** False for one that is suspended, closed, or not yet there. */
  readonly isActive: boolean;
  readonly partition: string | undefined;
}

/** What is asked of AWS Organizations. Structural, so that tests and other SDKs can bring their own. */
export interface Organizations {
  /** All accounts, or those directly in one organizational unit or root. */
  accounts(parentId?: string): Promise<readonly OrganizationAccount[]>;
  /** The IDs of the units directly in a unit or root. */
  units(parentId: string): Promise<readonly string[]>;
  tags(accountId: string): Promise<Readonly<Record<string, string>>>;
  close(): void;
}

/** A refresh has time, and the service allows few requests per second: they wait and repeat, instead of failing. */
const MAX_ATTEMPTS = 8;

/** Milliseconds. The SDK's own default is none. */
const TIME_LIMITS = { connectionTimeout: 3_000, requestTimeout: 10_000 };

type Sdk = typeof import('@aws-sdk/client-organizations');

/**
 * AWS Organizations as the server's own identity, which has to be in the management account or a delegated administrator.
 * The optional `@aws-sdk/client-organizations` loads with the first request.
 */
export function connectOrganizations(region: string): Organizations {
  let connected: Promise<{ sdk: Sdk; client: OrganizationsClient }> | undefined;
  const connection = () => {
    connected ??= connect(region);
    return connected;
  };
  return {
    accounts: async (parentId) => listAccounts(await connection(), parentId),
    units: async (parentId) => listUnits(await connection(), parentId),
    tags: async (accountId) => listTags(await connection(), accountId),
    close: () => {
      connected?.then(({ client }) => client.destroy()).catch(() => {});
    },
  };
}

interface Connection {
  readonly sdk: Sdk;
  readonly client: OrganizationsClient;
}

async function connect(region: string): Promise<Connection> {
  const sdk = await optionalPeer('@aws-sdk/client-organizations', () =>
    import(/* webpackIgnore: true */ '@aws-sdk/client-organizations').catch(rethrow),
  );
  return {
    sdk,
    client: new sdk.OrganizationsClient({ region, maxAttempts: MAX_ATTEMPTS, requestHandler: TIME_LIMITS }),
  };
}

async function listAccounts({ sdk, client }: Connection, parentId: string | undefined) {
  const pages =
    parentId === undefined
      ? sdk.paginateListAccounts({ client }, {})
      : sdk.paginateListAccountsForParent({ client }, { ParentId: parentId });
  const accounts: OrganizationAccount[] = [];
  for await (const page of pages) {
    for (const { Id, Name, Arn, State, Status } of page.Accounts ?? []) {
      // `Status` is what older SDKs know; AWS retired it in favour of `State` in September 2026.
      const isActive = (State ?? Status) === 'ACTIVE';
      if (Id) accounts.push({ accountId: Id, name: Name, isActive, partition: Arn?.split(':')[1] });
    }
  }
  return accounts;
}

async function listUnits({ sdk, client }: Connection, parentId: string): Promise<readonly string[]> {
  const units: string[] = [];
  for await (const page of sdk.paginateListOrganizationalUnitsForParent({ client }, { ParentId: parentId })) {
    for (const { Id } of page.OrganizationalUnits ?? []) if (Id) units.push(Id);
  }
  return units;
}

async function listTags({ sdk, client }: Connection, accountId: string): Promise<Readonly<Record<string, string>>> {
  const tags: Array<[string, string]> = [];
  for await (const page of sdk.paginateListTagsForResource({ client }, { ResourceId: accountId })) {
    for (const { Key, Value } of page.Tags ?? []) if (Key !== undefined) tags.push([Key, Value ?? '']);
  }
  return Object.fromEntries(tags);
}
