import { AwsError } from '../aws-error.ts';
import { jsonService } from '../protocols/json.ts';
import type { LocalOrganization } from '../types.ts';
import type { Call } from './service.ts';

/** Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html and its siblings. */
export const organizations = jsonService({
  ListAccounts: listAccounts,
  ListAccountsForParent: listAccountsForParent,
  ListOrganizationalUnitsForParent: listUnitsForParent,
  ListTagsForResource: listTagsForResource,
});

interface PageInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** What AWS returns at most, and without `MaxResults`. */
const PAGE_SIZE = 20;

function listAccounts(input: PageInput, call: Call): object {
  const { members } = organizationOf(call);
  return page('Accounts', members.map(accountOf(call)), input);
}

function listAccountsForParent(input: PageInput & { ParentId?: string }, call: Call): object {
  const organization = organizationOf(call);
  const parent = existingParent(organization, input.ParentId);
  const members = organization.members.filter(({ unitId }) => (unitId ?? rootOf(organization)) === parent);
  return page('Accounts', members.map(accountOf(call)), input);
}

function listUnitsForParent(input: PageInput & { ParentId?: string }, call: Call): object {
  const organization = organizationOf(call);
  const parent = existingParent(organization, input.ParentId);
  const units = organization.units?.filter(({ parentId }) => (parentId ?? rootOf(organization)) === parent) ?? [];
  const found = units.map(({ id }) => ({ Id: id, Name: id, Arn: arn(call, `ou/o-local/${id}`) }));
  return page('OrganizationalUnits', found, input);
}

function listTagsForResource(input: PageInput & { ResourceId?: string }, call: Call): object {
  const member = organizationOf(call).members.find(({ accountId }) => accountId === input.ResourceId);
  if (!member) throw new AwsError('TargetNotFoundException', 'We can not find the target you specified.');
  const tags = Object.entries(member.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  return page('Tags', tags, input);
}

function organizationOf({ account }: Call): LocalOrganization {
  if (account.organization) return account.organization;
  throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
}

function rootOf(organization: LocalOrganization): string {
  return organization.rootId ?? 'r-root';
}

function existingParent(organization: LocalOrganization, id: string | undefined): string {
  const exists = id === rootOf(organization) || organization.units?.some((unit) => unit.id === id);
  if (exists) return id as string;
  throw new AwsError('ParentNotFoundException', "We can't find the root or OU with the ParentId that you specified.");
}

function accountOf(call: Call) {
  return ({ accountId, name, state = 'ACTIVE' }: LocalOrganization['members'][number]) => ({
    Id: accountId,
    Arn: arn(call, `account/o-local/${accountId}`),
    Name: name ?? `account-${accountId}`,
    Email: `${accountId}@example.com`,
    State: state,
    JoinedMethod: 'CREATED',
    JoinedTimestamp: call.account.created.getTime() / 1000,
  });
}

function arn({ account }: Call, resource: string): string {
  return `arn:aws:organizations::${account.accountId}:${resource}`;
}

function page(name: string, items: readonly object[], { MaxResults, NextToken }: PageInput): object {
  const start = Number(NextToken ?? 0);
  const end = start + Math.min(MaxResults ?? PAGE_SIZE, PAGE_SIZE);
  return { [name]: items.slice(start, end), ...(end < items.length && { NextToken: String(end) }) };
}
