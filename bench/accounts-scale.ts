/**
 * How long a search takes in a database of 100,000 accounts: `npm run bench -- accounts-scale`. A real PostgreSQL, searches
 * one after the other through the store, without the cache of records that servers have before it.
 */
import { openAccountStore } from '../packages/cred-extract/src/index.ts';
import { queryPostgres } from '../packages/cred-extract/test/support/account-databases.ts';
import { startPostgres } from '../packages/cred-extract/test/support/postgres.ts';

const ACCOUNTS = 100_000;
const SEARCHES = 5_000;

type Store = ReturnType<typeof openAccountStore>;

const idOf = (index: number) => String(100_000_000_000 + index);
const anyone = () => Math.floor(Math.random() * ACCOUNTS);

export async function accountsScale(): Promise<string> {
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.createDatabase('scale');
    const store = openAccountStore({ databaseUrl, env: {} });
    await store.migrate();
    const filling = await timed(() => fill(store));
    await queryPostgres(databaseUrl, 'analyze');
    const rows = [
      await measure('by account ID', () => store.find({ kind: 'account-id', accountId: idOf(anyone()) })),
      await measure('by alias', () => store.find({ kind: 'alias', alias: `account ${anyone()}` })),
      await measure('of nobody', () => store.find({ kind: 'alias', alias: `nobody ${anyone()}` })),
    ];
    const listing = await timed(() => store.list());
    await store.close();
    const head = '| search | p50 | p99 | slowest |\n| --- | --- | --- | --- |';
    return `${[head, ...rows].join('\n')}\n\nputMany: ${seconds(filling)}, list: ${seconds(listing)}.`;
  } finally {
    await postgres.stop();
  }
}

function fill(store: Store): Promise<void> {
  return store.putMany(
    Array.from({ length: ACCOUNTS }, (_, index) => ({
      account_id: idOf(index),
      alias: `account ${index}`,
      auth_type: 'iam_role' as const,
      role_arn: `arn:aws:iam::${idOf(index)}:role/McpTarget`,
      external_id: `external-${index}`,
    })),
  );
}

async function measure(title: string, search: () => Promise<unknown>): Promise<string> {
  for (let warmUp = 0; warmUp < 500; warmUp += 1) await search();
  const times: number[] = [];
  for (let count = 0; count < SEARCHES; count += 1) times.push(await timed(search));
  times.sort((a, b) => a - b);
  const at = (share: number) => `${times[Math.ceil(share * SEARCHES) - 1]?.toFixed(2)} ms`;
  return `| ${title} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
