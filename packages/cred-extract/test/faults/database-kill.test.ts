import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { NewAccount } from '../../src/accounts/new-account.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { pythonSchema } from '../support/account-databases.ts';
import { describeStores, KEY } from '../support/account-stores.ts';

const MODULE = new URL('../../src/accounts/sql/sql-account-store.ts', import.meta.url).href;
const NEW_KEY = randomBytes(32).toString('base64');
const BOTH = `${NEW_KEY},${KEY}`;
const ROWS = 2_000;

const idOf = (index: number) => String(100_000_000_000 + index);
const account = (index: number): NewAccount => ({
  account_id: idOf(index),
  alias: `account ${index}`,
  auth_type: 'aksk',
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: `secret-of-${idOf(index)}`,
});
const ACCOUNTS = `Array.from({ length: ${ROWS} }, (_, index) => {
  const account_id = String(100_000_000_000 + index);
  return { account_id, alias: 'account ' + index, auth_type: 'aksk', access_key_id: 'AKIAIOSFODNN7EXAMPLE',
    secret_access_key: 'secret-of-' + account_id };
})`;

/** With a pause after each batch, so that a process which is killed is killed in the middle, also in a fast database. */
const UNHURRIED_REKEY = `store.rekey({
  onProgress: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30),
})`;

/**
 * Runs `action` on a store in a process of its own and ends that with SIGKILL, `afterMs` after it has said that it begins.
 * Whether it was killed before its end.
 */
async function runAndKill(action: string, url: string, encryptionKey: string, afterMs: number): Promise<boolean> {
  const program = `
    const { openAccountStore } = await import(${JSON.stringify(MODULE)});
    const store = openAccountStore({ databaseUrl: ${JSON.stringify(url)}, encryptionKey: '${encryptionKey}', env: {} });
    await store.list().catch(() => {});
    console.log('begins');
    await ${action};
    await store.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  await Promise.race([once(child.stdout, 'data'), ended]);
  await Promise.race([delay(afterMs), ended]);
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`The process failed by itself: ${errors}`);
  return signal === 'SIGKILL';
}

/** Kills runs at ever later points until one reaches its end. How many were killed. */
async function killUntilDone(run: (afterMs: number) => Promise<boolean>, check: () => Promise<void>): Promise<number> {
  for (let kills = 0, afterMs = 1; ; kills += 1, afterMs = 2 + afterMs * (1.3 + Math.random())) {
    const killed = await run(afterMs);
    await check();
    if (!killed) return kills;
  }
}

describeStores('kill -9', (at) => {
  /** Every stored secret as the given keys open it. */
  async function secrets(encryptionKey: string): Promise<string[]> {
    const keyring = createKeyring({ encryptionKey, env: {} });
    const records = await at.store.list();
    return Promise.all(
      records.map((record) => keyring.decrypt(record.secret_access_key_encrypted ?? '', record.account_id)),
    );
  }
  const expected = Array.from({ length: ROWS }, (_, index) => `secret-of-${idOf(index)}`);

  it('at any point of rekey loses no secret, and the next run goes on', { timeout: 240_000 }, async () => {
    await at.store.migrate();
    await at.store.putMany(Array.from({ length: ROWS }, (_, index) => account(index)));
    const counts: number[] = [];
    const kills = await killUntilDone(
      (afterMs) => runAndKill(UNHURRIED_REKEY, at.database.url, BOTH, afterMs),
      async () => {
        expect(await secrets(BOTH)).toEqual(expected);
        const tokens = (await at.store.list()).map((record) => record.secret_access_key_encrypted ?? '');
        const keyring = createKeyring({ encryptionKey: BOTH, env: {} });
        counts.push((await Promise.all(tokens.map((token) => keyring.isCurrent(token)))).filter(Boolean).length);
      },
    );
    expect(kills).toBeGreaterThanOrEqual(3);
    // It was killed in the middle and not only before and after.
    expect(counts.some((count) => count > 0 && count < ROWS)).toBe(true);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(await secrets(NEW_KEY)).toEqual(expected);
  });

  it('at any point of an import leaves whole accounts, and the next run completes it', {
    timeout: 240_000,
  }, async () => {
    await at.store.migrate();
    const counts: number[] = [];
    const kills = await killUntilDone(
      (afterMs) => runAndKill(`store.putMany(${ACCOUNTS})`, at.database.url, KEY, afterMs),
      async () => {
        const there = await secrets(KEY);
        expect(there).toEqual(expected.slice(0, there.length));
        counts.push(there.length);
      },
    );
    expect(kills).toBeGreaterThanOrEqual(3);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(await secrets(KEY)).toEqual(expected);
  });

  it('at any point of migrate leaves the rows of the Python system, and the next run completes it', {
    timeout: 240_000,
  }, async () => {
    let kills = 0;
    for (const afterMs of [0, 4, 8, 16, 32]) {
      const database = await at.server.createDatabase();
      await database.sql(`${pythonSchema(at.kind)}
        insert into aws_accounts (id, account_id, alias, auth_type, role_arn) values
          ('0b0b0b0b-0000-4000-8000-000000000002', '444444444444', 'py', 'iam_role', 'arn:aws:iam::444444444444:role/x')`);
      if (await runAndKill('store.migrate()', database.url, KEY, afterMs)) kills += 1;
      const store = at.open({ databaseUrl: database.url });
      await store.migrate();
      await store.put(account(1));
      expect((await store.list()).map(({ alias }) => alias)).toEqual(['account 1', 'py']);
      expect(await store.migrate()).toEqual([]);
    }
    expect(kills).toBeGreaterThanOrEqual(1);
  });
});
