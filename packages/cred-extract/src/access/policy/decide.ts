import type { AccountRecord, AccountTarget } from '../../account.ts';
import type { Caller } from '../../caller.ts';
import type { CheckedPolicy, CheckedRule, NameSet, WhatField, WhoField } from './policy.ts';

/** What a caller asks for. */
export type Resource =
  /** The server's own identity. */
  | { readonly kind: 'server' }
  | { readonly kind: 'account'; readonly record: AccountRecord }
  /** A target that no account answers to. Who may hear that, and who is told the same as of an account that is denied? */
  | { readonly kind: 'unknown'; readonly target: AccountTarget };

export type Verdict =
  | { readonly kind: 'allowed' }
  /** The index of the `deny` rule. */
  | { readonly kind: 'denied'; readonly reason: 'deny-rule'; readonly rule: number }
  | { readonly kind: 'denied'; readonly reason: 'no-rule' | 'no-verified-caller' };

/** Whether the policy lets the caller use the resource. Pure; of the order of a microsecond for tens of rules. */
export function decide(policy: CheckedPolicy, caller: Caller | undefined, resource: Resource): Verdict {
  // What is not known of an unknown account must not tell it from one that a rule hides.
  const denying = policy.deny.findIndex((rule) => isAbout(rule, caller) && covers(rule, resource) !== 'no');
  if (denying !== -1) return { kind: 'denied', reason: 'deny-rule', rule: denying };
  if (policy.allow.some((rule) => isAbout(rule, caller) && covers(rule, resource) === 'yes'))
    return { kind: 'allowed' };
  return { kind: 'denied', reason: caller ? 'no-rule' : 'no-verified-caller' };
}

function isAbout({ who }: CheckedRule, caller: Caller | undefined): boolean {
  if (!who) return true;
  if (!caller) return false;
  return who.every(([field, names]) => namesOf(caller, field).some((name) => includes(names, name)));
}

function namesOf(caller: Caller, field: WhoField): readonly string[] {
  switch (field) {
    case 'subjects':
      return caller.subject === undefined ? [] : [caller.subject];
    case 'clients':
      return caller.clientId === undefined ? [] : [caller.clientId];
    case 'groups':
      return caller.groups;
    case 'scopes':
      return caller.scopes;
  }
}

type Answer = 'yes' | 'no' | 'unknown';

function covers({ server, what }: CheckedRule, resource: Resource): Answer {
  if (resource.kind === 'server') return server ? 'yes' : 'no';
  if (!what) return 'no';
  const ofFields = what.fields.reduce<Answer>(
    (sum, [field, names]) => both(sum, fieldFits(resource, field, names)),
    'yes',
  );
  return what.tags.reduce((sum, [name, values]) => both(sum, fits(values, tagOf(resource, name))), ofFields);
}

function both(one: Answer, other: Answer): Answer {
  if (one === 'no' || other === 'no') return 'no';
  return one === 'unknown' ? one : other;
}

type AccountResource = Exclude<Resource, { kind: 'server' }>;

function fieldFits(resource: AccountResource, field: WhatField, names: NameSet): Answer {
  // The one field that every account has.
  if (field === 'accounts' && names === 'any') return 'yes';
  return fits(names, fieldOf(resource, field));
}

/** A symbol, because any text may be a name. */
const UNKNOWN = Symbol('unknown');
type Known = string | undefined | typeof UNKNOWN;

function fits(names: NameSet, value: Known): Answer {
  if (value === UNKNOWN) return 'unknown';
  return value !== undefined && includes(names, value) ? 'yes' : 'no';
}

function fieldOf(resource: AccountResource, field: WhatField): Known {
  if (resource.kind === 'unknown') {
    const { target } = resource;
    if (field === 'accounts' && target.kind === 'account-id') return target.accountId;
    return field === 'aliases' && target.kind === 'alias' ? target.alias : UNKNOWN;
  }
  const { account_id, alias, environment } = resource.record;
  switch (field) {
    case 'accounts':
      return account_id;
    case 'aliases':
      return alias ?? undefined;
    case 'environments':
      return environment ?? undefined;
  }
}

function tagOf(resource: AccountResource, name: string): Known {
  if (resource.kind === 'unknown') return UNKNOWN;
  const { tags } = resource.record;
  return tags && Object.hasOwn(tags, name) ? tags[name] : undefined;
}

function includes(names: NameSet, name: string): boolean {
  return names === 'any' || names.has(name);
}
