import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Resource } from '../../../src/access/policy/decide.ts';
import { parsePolicy } from '../../../src/access/policy/parse-policy.ts';
import type { AccountPolicy, CheckedPolicy, PolicyRule } from '../../../src/access/policy/policy.ts';
import type { AccountRecord, AccountTarget } from '../../../src/account.ts';
import type { Caller } from '../../../src/caller.ts';

const SERVER: Resource = { kind: 'server' };

function checked(policy: AccountPolicy): CheckedPolicy {
  const parsed = parsePolicy(policy);
  if (parsed.verdict === 'unusable') throw new Error(parsed.problems.join());
  return parsed.policy;
}

const caller = (more: Partial<Caller> = {}): Caller => ({
  subject: 'ann',
  clientId: 'agent',
  groups: ['dev', 'ops'],
  scopes: ['aws:read'],
  ...more,
});
const account = (more: Partial<AccountRecord> = {}): Resource => ({
  kind: 'account',
  record: {
    account_id: '111111111111',
    auth_type: 'iam_role',
    alias: 'shop-dev',
    environment: 'dev',
    tags: { team: 'shop', tier: 'gold' },
    ...more,
  },
});
const unknown = (target: AccountTarget): Resource => ({ kind: 'unknown', target });

const allowed = (rule: PolicyRule, who: Caller | undefined = caller(), what: Resource = account()) =>
  decide(checked({ allow: [rule] }), who, what).kind === 'allowed';

describe('who a rule is about', () => {
  it.each<[PolicyRule, boolean]>([
    [{ subjects: ['ann'], accounts: '*' }, true],
    [{ subjects: ['bob'], accounts: '*' }, false],
    [{ subjects: ['Ann'], accounts: '*' }, false],
    [{ subjects: '*', accounts: '*' }, true],
    [{ subjects: ['bob', '*'], accounts: '*' }, true],
    [{ groups: ['ops', 'other'], accounts: '*' }, true],
    [{ groups: ['other'], accounts: '*' }, false],
    [{ scopes: ['aws:read'], accounts: '*' }, true],
    [{ scopes: ['aws'], accounts: '*' }, false],
    [{ clients: ['agent'], accounts: '*' }, true],
    [{ clients: ['ann'], accounts: '*' }, false],
    [{ groups: ['dev'], scopes: ['aws:read'], accounts: '*' }, true],
    [{ groups: ['dev'], scopes: ['aws:write'], accounts: '*' }, false],
    [{ anyone: true, accounts: '*' }, true],
  ])('%j: %s', (rule, expected) => {
    expect(allowed(rule)).toBe(expected);
  });

  it('is nobody without a verified caller, except anyone', () => {
    expect(decide(checked({ allow: [{ subjects: '*', accounts: '*' }] }), undefined, account())).toEqual({
      kind: 'denied',
      reason: 'no-verified-caller',
    });
    expect(decide(checked({ allow: [{ anyone: true, accounts: '*' }] }), undefined, account()).kind).toBe('allowed');
  });

  it('is not a client that acts for itself where a subject is asked for', () => {
    expect(allowed({ subjects: '*', accounts: '*' }, caller({ subject: undefined }))).toBe(false);
    expect(allowed({ groups: '*', accounts: '*' }, caller({ groups: [] }))).toBe(false);
  });
});

describe('what a rule is about', () => {
  it.each<[PolicyRule, boolean]>([
    [{ anyone: true, accounts: ['111111111111'] }, true],
    [{ anyone: true, accounts: ['222222222222'] }, false],
    [{ anyone: true, aliases: ['shop-dev'] }, true],
    [{ anyone: true, aliases: ['shop-*'] }, false],
    [{ anyone: true, environments: ['dev', 'test'] }, true],
    [{ anyone: true, environments: ['production'] }, false],
    [{ anyone: true, tags: { team: 'shop' } }, true],
    [{ anyone: true, tags: { team: ['bank', 'shop'], tier: '*' } }, true],
    [{ anyone: true, tags: { team: ['shop'], owner: '*' } }, false],
    [{ anyone: true, environments: ['dev'], tags: { team: 'bank' } }, false],
    [{ anyone: true, server: true }, false],
  ])('%j: %s', (rule, expected) => {
    expect(allowed(rule)).toBe(expected);
  });

  it('is no account that lacks the field, not even with *', () => {
    const bare = account({ alias: null, environment: null, tags: null });
    for (const what of [{ aliases: '*' }, { environments: '*' }, { tags: { team: '*' } }] as const)
      expect(allowed({ anyone: true, ...what }, caller(), bare)).toBe(false);
    expect(allowed({ anyone: true, accounts: '*' }, caller(), bare)).toBe(true);
  });

  it('is no tag that only the prototype has', () => {
    expect(allowed({ anyone: true, tags: { constructor: '*', toString: '*' } as never })).toBe(false);
  });

  it("is the server's own identity only where it says so", () => {
    expect(allowed({ anyone: true, accounts: '*' }, caller(), SERVER)).toBe(false);
    expect(allowed({ anyone: true, accounts: '*', server: true }, caller(), SERVER)).toBe(true);
    expect(allowed({ anyone: true, accounts: '*', server: true })).toBe(true);
  });
});

describe('a policy', () => {
  it('allows nothing that no rule allows', () => {
    expect(decide(checked({ allow: [] }), caller(), account())).toEqual({ kind: 'denied', reason: 'no-rule' });
    expect(decide(checked({ allow: [] }), caller(), SERVER)).toEqual({ kind: 'denied', reason: 'no-rule' });
  });

  it('lets deny win, whatever the order', () => {
    const policy = checked({
      allow: [{ anyone: true, accounts: '*', server: true }],
      deny: [
        { groups: ['contractors'], environments: ['production'] },
        { groups: ['ops'], environments: ['dev'] },
        { subjects: ['ann'], server: true },
      ],
    });
    expect(decide(policy, caller(), account())).toEqual({ kind: 'denied', reason: 'deny-rule', rule: 1 });
    expect(decide(policy, caller(), SERVER)).toEqual({ kind: 'denied', reason: 'deny-rule', rule: 2 });
    expect(decide(policy, caller({ groups: [] }), account()).kind).toBe('allowed');
  });
});

describe('a target that means no account', () => {
  it('may be told of to a caller who could use any account of that ID or name', () => {
    const id = unknown({ kind: 'account-id', accountId: '999999999999' });
    const alias = unknown({ kind: 'alias', alias: 'nobody' });
    expect([
      allowed({ anyone: true, accounts: '*' }, caller(), id),
      allowed({ anyone: true, accounts: '*' }, caller(), alias),
    ]).toEqual([true, true]);
    expect(allowed({ anyone: true, accounts: ['999999999999'] }, caller(), id)).toBe(true);
    expect(allowed({ anyone: true, aliases: ['nobody'] }, caller(), alias)).toBe(true);
  });

  it('is like a denied one to everybody else', () => {
    const id = unknown({ kind: 'account-id', accountId: '999999999999' });
    for (const what of [
      { environments: '*' },
      { tags: { team: '*' } },
      { aliases: '*' },
      { accounts: ['111111111111'] },
    ] as const)
      expect(allowed({ anyone: true, ...what }, caller(), id)).toBe(false);
    const guarded = checked({
      allow: [{ anyone: true, accounts: '*' }],
      deny: [{ groups: ['dev'], environments: ['production'] }],
    });
    expect(decide(guarded, caller(), id).kind).toBe('denied');
    expect(decide(guarded, caller({ groups: [] }), id).kind).toBe('allowed');
  });

  it('never differs from one that the caller may not use, whatever the policy', () => {
    fc.assert(
      fc.property(anyPolicy, anyCaller, anyRecord, fc.boolean(), (policy, who, record, byAlias) => {
        const { alias, account_id: accountId } = record;
        const target: AccountTarget = byAlias && alias ? { kind: 'alias', alias } : { kind: 'account-id', accountId };
        const rules = checked(policy);
        const isTold = decide(rules, who, unknown(target)).kind === 'allowed';
        const isUsable = decide(rules, who, { kind: 'account', record }).kind === 'allowed';
        return !isTold || isUsable;
      }),
      { numRuns: 20_000 },
    );
  });
});

const name = fc.constantFrom('a', 'b', 'c');
const id = fc.constantFrom('111111111111', '222222222222');
const names = (one: fc.Arbitrary<string>) =>
  fc.oneof(fc.constant('*' as const), fc.array(one, { minLength: 1, maxLength: 2 }));
const who = fc.oneof(
  fc.constant({ anyone: true } as const),
  fc.record({ subjects: names(name) }),
  fc.record({ groups: names(name) }),
  fc.record({ scopes: names(name), clients: names(name) }),
);
const what = fc
  .record(
    {
      accounts: names(id),
      aliases: names(name),
      environments: names(name),
      tags: fc.dictionary(name, names(name), { minKeys: 1, maxKeys: 2 }),
      server: fc.constant(true as const),
    },
    { requiredKeys: [] },
  )
  .filter((fields) => Object.keys(fields).length > 0);
const rules = fc.array(
  fc.tuple(who, what).map(([one, other]): PolicyRule => ({ ...one, ...other })),
  { maxLength: 4 },
);
const anyPolicy = fc.record({ allow: rules, deny: rules });
const anyCaller = fc.option(
  fc.record({ subject: name, clientId: name, groups: fc.array(name), scopes: fc.array(name) }),
  { nil: undefined },
);
const anyRecord: fc.Arbitrary<AccountRecord> = fc.record({
  account_id: id,
  auth_type: fc.constant('iam_role' as const),
  alias: fc.option(name, { nil: null }),
  environment: fc.option(name, { nil: null }),
  tags: fc.option(fc.dictionary(name, name), { nil: null }),
});
