import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountStore, openAccountStore } from '../../src/accounts/sql/sql-account-store.ts';
import { DatabaseConnectionError } from '../../src/errors.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { PROD } from '../support/prod-account.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const role = (account_id: string, alias: string) => ({
  account_id,
  alias,
  auth_type: 'iam_role' as const,
  role_arn: `arn:aws:iam::${account_id}:role/x`,
});

let postgres: TestPostgres;
let url: string;
let proxy: TcpProxy;
let store: AccountStore;

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase('accounts');
  proxy = await startTcpProxy(Number(new URL(url).port));
});
afterAll(async () => {
  proxy.close();
  await postgres.stop();
});
beforeEach(async () => {
  store = openAccountStore({ databaseUrl: url.replace(/:\d+\//, `:${proxy.port}/`), env: {} });
  await store.migrate();
  await store.put(role('222222222222', 'prod'));
});
afterEach(() => store.close());

const outcomesOf = async (actions: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(actions)).map((outcome) => (outcome.status === 'fulfilled' ? 'done' : outcome.reason));

function expectRetryable(outcomes: readonly unknown[]): void {
  for (const outcome of outcomes) {
    if (outcome === 'done') continue;
    expect(outcome).toBeInstanceOf(DatabaseConnectionError);
    expect(outcome).toMatchObject({ retryable: true, message: expect.stringMatching(/Try again later/) });
  }
}

describe('a network that is cut', () => {
  it('fails every search at once as one to try again, and serves as soon as it is mended', async () => {
    await Promise.all(Array.from({ length: 30 }, () => store.find(PROD)));
    const searches = outcomesOf(Array.from({ length: 50 }, () => store.find(PROD)));
    proxy.cut();
    expectRetryable(await searches);
    const during = await outcomesOf(Array.from({ length: 20 }, () => store.find(PROD)));
    expect(during).not.toContain('done');
    expectRetryable(during);
    proxy.mend();
    expect(await store.find(PROD)).toHaveLength(1);
  });

  it('in the middle of writes loses nothing that was acknowledged, and keeps every account whole', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => String(300_000_000_000 + index));
    const puts = outcomesOf(ids.map((id) => store.put(role(id, `alias-${id}`))));
    await delay(30);
    proxy.cut();
    const outcomes = await puts;
    expectRetryable(outcomes);
    proxy.mend();
    const stored = new Map((await store.list()).map((record) => [record.account_id, record.alias]));
    for (const [index, id] of ids.entries()) {
      if (outcomes[index] === 'done' || stored.has(id)) expect(stored.get(id)).toBe(`alias-${id}`);
    }
    await store.putMany(ids.map((id) => role(id, `alias-${id}`)));
    expect((await store.list()).length).toBe(301);
  });
});

describe('a database that restarts under load', () => {
  it('fails calls as ones to try again while it is away, and no call afterwards', { timeout: 120_000 }, async () => {
    let running = true;
    const outcomes: unknown[] = [];
    const load = Array.from({ length: 5 }, async () => {
      while (running) {
        outcomes.push(...(await outcomesOf([store.find(PROD)])));
        await delay(2);
      }
    });
    await delay(100);
    await postgres.kill();
    await delay(200);
    await postgres.start();
    await delay(300);
    running = false;
    await Promise.all(load);
    expectRetryable(outcomes);
    expect(outcomes).toContain('done');
    expect(outcomes.some((outcome) => outcome !== 'done')).toBe(true);
    expect(await store.find(PROD)).toHaveLength(1);
  });
});

describe('a pool whose connections are all in use', () => {
  it('lets further calls wait five seconds and no longer, and serves when they are free', {
    timeout: 60_000,
  }, async () => {
    const blocker = new Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('begin; lock table aws_accounts in access exclusive mode');
    const holding = outcomesOf(Array.from({ length: 3 }, () => store.find(PROD)));
    await delay(500);
    const started = performance.now();
    const waiting = await outcomesOf(Array.from({ length: 10 }, () => store.find(PROD)));
    expect(performance.now() - started).toBeLessThan(9_000);
    expect(waiting).not.toContain('done');
    expectRetryable(waiting);
    await blocker.query('rollback');
    await blocker.end();
    expectRetryable(await holding);
    expect(await store.find(PROD)).toHaveLength(1);
  });
});
