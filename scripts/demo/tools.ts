import { bucketOf, type DemoAccount } from './accounts.ts';
import type { ExampleName } from './examples.ts';

/** A tool of an example, how to call it for an account, and whose data an answer has. */
export interface DemoTool {
  readonly name: string;
  arguments(account: DemoAccount): Readonly<Record<string, unknown>>;
  /** Account IDs that the answer's data belongs to; never what the answer only repeats of the question. */
  ownersOf(answer: string, accounts: readonly DemoAccount[]): readonly string[];
}

const OCTOBER = { start: '2026-10-01', end: '2026-11-01' };

/** The tools of each example that make one AWS request a call; the first is called one account at a time, too. */
export const TOOLS: Readonly<Record<ExampleName, readonly [DemoTool, ...DemoTool[]]>> = {
  's3-inventory': [
    tool('list-buckets', () => ({}), idsAt('buckets')),
    tool('list-objects', ({ accountId }) => ({ bucket: bucketOf(accountId) }), idsAt('objects')),
    tool('summarize-bucket', ({ accountId }) => ({ bucket: bucketOf(accountId) }), idsAt('largest')),
    tool(
      'read-object',
      ({ accountId }) => ({ bucket: bucketOf(accountId), key: `stock-${accountId}.csv` }),
      (answer) => accountIdsIn(answer),
    ),
  ],
  'log-search': [
    tool('list_log_groups', () => ({}), idsAt('logGroups')),
    tool('search_logs', () => ({ log_group: '/shop/web', pattern: 'order' }), idsAt('events')),
    tool(
      'monthly_cost',
      () => ({ month: '2026-10' }),
      costAt(({ usd }) => usd, '2026-10'),
    ),
  ],
  'orders-table': [
    tool('get-order', () => ({ id: 'A-1001' }), idsAt('customer')),
    tool('list-orders', () => ({ status: 'open' }), idsAt('orders')),
  ],
  'cost-report-js': [
    tool(
      'cost-this-month',
      () => ({}),
      (answer, accounts) => {
        const { month, usd } = JSON.parse(answer) as { month: string; usd: number };
        return ownersOfCost(usd, month, accounts);
      },
    ),
    tool(
      'cost-by-month',
      () => OCTOBER,
      costAt(({ months }) => (months as { usd: number }[])[0]?.usd, '2026-10'),
    ),
    tool(
      'cost-by-service',
      () => OCTOBER,
      costAt(({ services }) => (services as { usd: number }[])[0]?.usd, '2026-10'),
    ),
  ],
};

function tool(name: string, args: DemoTool['arguments'], ownersOf: DemoTool['ownersOf']): DemoTool {
  return { name, arguments: args, ownersOf };
}

function idsAt(field: string): DemoTool['ownersOf'] {
  return (answer) => accountIdsIn(JSON.stringify((JSON.parse(answer) as Record<string, unknown>)[field] ?? ''));
}

function accountIdsIn(text: string): readonly string[] {
  return [...new Set(text.match(/(?<!\d)\d{12}(?!\d)/g))];
}

function costAt(pick: (answer: Record<string, unknown>) => unknown, month: string): DemoTool['ownersOf'] {
  return (answer, accounts) => ownersOfCost(Number(pick(JSON.parse(answer))), month, accounts);
}

/** Whose monthly cost `usd` is, or the share of it that some days of the month have. */
function ownersOfCost(usd: number, month: string, accounts: readonly DemoAccount[]): readonly string[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const isShare = (cost: number) => {
    const share = Math.round((usd / cost) * days);
    return share > 0 && share <= days && ((cost * share) / days).toFixed(2) === usd.toFixed(2);
  };
  return accounts.filter(({ local }) => isShare(local.data?.monthlyCost ?? 0)).map(({ accountId }) => accountId);
}
