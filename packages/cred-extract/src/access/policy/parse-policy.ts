import { quote } from '../../printable.ts';
import {
  type CheckedPolicy,
  type CheckedRule,
  type FieldNames,
  type NameSet,
  WHAT_FIELDS,
  WHO_FIELDS,
} from './policy.ts';

export type ParsedPolicy =
  | { readonly verdict: 'usable'; readonly policy: CheckedPolicy }
  | { readonly verdict: 'unusable'; readonly problems: readonly string[] };

const RULE_FIELDS: readonly string[] = [...WHO_FIELDS, 'anyone', ...WHAT_FIELDS, 'tags', 'server'];

/** Far longer than any name of an identity provider or of AWS. */
const MAX_NAME_LENGTH = 512;

/** A policy as it was written, in code or in a file, or everything that is wrong with it. Nothing unknown is ignored. */
export function parsePolicy(value: unknown): ParsedPolicy {
  const reader = new PolicyReader();
  const policy = reader.read(value);
  const { problems } = reader;
  return problems.length > 0 ? { verdict: 'unusable', problems } : { verdict: 'usable', policy };
}

/** A file of another kind has thousands of them. */
const MAX_TOLD = 20;

/** The problems as the lines of a message. */
export function problemLines(problems: readonly string[]): string {
  const rest = problems.length - MAX_TOLD;
  const told = [...problems.slice(0, MAX_TOLD), ...(rest > 0 ? [`and ${rest} more.`] : [])];
  return told.map((text) => `\n  ${text}`).join('');
}

type Fields = Readonly<Record<string, unknown>>;

class PolicyReader {
  readonly problems: string[] = [];

  read(value: unknown): CheckedPolicy {
    const fields = this.#object(value, 'the policy', ['allow', 'deny']);
    if (fields && !Object.hasOwn(fields, 'allow')) this.problems.push('the policy has no "allow", a list of rules.');
    return { allow: this.#rules(fields, 'allow'), deny: this.#rules(fields, 'deny') };
  }

  #rules(fields: Fields | undefined, name: 'allow' | 'deny'): readonly CheckedRule[] {
    const rules = fields?.[name] ?? [];
    if (Array.isArray(rules)) return rules.map((rule, index) => this.#rule(rule, `${name}[${index}]`));
    this.problems.push(`"${name}" is a list of rules.`);
    return [];
  }

  #rule(value: unknown, place: string): CheckedRule {
    const fields = this.#object(value, place, RULE_FIELDS);
    if (!fields) return { server: false };
    const who = this.#names(fields, WHO_FIELDS, place);
    const what = this.#names(fields, WHAT_FIELDS, place);
    const tags = this.#tags(fields.tags, `${place}.tags`);
    const isAnyone = this.#isTrue(fields, 'anyone', place);
    const server = this.#isTrue(fields, 'server', place);
    this.#complete(fields, isAnyone, place);
    return {
      ...(!isAnyone && { who }),
      ...(what.length + tags.length > 0 && { what: { fields: what, tags } }),
      server,
    };
  }

  /** A rule that leaves one of its two halves out could be read as any, or as none. */
  #complete(fields: Fields, isAnyone: boolean, place: string): void {
    const given = Object.keys(fields);
    const hasWho = WHO_FIELDS.some((field) => given.includes(field));
    if (!hasWho && !given.includes('anyone')) {
      this.problems.push(`${place} does not say who: subjects, groups, scopes, clients or anyone.`);
    }
    if (hasWho && isAnyone) this.problems.push(`${place}: "anyone" stands alone.`);
    if (![...WHAT_FIELDS, 'tags', 'server'].some((field) => given.includes(field))) {
      this.problems.push(`${place} does not say what: accounts, aliases, environments, tags or server.`);
    }
  }

  #names<Field extends string>(fields: Fields, names: readonly Field[], place: string): FieldNames<Field> {
    const present = names.filter((name) => Object.hasOwn(fields, name));
    return present.map((name) => [name, this.#nameSet(fields[name], `${place}.${name}`, name === 'accounts')]);
  }

  #tags(value: unknown, place: string): FieldNames<string> {
    if (value === undefined) return [];
    const tags = this.#object(value, place);
    if (tags && Object.keys(tags).length === 0) this.problems.push(`${place} names no tag.`);
    return Object.entries(tags ?? {}).map(([name, values]) => [name, this.#tagValues(values, place, name)]);
  }

  /** One value of a tag is usually written without a list. */
  #tagValues(values: unknown, place: string, name: string): NameSet {
    return this.#nameSet(typeof values === 'string' ? [values] : values, `${place}[${quote(name)}]`, false);
  }

  #nameSet(value: unknown, place: string, isAccounts: boolean): NameSet {
    if (value === '*') return 'any';
    if (!Array.isArray(value) || value.length === 0) {
      this.problems.push(`${place} is a list of names, or "*".`);
      return new Set();
    }
    const wrong = value.find((name) => name !== '*' && !(isAccounts ? isAccountId(name) : isName(name)));
    if (wrong !== undefined) this.problems.push(`${place} ${isAccounts ? ACCOUNT_ID_ADVICE : NAME_ADVICE}`);
    return value.includes('*') ? 'any' : new Set(value as string[]);
  }

  #isTrue(fields: Fields, name: string, place: string): boolean {
    if (!Object.hasOwn(fields, name)) return false;
    if (fields[name] !== true) this.problems.push(`${place}.${name} is true, or left out.`);
    return fields[name] === true;
  }

  #object(value: unknown, place: string, known?: readonly string[]): Fields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.problems.push(`${place} is an object.`);
      return undefined;
    }
    const unknown = Object.keys(value).filter((name) => known && !known.includes(name));
    for (const name of unknown) this.problems.push(`${place}: there is no field ${quote(name)}.`);
    return value as Fields;
  }
}

const ACCOUNT_ID_ADVICE = 'is a list of account IDs: 12 digits each, in quotes, or YAML drops a leading zero.';
const NAME_ADVICE = 'has something that is no name: a text without space at its ends.';

function isAccountId(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9]{12}$/.test(value);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.trim() === value && value.length <= MAX_NAME_LENGTH;
}
