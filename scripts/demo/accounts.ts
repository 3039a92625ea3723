import type { NewAccount } from '@mcp-multi-account/cred-extract';
import type { LocalAccount } from '@mcp-multi-account/cred-extract/testing';

/** An account of the demo's shop, both as AWS has it and as the account store has it. */
export interface DemoAccount {
  readonly accountId: string;
  readonly kind: 'own' | 'aksk' | 'iam_role' | 'refusing role';
  readonly alias: string;
  readonly local: LocalAccount;
  /** Absent for the account that the servers run in: it needs no record. */
  readonly record?: NewAccount;
}

const ROLE = 'mcp-reader';

/** The server's own account, nine with a key pair, ten with a role, and one whose role refuses everybody. */
export function createDemoAccounts(): readonly DemoAccount[] {
  const own = accountAt(0, 'own');
  const keys = numbers(1, 9).map((index) => accountAt(index, 'aksk'));
  const roles = numbers(10, 19).map((index) => accountAt(index, 'iam_role'));
  return [own, ...keys, ...roles, accountAt(20, 'refusing role')];
}

export function unregisteredAccountId(): string {
  return '999999999999';
}

function accountAt(index: number, kind: DemoAccount['kind']): DemoAccount {
  const accountId = String(210_000_000_000 + index * 1_111_111);
  const alias = `shop-${String(index).padStart(2, '0')}`;
  const base = { accountId, kind, alias };
  const data = dataOf(accountId, monthlyCostAt(index));
  switch (kind) {
    case 'own':
      return { ...base, local: { accountId, data } };
    case 'aksk':
      return withKeys(base, { accountId, accessKeys: [keyAt(index)], data });
    case 'iam_role':
    case 'refusing role':
      return withRole(base, { accountId, data }, kind === 'refusing role');
  }
}

type Base = Pick<DemoAccount, 'accountId' | 'kind' | 'alias'>;

function withKeys(base: Base, local: LocalAccount): DemoAccount {
  const [key] = local.accessKeys ?? [];
  const keys = { access_key_id: key?.accessKeyId ?? null, secret_access_key: key?.secretAccessKey ?? null };
  return { ...base, local, record: { account_id: base.accountId, alias: base.alias, auth_type: 'aksk', ...keys } };
}

/** Every second role asks for an external ID. */
function withRole(base: Base, local: LocalAccount, denied: boolean): DemoAccount {
  const externalId = Number(base.accountId) % 2 === 0 ? { externalId: `customer-${base.alias}` } : {};
  const role = { role_arn: `arn:aws:iam::${base.accountId}:role/${ROLE}`, external_id: externalId.externalId ?? null };
  return {
    ...base,
    local: { ...local, roles: [{ name: ROLE, denied, ...externalId }] },
    record: { account_id: base.accountId, alias: base.alias, auth_type: 'iam_role', ...role },
  };
}

function keyAt(index: number): { accessKeyId: string; secretAccessKey: string } {
  const suffix = String(index).padStart(2, '0');
  return {
    accessKeyId: `AKIADEMODEMODEMODE${suffix}`,
    secretAccessKey: `demo/secret/access/key/of/an/account/+${suffix}`,
  };
}

/**
 * US dollars. Between the least and the most is less than a day's share of a month, so that a part of a month also
 * tells whose it is.
 */
function monthlyCostAt(index: number): number {
  return 1000 + index;
}

/** What is named alike in all accounts differs in its contents; S3 bucket names are unique in AWS and here. */
function dataOf(accountId: string, monthlyCost: number): LocalAccount['data'] & object {
  return {
    buckets: { [bucketOf(accountId)]: { [`stock-${accountId}.csv`]: `sku,count\n${accountId},7\n` } },
    tables: { orders: [{ id: 'A-1001', status: 'open', customer: `customer of ${accountId}` }] },
    logGroups: { '/shop/web': [`INFO order A-1001 of ${accountId}`], [`/shop/${accountId}`]: ['INFO started'] },
    monthlyCost,
  };
}

export function bucketOf(accountId: string): string {
  return `inventory-${accountId}`;
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
