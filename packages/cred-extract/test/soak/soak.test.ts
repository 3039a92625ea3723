import { describe, expect, it } from 'vitest';
import type { PlannedCall } from './call-plan.ts';
import { runSoak } from './run-soak.ts';
import { verdictOf } from './verdict.ts';
import { SERVER, soakWorld } from './world.ts';

/** Half a minute's worth of what `npm run soak` does with a million calls over 500 accounts and 50 subjects. */
const SHORT = {
  calls: 3_000,
  accounts: 60,
  subjects: 20,
  concurrency: 50,
  sample: 20,
  segments: 10,
  seed: 7,
  attribution: true,
};
const MEGABYTE = 1_000_000;

describe('tool calls of many subjects in many accounts, while sessions expire and STS and the database fail', () => {
  it('are all answered in their account and for their subject, or with the right typed error', async () => {
    const { calls, verdicts, cancelled, defects, wire, aws, heap } = await runSoak(SHORT);
    expect(defects).toEqual([]);
    expect(Object.keys(verdicts).sort()).toEqual(['denied', 'disabled', 'failed', 'right']);
    const { right = 0, denied = 0, disabled = 0, failed = 0 } = verdicts;
    expect(right + denied + disabled + failed + cancelled).toBe(calls);
    expect(calls).toBe(SHORT.calls);
    expect(right).toBeGreaterThan(calls * 0.7);
    // What was made to go wrong did go wrong, and AWS was asked again for sessions that had expired.
    expect(aws.refused).toBeGreaterThan(12);
    expect(failed).toBeGreaterThan(0);
    expect(aws.assumeRole).toBeGreaterThan(3 * 50);
    expect(wire.sent + wire.known).toBeGreaterThanOrEqual(right);
    // The second half of the calls adds nothing that stays. Measured for a million in bench/README.md.
    expect((heap[100] ?? 0) - (heap[50] ?? 0)).toBeLessThan(10 * MEGABYTE);
  });

  it('would be found answered for another subject, if sessions were not of one, and then too are in their account', async () => {
    const { verdicts } = await runSoak({ ...SHORT, calls: 1_500, accounts: 20, attribution: false });
    expect(verdicts['wrong subject']).toBeGreaterThan(100);
    const others = Object.keys(verdicts).filter((verdict) => verdict !== 'wrong subject');
    expect(['denied', 'disabled', 'failed', 'right']).toEqual(expect.arrayContaining(others));
  });
});

describe('the judge of the answers', () => {
  const { accounts, subjects } = soakWorld(100, 50);
  const role = accounts[0] as (typeof accounts)[number];
  const disabled = accounts.find(({ enabled }) => !enabled) as typeof role;
  const admin = subjects[0] as (typeof subjects)[number];
  const stranger = subjects[5] as typeof admin;
  const call = (more: Partial<PlannedCall>): PlannedCall => ({
    subject: admin,
    account: role,
    byAlias: false,
    newClient: false,
    cancelled: false,
    ...more,
  });
  const says = (text: string, isError = false) => ({ isError, content: [{ text }] as const });
  const arn = (accountId: string, name: string) => `arn:aws:sts::${accountId}:assumed-role/Soak/${name}`;
  const error = (error_type: string) => says(JSON.stringify({ error_type }), true);

  it.each([
    ['right', call({}), says(arn(role.accountId, 'user-0'))],
    ['right', call({ account: undefined }), says(`arn:aws:iam::${SERVER}:user/local`)],
    ['wrong account', call({}), says(arn('100000000002', 'user-0'))],
    ['wrong account', call({}), says(`arn:aws:iam::${SERVER}:user/local`)],
    ['wrong account', call({ account: undefined }), says(arn(role.accountId, 'user-0'))],
    ['wrong subject', call({}), says(arn(role.accountId, 'user-1'))],
    ['wrong subject', call({}), says(arn(role.accountId, 'mcp-multi-account'))],
    ['answered, though denied or disabled', call({ subject: stranger }), says(arn(role.accountId, 'user-5'))],
    [
      'answered, though denied or disabled',
      call({ account: disabled }),
      says(`arn:aws:iam::${disabled.accountId}:user/local`),
    ],
    ['denied', call({ subject: stranger }), error('access_denied')],
    ['disabled', call({ account: disabled }), error('account_disabled')],
    ['failed', call({}), error('database_error')],
    ['unexpected', call({}), error('access_denied')],
    ['unexpected', call({}), error('account_context_bypass')],
    ['unexpected', call({}), says('The security token included in the request is expired', true)],
  ])('says %s', (verdict, planned, answer) => {
    expect(verdictOf(planned, answer)).toBe(verdict);
  });
});
