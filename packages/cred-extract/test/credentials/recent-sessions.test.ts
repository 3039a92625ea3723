import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Opened, RecentSessions } from '../../src/credentials/recent-sessions.ts';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 10, 20, 12);
const openedFor = (accountId: string): Opened => ({
  target: { kind: 'account-id', accountId },
  record: { account_id: accountId, auth_type: 'iam_role' },
  session: {
    info: { accountId, alias: undefined, authType: 'iam_role', region: undefined },
    key: accountId,
    credentials: () => Promise.reject(new Error('not asked')),
    currentCredentials: () => undefined,
  },
});
const ONE = openedFor('111111111111');

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: NOON }));
afterEach(() => vi.useRealTimers());

describe('recent sessions', () => {
  it('are given out for ten seconds from the start of their look-up', () => {
    const sessions = new RecentSessions(30_000);
    vi.setSystemTime(NOON - 1_000);
    const lookUp = sessions.begin();
    vi.setSystemTime(NOON);
    sessions.remember('one', ONE, lookUp, NOON + HOUR_MS);
    expect(sessions.get('one')).toMatchObject(ONE);
    vi.setSystemTime(NOON + 8_999);
    expect(sessions.get('one')).toMatchObject(ONE);
    vi.setSystemTime(NOON + 9_000);
    expect(sessions.get('one')).toBeUndefined();
  });

  it('are given out for no longer than their credentials are good', () => {
    const sessions = new RecentSessions(30_000);
    sessions.remember('one', ONE, sessions.begin(), NOON + 500);
    vi.setSystemTime(NOON + 499);
    expect(sessions.get('one')).toMatchObject(ONE);
    vi.setSystemTime(NOON + 500);
    expect(sessions.get('one')).toBeUndefined();
  });

  it('are not kept at all when the look-up took longer than that, or no record is to be believed', () => {
    const slow = new RecentSessions(30_000);
    const lookUp = slow.begin();
    vi.setSystemTime(NOON + 10_000);
    slow.remember('one', ONE, lookUp, NOON + HOUR_MS);
    expect(slow.get('one')).toBeUndefined();
    const none = new RecentSessions(0);
    none.remember('one', ONE, none.begin(), NOON + HOUR_MS);
    expect(none.get('one')).toBeUndefined();
  });

  it.each([
    [30_000, 10_000],
    [2_001, 1_000],
    [1, 0],
    [0, 0],
  ])('of records that are believed for %i ms are kept for %i ms of them', (recordTtlMs, lifeMs) => {
    expect(new RecentSessions(recordTtlMs).lifeMs).toBe(lifeMs);
  });

  it('are not given out longer because a clock was set back', () => {
    const sessions = new RecentSessions(30_000);
    sessions.remember('one', ONE, sessions.begin(), NOON + HOUR_MS);
    vi.setSystemTime(NOON - 600_000);
    expect(sessions.get('one')).toBeUndefined();
  });

  it('answer to the very target that was looked up', () => {
    const sessions = new RecentSessions(30_000);
    sessions.remember('111111111111', ONE, sessions.begin(), NOON + HOUR_MS);
    for (const target of [111_111_111_111, ' 111111111111', '11111111111', undefined, null, ['111111111111']]) {
      expect(sessions.get(target)).toBeUndefined();
    }
  });

  it('are forgotten by clear, with what is being looked up, and when there are too many', () => {
    const sessions = new RecentSessions(30_000);
    const underWay = sessions.begin();
    sessions.remember('one', ONE, sessions.begin(), NOON + HOUR_MS);
    sessions.clear();
    expect(sessions.get('one')).toBeUndefined();
    sessions.remember('one', ONE, underWay, NOON + HOUR_MS);
    expect(sessions.get('one')).toBeUndefined();
    for (let index = 0; index <= 1_000; index++)
      sessions.remember(`name ${index}`, ONE, sessions.begin(), NOON + HOUR_MS);
    expect(sessions.get('name 0')).toBeUndefined();
    expect(sessions.get('name 1000')).toMatchObject(ONE);
  });
});
