import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adopt, issue, observeServerKey, ownerOf } from '../../../src/context/guard/issued-keys.ts';
import type { AccountSession } from '../../../src/credentials/account-session.ts';

const HOUR = 3_600_000;

function sessionOf(accountId: string, key = accountId): AccountSession {
  return { key, info: { accountId } } as AccountSession;
}
const credentials = (accessKeyId: string, expiration?: Date) => ({
  accessKeyId,
  secretAccessKey: 'secret',
  ...(expiration && { expiration }),
});
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR);

describe('the owner of an access key', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.now() + 24 * HOUR });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is the session that it was issued to, and every other one of the account', () => {
    issue(sessionOf('111111111111', 'first'), credentials('ASIA-SHARED'));
    issue(sessionOf('111111111111', 'second'), credentials('ASIA-SHARED'));
    expect(ownerOf('ASIA-SHARED')).toMatchObject({
      accountId: '111111111111',
      sessions: new Set(['first', 'second']),
    });
  });

  it('is who has it first, whatever a call obtains or signs with later', () => {
    observeServerKey('AKIA-SERVER');
    adopt(sessionOf('111111111111'), { accessKeyId: 'AKIA-SERVER' });
    expect(ownerOf('AKIA-SERVER')).toEqual({ kind: 'server' });
    adopt(sessionOf('111111111111'), { accessKeyId: 'ASIA-OBTAINED' });
    observeServerKey('ASIA-OBTAINED');
    adopt(sessionOf('222222222222'), { accessKeyId: 'ASIA-OBTAINED' });
    expect(ownerOf('ASIA-OBTAINED')).toMatchObject({ accountId: '111111111111' });
  });

  it('is forgotten an hour after the key has expired, and not before', () => {
    issue(sessionOf('111111111111'), credentials('ASIA-OVER', inHours(1)));
    adopt(sessionOf('111111111111'), { accessKeyId: 'ASIA-OBTAINED-OVER', expiration: inHours(1) });
    issue(sessionOf('222222222222'), credentials('ASIA-LATER', inHours(12)));
    vi.advanceTimersByTime(1.9 * HOUR);
    issue(sessionOf('333333333333'), credentials('ASIA-NEXT', inHours(1)));
    expect(ownerOf('ASIA-OVER')).toBeDefined();
    vi.advanceTimersByTime(0.2 * HOUR);
    issue(sessionOf('333333333333'), credentials('ASIA-NEXT-BUT-ONE', inHours(1)));
    expect(ownerOf('ASIA-OVER')).toBeUndefined();
    expect(ownerOf('ASIA-OBTAINED-OVER')).toBeUndefined();
    expect(ownerOf('ASIA-LATER')).toMatchObject({ accountId: '222222222222' });
    expect(ownerOf('ASIA-NEXT')).toMatchObject({ accountId: '333333333333' });
  });

  it('is never forgotten for a key that does not expire', () => {
    observeServerKey('AKIA-FIXED-SERVER');
    issue(sessionOf('111111111111'), credentials('AKIA-FIXED'));
    vi.advanceTimersByTime(1_000 * HOUR);
    issue(sessionOf('222222222222'), credentials('ASIA-LAST', inHours(1)));
    expect(ownerOf('AKIA-FIXED-SERVER')).toEqual({ kind: 'server' });
    expect(ownerOf('AKIA-FIXED')).toMatchObject({ accountId: '111111111111' });
  });
});
