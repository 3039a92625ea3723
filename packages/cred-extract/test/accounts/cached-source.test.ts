import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AccountRecord, AccountSource, AccountTarget } from '../../src/account.ts';
import { cacheAccounts } from '../../src/accounts/cached-source.ts';

const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });
const ALIAS = (alias: string): AccountTarget => ({ kind: 'alias', alias });

/** A source that counts, and answers when told to. */
class CountingSource implements AccountSource {
  searches: AccountTarget[] = [];
  closed = 0;
  answer: (target: AccountTarget) => Promise<readonly AccountRecord[]> = async (target) => [
    { account_id: target.kind === 'alias' ? '000000000000' : target.accountId, auth_type: 'iam_role' },
  ];

  find(target: AccountTarget): Promise<readonly AccountRecord[]> {
    this.searches.push(target);
    return this.answer(target);
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

describe('cacheAccounts', () => {
  it('asks once for a target, one after another', async () => {
    const source = new CountingSource();
    const cached = cacheAccounts(source);
    const first = await cached.find(ID('111111111111'));
    expect(await cached.find(ID('111111111111'))).toBe(first);
    expect(source.searches).toHaveLength(1);
  });

  it('asks once for a target, 500 at the same time, and once for each of 20', async () => {
    const source = new CountingSource();
    const answer = source.answer;
    source.answer = async (target) => {
      await delay(5);
      return answer(target);
    };
    const cached = cacheAccounts(source);
    const ids = Array.from({ length: 500 }, (_, index) => String(index % 20).padStart(12, '0'));
    const found = await Promise.all(ids.map((id) => cached.find(ID(id))));
    expect(found.map(([record]) => record?.account_id)).toEqual(ids);
    expect(source.searches).toHaveLength(20);
  });

  it('does not mix up an alias with the ID of the same letters', async () => {
    const source = new CountingSource();
    const cached = cacheAccounts(source);
    await cached.find(ID('111111111111'));
    await cached.find(ALIAS('111111111111'));
    await cached.find(ALIAS('alias:111111111111'));
    expect(source.searches).toHaveLength(3);
  });

  it('asks again after ttlMs, so that a disabled account stops', async () => {
    const source = new CountingSource();
    const cached = cacheAccounts(source, { ttlMs: 40 });
    await cached.find(ID('111111111111'));
    await delay(60);
    source.answer = async () => [{ account_id: '111111111111', auth_type: 'iam_role', enabled: false }];
    expect((await cached.find(ID('111111111111')))[0]?.enabled).toBe(false);
  });

  it('does not live for ever with a ttlMs of 0', async () => {
    const source = new CountingSource();
    const cached = cacheAccounts(source, { ttlMs: 0 });
    await cached.find(ID('111111111111'));
    await delay(10);
    await cached.find(ID('111111111111'));
    source.answer = async () => [];
    await cached.find(ID('222222222222'));
    await delay(10);
    await cached.find(ID('222222222222'));
    expect(source.searches).toHaveLength(4);
  });

  it('keeps a miss for two seconds at most, so that a new account is seen', async () => {
    const source = new CountingSource();
    const cached = cacheAccounts(source);
    source.answer = async () => [];
    await cached.find(ID('111111111111'));
    await cached.find(ID('111111111111'));
    expect(source.searches).toHaveLength(1);
    await delay(2_100);
    await cached.find(ID('111111111111'));
    expect(source.searches).toHaveLength(2);
  });

  it('gives a failure to everyone who waits, and forgets it', async () => {
    const source = new CountingSource();
    const answer = source.answer;
    source.answer = () => Promise.reject(new Error('down'));
    const cached = cacheAccounts(source);
    const results = await Promise.allSettled([1, 2, 3].map(() => cached.find(ID('111111111111'))));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(source.searches).toHaveLength(1);
    source.answer = answer;
    expect(await cached.find(ID('111111111111'))).toHaveLength(1);
  });

  it('leaves no unhandled rejection behind when nobody waits any more', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const source = new CountingSource();
    source.answer = () => Promise.reject(new Error('down'));
    await cacheAccounts(source)
      .find(ID('111111111111'))
      .catch(() => {});
    await delay(10);
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });

  it('forgets everything on clear, a search under way included', async () => {
    const source = new CountingSource();
    const stale = deferred<readonly AccountRecord[]>();
    source.answer = () => stale.promise;
    const cached = cacheAccounts(source);
    const waiting = cached.find(ALIAS('prod'));
    cached.clear();
    source.answer = async () => [{ account_id: '222222222222', auth_type: 'aksk' }];
    const fresh = await cached.find(ALIAS('prod'));
    stale.resolve([]);
    expect(await waiting).toEqual([]);
    expect(await cached.find(ALIAS('prod'))).toBe(fresh);
    expect(source.searches).toHaveLength(2);
  });

  it('does not let a search that failed after clear take the newer answer with it', async () => {
    const source = new CountingSource();
    const stale = deferred<readonly AccountRecord[]>();
    source.answer = () => stale.promise;
    const cached = cacheAccounts(source);
    const waiting = cached.find(ALIAS('prod')).catch(() => 'failed');
    cached.clear();
    source.answer = async () => [{ account_id: '222222222222', auth_type: 'aksk' }];
    await cached.find(ALIAS('prod'));
    stale.reject(new Error('down'));
    expect(await waiting).toBe('failed');
    await cached.find(ALIAS('prod'));
    expect(source.searches).toHaveLength(2);
  });

  it('keeps no more than max, and the ones used last', async () => {
    const source = new CountingSource();
    const cached = cacheAccounts(source, { max: 2 });
    await cached.find(ALIAS('a'));
    await cached.find(ALIAS('b'));
    await cached.find(ALIAS('a'));
    await cached.find(ALIAS('c'));
    await cached.find(ALIAS('a'));
    expect(source.searches).toHaveLength(3);
    await cached.find(ALIAS('b'));
    expect(source.searches).toHaveLength(4);
  });

  it('closes the source, and does without one that cannot be closed', async () => {
    const source = new CountingSource();
    await cacheAccounts(source).close?.();
    expect(source.closed).toBe(1);
    await cacheAccounts({ find: async () => [] }).close?.();
  });
});

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
