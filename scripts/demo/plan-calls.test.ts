import { describe, expect, it } from 'vitest';
import { createDemoAccounts } from './accounts.ts';
import { planKinds, planMany } from './plan-calls.ts';
import { TOOLS } from './tools.ts';
import { countsOf } from './verdict.ts';

const accounts = createDemoAccounts();
const tools = TOOLS['s3-inventory'];

describe('the accounts', () => {
  it('are 21, each with its own ID, alias and data', () => {
    expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(21);
    expect(new Set(accounts.map(({ alias }) => alias)).size).toBe(21);
    expect(new Set(accounts.map(({ local }) => JSON.stringify(local.data))).size).toBe(21);
  });

  it('are of every kind', () => {
    const kinds = countsOf(accounts.map(({ kind }) => kind));
    expect(Object.fromEntries(kinds)).toEqual({ own: 1, aksk: 9, iam_role: 10, 'refusing role': 1 });
  });
});

describe('many calls', () => {
  it('ask every account that answers equally often, and every tool', () => {
    const calls = planMany(accounts, tools, 200);
    expect(new Set(countsOf(calls.map(({ account }) => account.accountId)).values())).toEqual(new Set([10]));
    expect(new Set(calls.map(({ tool }) => tool.name)).size).toBe(tools.length);
  });

  it('name no target for the own account, and the account ID for any other', () => {
    for (const { account, target } of planMany(accounts, tools, 40)) {
      expect(target).toBe(account.kind === 'own' ? undefined : account.accountId);
    }
  });
});

describe('the kinds of calls', () => {
  const kinds = planKinds(accounts, tools[0]);

  it('have a role with an external ID, and one named by its alias', () => {
    expect(kinds.get('role, external ID')?.account.local.roles?.[0]?.externalId).toMatch(/^customer-/);
    expect([...kinds.values()].some(({ account, target }) => target === account.alias)).toBe(true);
  });

  it('expect an error for an account that is not registered and for a role that refuses', () => {
    const errors = [...kinds.values()].flatMap(({ expected }) =>
      expected.kind === 'error' ? [expected.errorType] : [],
    );
    expect(errors).toEqual(['account_not_found', 'assume_role_error']);
  });
});
