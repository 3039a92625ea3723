import { describe, expect, it } from 'vitest';
import { createDemoAccounts } from './accounts.ts';
import type { JudgedCall } from './call.ts';
import { planMany } from './plan-calls.ts';
import { tally } from './tally.ts';
import { TOOLS } from './tools.ts';
import type { Verdict } from './verdict.ts';

const planned = planMany(createDemoAccounts(), TOOLS['orders-table'], 4);
const asked = planned.map(({ account }) => account.accountId);

function calls(...verdicts: Verdict[]): JudgedCall[] {
  return planned.map((call, index) => ({
    planned: call,
    verdict: verdicts[index] ?? 'right',
    answer: { text: 'An\n  answer.' },
  }));
}

describe('the tally', () => {
  it('counts every call, alone and at once, and finds nothing wrong', () => {
    expect(tally(calls(), [{ calls: calls(), signers: asked }], [])).toEqual({ calls: 8, wrong: 0, problems: [] });
  });

  it('counts a call alone that another account answered', () => {
    const result = tally(calls('wrong account'), [], []);
    expect(result.wrong).toBe(1);
    expect(result.problems).toEqual(['get-order for the own account: wrong account: An answer.']);
  });

  it('counts a call at once that another account answered', () => {
    expect(tally([], [{ calls: calls('right', 'wrong account'), signers: asked }], []).wrong).toBe(1);
  });

  it('counts a call at once that another account signed, though every answer looks right', () => {
    const [first = '', , ...rest] = asked;
    expect(tally([], [{ calls: calls(), signers: [first, first, ...rest] }], []).wrong).toBe(1);
  });

  it('counts a call once that is wrong by its data and by its signature', () => {
    const [first = '', , ...rest] = asked;
    const burst = { calls: calls('right', 'wrong account'), signers: [first, first, ...rest] };
    expect(tally([], [burst], []).wrong).toBe(1);
  });

  it('counts all of 200 calls that ran as the server itself', () => {
    const many = planMany(createDemoAccounts(), TOOLS['orders-table'], 200);
    const judged = many.map((call): JudgedCall => ({ planned: call, verdict: 'right', answer: { text: '' } }));
    const own = many[0]?.account.accountId ?? '';
    expect(tally([], [{ calls: judged, signers: many.map(() => own) }], []).wrong).toBe(190);
  });

  it('reports an unexpected answer without calling it a wrong account', () => {
    const result = tally(calls('right', 'unexpected'), [], []);
    expect([result.wrong, result.problems.length]).toEqual([0, 1]);
  });

  it('reports calls that reached no AWS, and what it was told of', () => {
    const result = tally([], [{ calls: calls(), signers: asked.slice(1) }], ['a tool takes no target']);
    expect(result.problems).toEqual(['a tool takes no target', '4 calls at once made 3 AWS requests, not one each']);
  });
});
