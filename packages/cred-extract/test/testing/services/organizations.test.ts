import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { configFor } from '../clients.ts';

const MANAGEMENT = '999999999999';
const OUTSIDER = '888888888888';
let aws: LocalAws;
let client: OrganizationsClient;

const clientOf = (accountId: string) => new OrganizationsClient(configFor(aws, accountId));

beforeAll(async () => {
  const members = Array.from({ length: 45 }, (_, index) => ({
    accountId: String(100_000_000_000 + index),
    ...(index % 2 === 0 && { unitId: 'ou-root-workloads' }),
  }));
  const suspended = { accountId: '200000000000', name: 'Old', state: 'SUSPENDED', tags: { team: 'a' } } as const;
  const organization = {
    units: [{ id: 'ou-root-workloads' }, { id: 'ou-root-production', parentId: 'ou-root-workloads' }],
    members: [...members, suspended],
  };
  aws = await startLocalAws({ accounts: [{ accountId: MANAGEMENT, organization }, { accountId: OUTSIDER }] });
  client = clientOf(MANAGEMENT);
});
afterAll(() => aws.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error) => error.name,
  );

describe('AWS Organizations', () => {
  it('lists accounts in pages of 20, or of fewer', async () => {
    const sizes: Array<number | undefined> = [];
    for await (const page of paginateListAccounts({ client }, {})) sizes.push(page.Accounts?.length);
    expect(sizes).toEqual([20, 20, 6]);
    expect((await client.send(new ListAccountsCommand({ MaxResults: 3 }))).Accounts).toHaveLength(3);
    expect((await client.send(new ListAccountsCommand({ MaxResults: 100 }))).Accounts).toHaveLength(20);
  });

  it('says of an account what it is called and whether it is active', async () => {
    const { Accounts } = await client.send(new ListAccountsCommand({ NextToken: '44' }));
    expect(Accounts).toMatchObject([
      { Id: '100000000044', Name: 'account-100000000044', State: 'ACTIVE' },
      { Id: '200000000000', Name: 'Old', State: 'SUSPENDED', Arn: expect.stringMatching(/^arn:aws:organizations::/) },
    ]);
  });

  it('knows which accounts and units lie directly in a unit or in the root', async () => {
    const inRoot = await client.send(new ListAccountsForParentCommand({ ParentId: 'r-root', NextToken: '20' }));
    expect(inRoot.Accounts?.map(({ Id }) => Id)).toEqual(['100000000041', '100000000043', '200000000000']);
    const units: Array<string | undefined> = [];
    for (const ParentId of ['r-root', 'ou-root-workloads', 'ou-root-production']) {
      for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId })) {
        units.push(...(page.OrganizationalUnits ?? []).map(({ Id }) => Id));
      }
    }
    expect(units).toEqual(['ou-root-workloads', 'ou-root-production']);
  });

  it('knows the tags of an account', async () => {
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceId: '200000000000' }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'a' }]);
  });

  it('refuses what AWS refuses', async () => {
    expect(await codeOf(clientOf(OUTSIDER).send(new ListAccountsCommand({})))).toBe(
      'AWSOrganizationsNotInUseException',
    );
    expect(await codeOf(client.send(new ListAccountsForParentCommand({ ParentId: 'ou-root-elsewhere' })))).toBe(
      'ParentNotFoundException',
    );
    expect(await codeOf(client.send(new ListTagsForResourceCommand({ ResourceId: '300000000000' })))).toBe(
      'TargetNotFoundException',
    );
  });
});
