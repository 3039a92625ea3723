import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createServerIdentity } from '../../src/credentials/server-identity.ts';
import type { Sts } from '../../src/credentials/sts.ts';
import { gate } from '../support/gate.ts';

const info = { accountId: '999999999999', alias: undefined, authType: 'server', region: undefined } as const;
const stsWith = (callerAccountId: Sts['callerAccountId'], ownCredentials?: Sts['ownCredentials']): Sts => ({
  callerAccountId,
  assumeRole: async () => Promise.reject(new Error('not used')),
  ownCredentials: ownCredentials ?? (async () => ({ accessKeyId: 'AKIA', secretAccessKey: 's' })),
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("the server's own account", () => {
  it('is asked for once', async () => {
    const ask = vi.fn(async () => '999999999999');
    const server = createServerIdentity(stsWith(ask));
    const answers = await Promise.all(Array.from({ length: 100 }, () => server.accountId()));
    expect(new Set([...answers, await server.accountId()])).toEqual(new Set(['999999999999']));
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('is waited for two seconds, and known once the answer is there', async () => {
    const answer = gate<string>();
    const ask = vi.fn(() => answer.promise);
    const server = createServerIdentity(stsWith(ask));
    const slow = server.accountId();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await slow).toBeUndefined();
    expect(await server.accountId()).toBeUndefined();
    answer.resolve('999999999999');
    await vi.advanceTimersByTimeAsync(0);
    expect(await server.accountId()).toBe('999999999999');
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('is asked for again five seconds after a failure, not by every call', async () => {
    const ask = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('down'));
    ask.mockResolvedValue('999999999999');
    const server = createServerIdentity(stsWith(ask));
    for (let call = 0; call < 10; call++) expect(await server.accountId()).toBeUndefined();
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await server.accountId()).toBe('999999999999');
    expect(ask).toHaveBeenCalledTimes(2);
  });
});

describe("a session of the server's own account", () => {
  it('gives what the server has, as long as it has not expired', async () => {
    const keys = { accessKeyId: 'ASIA', secretAccessKey: 's', expiration: new Date(Date.now() + 60_000) };
    const session = createServerIdentity(
      stsWith(
        async () => undefined,
        async () => keys,
      ),
    ).session(info);
    expect(session.currentCredentials()).toBeUndefined();
    expect(await session.credentials()).toBe(keys);
    expect(session.currentCredentials()).toBe(keys);
    vi.advanceTimersByTime(60_001);
    expect(session.currentCredentials()).toBeUndefined();
  });

  it('is a typed error where the server has none', async () => {
    const none = async () => Promise.reject(new Error('Could not load credentials from any providers'));
    const session = createServerIdentity(stsWith(async () => undefined, none)).session(info);
    await expect(session.credentials()).rejects.toMatchObject({
      code: 'ASSUME_ROLE_FAILED',
      message: expect.stringMatching(/own AWS credentials are missing/),
    });
  });
});
