/** `'*'` is any; a list that contains `'*'` is too. There are no patterns: a name is compared as it is. */
export type PolicyNames = '*' | readonly string[];

/**
 * Callers, and what they may use. A caller has to fit every field of the first part that is given, an account every field of
 * the second; within a field one name is enough.
 */
export interface PolicyRule {
  /** The token's `sub`. */
  readonly subjects?: PolicyNames;
  readonly groups?: PolicyNames;
  readonly scopes?: PolicyNames;
  /** OAuth client IDs. */
  readonly clients?: PolicyNames;
  /** Everybody, also where nobody verified an identity, as on a local stdio server. Stands alone. */
  readonly anyone?: true;

  /** Twelve digits each. */
  readonly accounts?: PolicyNames;
  readonly aliases?: PolicyNames;
  readonly environments?: PolicyNames;
  /** Every tag that is named, with one of its values. */
  readonly tags?: Readonly<Record<string, string | readonly string[]>>;
  /** The server's own identity, which calls without a target run as. */
  readonly server?: true;
}

/** Who may use what. Nothing is allowed that no rule allows, and `deny` wins. */
export interface AccountPolicy {
  readonly allow: readonly PolicyRule[];
  readonly deny?: readonly PolicyRule[];
}

/** `any`, or one of these. */
export type NameSet = 'any' | ReadonlySet<string>;

/** Lists, because they are gone through for every call. */
export type FieldNames<Field> = ReadonlyArray<readonly [field: Field, names: NameSet]>;

/** A policy that has been checked, in the form in which it is evaluated. */
export interface CheckedPolicy {
  readonly allow: readonly CheckedRule[];
  readonly deny: readonly CheckedRule[];
}

export interface CheckedRule {
  /** Absent for a rule about anyone. */
  readonly who?: FieldNames<WhoField>;
  /** Absent for a rule about the server's own identity alone. */
  readonly what?: { readonly fields: FieldNames<WhatField>; readonly tags: FieldNames<string> };
  readonly server: boolean;
}

export const WHO_FIELDS = ['subjects', 'groups', 'scopes', 'clients'] as const;
export type WhoField = (typeof WHO_FIELDS)[number];

export const WHAT_FIELDS = ['accounts', 'aliases', 'environments'] as const;
export type WhatField = (typeof WHAT_FIELDS)[number];
