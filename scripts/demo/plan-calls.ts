import { type DemoAccount, unregisteredAccountId } from './accounts.ts';
import type { PlannedCall } from './call.ts';
import type { DemoTool } from './tools.ts';

/** One call of every kind. */
export function planKinds(accounts: readonly DemoAccount[], tool: DemoTool): ReadonlyMap<string, PlannedCall> {
  const find = (wanted: (account: DemoAccount) => boolean) => requireFound(accounts.find(wanted));
  const own = find(({ kind }) => kind === 'own');
  const keys = find(({ kind }) => kind === 'aksk');
  const role = find(({ kind, record }) => kind === 'iam_role' && record?.external_id != null);
  const other = requireFound(accounts.findLast(({ kind }) => kind === 'iam_role'));
  const refusing = find(({ kind }) => kind === 'refusing role');
  const failing = (account: DemoAccount, target: string, errorType: string): PlannedCall => ({
    ...{ tool, account, target, expected: { kind: 'error', errorType } },
  });
  return new Map([
    ['own account, no target', planData(own, tool, undefined)],
    ['access key', planData(keys, tool, keys.accountId)],
    ['role, external ID', planData(role, tool, role.accountId)],
    [`by alias (${other.alias})`, planData(other, tool, other.alias)],
    ['own account by its ID', planData(own, tool, own.accountId)],
    ['unknown account', failing(own, unregisteredAccountId(), 'account_not_found')],
    ['role that refuses', failing(refusing, refusing.accountId, 'assume_role_error')],
  ]);
}

/** `count` calls that go round the accounts and, with every round, to the next tool. */
export function planMany(accounts: readonly DemoAccount[], tools: readonly DemoTool[], count: number): PlannedCall[] {
  const usable = accounts.filter(({ kind }) => kind !== 'refusing role');
  return Array.from({ length: count }, (_, index) => {
    const account = requireFound(usable[index % usable.length]);
    const tool = requireFound(tools[Math.floor(index / usable.length) % tools.length]);
    return planData(account, tool, account.kind === 'own' ? undefined : account.accountId);
  });
}

function planData(account: DemoAccount, tool: DemoTool, target: string | undefined): PlannedCall {
  return { tool, account, target, expected: { kind: 'data', accountId: account.accountId } };
}

function requireFound<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The demo has no such account or tool.');
  return value;
}
