import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../src/access/policy/parse-policy.ts';

const problemsOf = (value: unknown) => {
  const parsed = parsePolicy(value);
  return parsed.verdict === 'unusable' ? parsed.problems : [];
};
const allow = (rule: unknown) => problemsOf({ allow: [rule] });

describe('parsePolicy', () => {
  it('takes every field there is', () => {
    const rule = {
      subjects: ['auth0|1'],
      groups: '*',
      scopes: ['a b'],
      clients: ['c'],
      accounts: ['012345678901'],
      aliases: ['Shop (dev)'],
      environments: ['dev'],
      tags: { team: 'shop', tier: ['gold', 'silver'], owner: '*' },
      server: true,
    };
    expect(problemsOf({ allow: [rule], deny: [{ anyone: true, server: true }] })).toEqual([]);
    expect(problemsOf({ allow: [] })).toEqual([]);
  });

  it.each([[undefined], [null], [''], ['allow'], [1], [[]], [new Date()]])('is no policy: %j', (value) => {
    expect(problemsOf(value).length).toBeGreaterThan(0);
  });

  it.each<[unknown, RegExp]>([
    [{}, /does not say who.*/],
    [{ groups: ['a'] }, /allow\[0\] does not say what/],
    [{ accounts: '*' }, /allow\[0\] does not say who/],
    [{ group: ['a'], accounts: '*' }, /there is no field "group"/],
    [{ groups: [], accounts: '*' }, /allow\[0\]\.groups is a list of names, or "\*"/],
    [{ groups: 'a', accounts: '*' }, /groups is a list/],
    [{ groups: { a: true }, accounts: '*' }, /groups is a list/],
    [{ groups: null, accounts: '*' }, /groups is a list/],
    [{ groups: ['a', 1], accounts: '*' }, /no name/],
    [{ groups: [' a'], accounts: '*' }, /no name/],
    [{ groups: [''], accounts: '*' }, /no name/],
    [{ groups: ['a'.repeat(513)], accounts: '*' }, /no name/],
    [{ groups: ['a'], accounts: ['12345678901'] }, /12 digits/],
    [{ groups: ['a'], accounts: [123456789012] }, /in quotes/],
    [{ groups: ['a'], accounts: ['１２３４５６７８９０１２'] }, /12 digits/],
    [{ groups: ['a'], accounts: ['prod'] }, /12 digits/],
    [{ groups: ['a'], tags: {} }, /names no tag/],
    [{ groups: ['a'], tags: ['team'] }, /tags is an object/],
    [{ groups: ['a'], tags: { team: 1 } }, /tags\["team"\] is a list/],
    [{ groups: ['a'], server: false }, /server is true, or left out/],
    [{ groups: ['a'], server: 'yes' }, /server is true/],
    [{ anyone: 'yes', accounts: '*' }, /anyone is true/],
    [{ anyone: true, groups: ['a'], accounts: '*' }, /"anyone" stands alone/],
    ['all', /allow\[0\] is an object/],
    [JSON.parse('{"__proto__": {"x": 1}, "anyone": true, "accounts": "*"}'), /no field "__proto__"/],
  ])('refuses the rule %j', (rule, problem) => {
    expect(allow(rule).join('\n')).toMatch(problem);
  });

  it('names every problem, and its place', () => {
    const problems = problemsOf({
      allow: [{ groups: [] }, { anyone: true, accounts: ['1'] }],
      deny: [{ x: 1 }],
      more: 1,
    });
    expect(problems.map((problem) => problem.split(/[ .:]/)[0])).toEqual(
      expect.arrayContaining(['allow[0]', 'allow[1]', 'deny[0]', 'the']),
    );
  });

  it('does not repeat what it does not know at any length', () => {
    expect(allow({ ['x'.repeat(10_000)]: 1 }).join().length).toBeLessThan(500);
  });
});
