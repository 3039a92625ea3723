import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AwsCredentials } from '../../src/account.ts';
import { CredentialCache } from '../../src/credentials/credential-cache.ts';
import { AssumeRoleError, CredentialDecryptionError } from '../../src/errors.ts';
import { gate } from '../support/gate.ts';

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
    for (let use = 0; use < 1_000; use++) {
      await cache.get('a', load);
      now += 50 * MINUTE;
    }
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

  it('hands a failure to everybody who waits, and forgets one that may pass', async () => {
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

  it('forgets a session that nobody has used for an hour', async () => {
    const keys = vi.fn(async () => ({ accessKeyId: 'AKIA', secretAccessKey: 's' }));
    await cache.get('a', keys);
    now += 40 * MINUTE;
    await cache.get('a', keys);
    now += 40 * MINUTE;
    expect(cache.peek('a')).toBeDefined();
    now += 61 * MINUTE;
    expect(cache.peek('a')).toBeUndefined();
    await cache.get('a', keys);
    expect(keys).toHaveBeenCalledTimes(2);
  });
});

describe('credentials are good', () => {
  it('until they are to be renewed, and then for as long as that has failed', async () => {
    await cache.get('a', session(60 * MINUTE));
    expect(cache.goodUntil('a')).toBe(now + 50 * MINUTE);
    now += 51 * MINUTE;
    expect(cache.goodUntil('a')).toBe(now - MINUTE);
    await cache.get('a', () => Promise.reject(new AssumeRoleError('111111111111', 'STS is busy')));
    await settle();
    expect(cache.goodUntil('a')).toBe(now + 15_000);
  });

  it('never into their last minute, and for ever when they do not expire', async () => {
    await cache.get('short', session(1.5 * MINUTE));
    expect(cache.goodUntil('short')).toBe(now + MINUTE / 2);
    await cache.get('keys', async () => ({ accessKeyId: 'AKIA', secretAccessKey: 's' }));
    expect(cache.goodUntil('keys')).toBe(Number.POSITIVE_INFINITY);
  });

  it('not at all once they are over or forgotten, or before there are any', async () => {
    await cache.get('a', session(60 * MINUTE));
    now += 59 * MINUTE;
    expect(cache.goodUntil('a')).toBeUndefined();
    await cache.get('b', session(60 * MINUTE));
    cache.clear();
    expect(cache.goodUntil('b')).toBeUndefined();
    expect(cache.goodUntil('c')).toBeUndefined();
  });
});

describe('a refusal', () => {
  const refusal = new AssumeRoleError('111111111111', 'access denied');
  const refusing = () => vi.fn(async () => Promise.reject(refusal));

  it('is repeated for five seconds, without asking again', async () => {
    const load = refusing();
    for (let call = 0; call < 50; call++) await expect(cache.get('a', load)).rejects.toBe(refusal);
    expect(load).toHaveBeenCalledTimes(1);
    now += 5_001;
    await expect(cache.get('a', load)).rejects.toBe(refusal);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is that of one session only, and ends with the first success', async () => {
    await expect(cache.get('a', refusing())).rejects.toBe(refusal);
    expect((await cache.get('b', hour())).accessKeyId).toBe('ASIA1');
    now += 6_000;
    expect((await cache.get('a', hour())).accessKeyId).toBe('ASIA2');
    expect((await cache.get('a', refusing())).accessKeyId).toBe('ASIA2');
  });

  it('does not end a session that is still good', async () => {
    await cache.get('a', hour());
    now += 51 * MINUTE;
    await cache.get('a', refusing());
    await settle();
    expect((await cache.get('a', refusing())).accessKeyId).toBe('ASIA1');
  });

  it.each([
    ['a failure that may pass', new AssumeRoleError('1', 'busy', { retryable: true })],
    ['a failure that AWS was not asked about', new CredentialDecryptionError()],
    ['an error of somebody else', new Error('?')],
  ])('is not %s', async (_, error) => {
    await expect(cache.get('a', async () => Promise.reject(error))).rejects.toBe(error);
    expect((await cache.get('a', hour())).accessKeyId).toBe('ASIA1');
  });
});

describe('clear', () => {
  it('forgets the sessions of one account, or all', async () => {
    const [load, other] = [hour(), hour()];
    for (const key of ['111111111111:x', '111111111111:y']) await cache.get(key, load);
    await cache.get('222222222222:x', other);
    cache.clear('111111111111');
    expect(cache.peek('111111111111:x')).toBeUndefined();
    expect(cache.peek('111111111111:y')).toBeUndefined();
    expect(cache.peek('222222222222:x')).toBeDefined();
    cache.clear();
    expect(cache.peek('222222222222:x')).toBeUndefined();
  });

  it('forgets refusals', async () => {
    const refusal = new AssumeRoleError('1', 'access denied');
    await expect(cache.get('1:x', async () => Promise.reject(refusal))).rejects.toBe(refusal);
    cache.clear('1');
    expect((await cache.get('1:x', hour())).accessKeyId).toBe('ASIA1');
  });

  it('answers requests under way and does not keep what they bring', async () => {
    const door = gate<void>();
    const waiting = cache.get('1:x', async () => door.promise.then(session(60 * MINUTE)));
    cache.clear('1');
    door.resolve();
    expect((await waiting).accessKeyId).toBe('ASIA1');
    expect(cache.peek('1:x')).toBeUndefined();
  });
});

describe('an abort signal', () => {
  it('ends the wait of its own caller; the others get their session from the same request', async () => {
    const door = gate<void>();
    const load = vi.fn(async () => door.promise.then(session(60 * MINUTE)));
    const leaving = new AbortController();
    const left = cache.get('a', load, leaving.signal);
    const stayed = cache.get('a', load, new AbortController().signal);
    leaving.abort(new Error('cancelled'));
    await expect(left).rejects.toThrow('cancelled');
    door.resolve();
    expect((await stayed).accessKeyId).toBe('ASIA1');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('cancels the request when the last one leaves, and the next caller starts another', async () => {
    const signals: AbortSignal[] = [];
    const endless = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<AwsCredentials>(() => {});
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [cache.get('a', endless, first.signal), cache.get('a', endless, second.signal)];
    await settle();
    first.abort();
    await expect(waiting[0]).rejects.toThrow();
    expect(signals.map((signal) => signal.aborted)).toEqual([false]);
    second.abort();
    await expect(waiting[1]).rejects.toThrow();
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
    expect((await cache.get('a', hour())).accessKeyId).toBe('ASIA1');
  });

  it('does not cancel a renewal in the background', async () => {
    await cache.get('a', hour());
    now += 51 * MINUTE;
    const abort = new AbortController();
    const door = gate<void>();
    await cache.get('a', async () => door.promise.then(session(60 * MINUTE)), abort.signal);
    abort.abort();
    door.resolve();
    await settle();
    expect((await cache.get('a', hour())).accessKeyId).toBe('ASIA2');
  });
});
