import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AwsCredentials } from '../../src/account.ts';
import { CredentialCache } from '../../src/credentials/credential-cache.ts';

const MINUTE = 60_000;
let now = 0;
let issued = 0;
let cache: CredentialCache;

const session = (lifeMs: number) => async (): Promise<AwsCredentials> => ({
  accessKeyId: `ASIA${++issued}`,
  secretAccessKey: 's',
  sessionToken: 't',
  expiration: new Date(now + lifeMs),
});
const hour = () => vi.fn(session(60 * MINUTE));
const settle = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  now = 1_000_000;
  issued = 0;
  cache = new CredentialCache({ now: () => now });
});

describe('CredentialCache', () => {
  it('asks once for any number of concurrent calls, and once per session', async () => {
    const load = hour();
    const first = await Promise.all(Array.from({ length: 500 }, () => cache.get('a', load)));
    expect(new Set(first).size).toBe(1);
    await cache.get('b', load);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps credentials that do not expire', async () => {
    const load = vi.fn(async () => ({ accessKeyId: 'AKIA', secretAccessKey: 's' }));
    await cache.get('a', load);
    now += 1e12;
    await cache.get('a', load);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('renews in the background ten minutes ahead, and serves the old session meanwhile', async () => {
    const load = hour();
    await cache.get('a', load);
    now += 49 * MINUTE;
    expect((await cache.get('a', load)).accessKeyId).toBe('ASIA1');
    expect(load).toHaveBeenCalledTimes(1);
    now += 2 * MINUTE;
    expect((await cache.get('a', load)).accessKeyId).toBe('ASIA1');
    await settle();
    expect((await cache.get('a', load)).accessKeyId).toBe('ASIA2');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('renews a short session halfway', async () => {
    const load = vi.fn(session(10 * MINUTE));
    await cache.get('a', load);
    now += 6 * MINUTE;
    await cache.get('a', load);
    await settle();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('goes on serving a valid session when its renewal fails, and does not hammer STS', async () => {
    await cache.get('a', hour());
    now += 51 * MINUTE;
    const failing = vi.fn(async () => Promise.reject(new Error('STS is down')));
    for (let call = 0; call < 20; call++) {
      expect((await cache.get('a', failing)).accessKeyId).toBe('ASIA1');
      await settle();
    }
    expect(failing).toHaveBeenCalledTimes(1);
    now += 20_000;
    await cache.get('a', failing);
    expect(failing).toHaveBeenCalledTimes(2);
  });

  it('waits for a new session once the old one has less than a minute left', async () => {
    const load = hour();
    await cache.get('a', load);
    now += 59 * MINUTE + 1;
    expect(cache.peek('a')).toBeUndefined();
    expect((await cache.get('a', load)).accessKeyId).toBe('ASIA2');
  });

  it('hands a failure to everybody who waits, and forgets it', async () => {
    const failing = vi.fn(async () => Promise.reject(new Error('denied')));
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => cache.get('a', failing)));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(failing).toHaveBeenCalledTimes(1);
    expect((await cache.get('a', hour())).accessKeyId).toBe('ASIA1');
  });

  it('drops the least recently used session beyond its bound', async () => {
    cache = new CredentialCache({ now: () => now, max: 2 });
    const load = hour();
    for (const key of ['a', 'b', 'a', 'c']) await cache.get(key, load);
    expect([cache.peek('a'), cache.peek('c')].every(Boolean)).toBe(true);
    expect(cache.peek('b')).toBeUndefined();
  });
});
