import { describe, expect, it } from 'vitest';
import { createDemoAccounts, type DemoAccount } from './accounts.ts';
import type { ExampleName } from './examples.ts';
import { type DemoTool, TOOLS } from './tools.ts';

const accounts = createDemoAccounts();
const [own, other] = accounts as [DemoAccount, DemoAccount];

function toolOf(example: ExampleName, name: string): DemoTool {
  const tool = TOOLS[example].find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`no such tool: ${name}`);
  return tool;
}

describe('whose data an answer has', () => {
  it('is told by the names in it', () => {
    const answer = JSON.stringify({ buckets: [`inventory-${other.accountId}`] });
    expect(toolOf('s3-inventory', 'list-buckets').ownersOf(answer, accounts)).toEqual([other.accountId]);
  });

  it('is told of every account in it', () => {
    const answer = JSON.stringify({ buckets: [own, other].map(({ accountId }) => `inventory-${accountId}`) });
    const owners = toolOf('s3-inventory', 'list-buckets').ownersOf(answer, accounts);
    expect(owners).toEqual([own.accountId, other.accountId]);
  });

  it('is not told by what the answer repeats of the question', () => {
    const answer = JSON.stringify({ bucket: `inventory-${own.accountId}`, objects: [] });
    expect(toolOf('s3-inventory', 'list-objects').ownersOf(answer, accounts)).toEqual([]);
  });

  it('takes no part of a longer number for an account ID', () => {
    const answer = JSON.stringify({ customer: `1${own.accountId}` });
    expect(toolOf('orders-table', 'get-order').ownersOf(answer, accounts)).toEqual([]);
  });

  it.each(accounts)('is told for $alias by the cost of a month', (account) => {
    const answer = JSON.stringify({ month: '2026-10', usd: account.local.data?.monthlyCost });
    expect(toolOf('log-search', 'monthly_cost').ownersOf(answer, accounts)).toEqual([account.accountId]);
  });

  it.each(['2026-02', '2026-11', '2026-12', '2028-02'])('is told by the cost of any first days of %s', (month) => {
    const [year = 0, number = 0] = month.split('-').map(Number);
    const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
    for (const account of accounts) {
      for (let day = 1; day <= days; day += 1) {
        const usd = Number((((account.local.data?.monthlyCost ?? 0) * day) / days).toFixed(2));
        const owners = toolOf('cost-report-js', 'cost-this-month').ownersOf(JSON.stringify({ month, usd }), accounts);
        expect(owners).toEqual([account.accountId]);
      }
    }
  });

  it('is nobody for a cost that no account has', () => {
    const answer = JSON.stringify({ months: [{ usd: 12.34 }] });
    expect(toolOf('cost-report-js', 'cost-by-month').ownersOf(answer, accounts)).toEqual([]);
  });
});
