import type { NewAccount } from '../../accounts/new-account.ts';
import type { Candidate } from './candidate.ts';

/** The fields that an account of a file may have. */
export const FIELDS: readonly (keyof NewAccount)[] = [
  ...(['account_id', 'alias', 'auth_type', 'role_arn', 'external_id', 'access_key_id', 'secret_access_key'] as const),
  ...(['region', 'session_duration', 'environment', 'tags', 'enabled'] as const),
];

/** An account from the fields of a file. `auth_type` may be left out where one way is given. */
export function rowCandidate(line: number, fields: ReadonlyMap<string, unknown>): Candidate {
  const unknown = [...fields.keys()].filter((name) => !FIELDS.includes(name as keyof NewAccount));
  const account = Object.fromEntries(fields) as unknown as NewAccount;
  return {
    place: `line ${line}`,
    account: { ...account, auth_type: account.auth_type ?? (wayOf(account) as NewAccount['auth_type']) },
    problems: unknown.map(unknownField),
  };
}

/** What is too long for a name may be a secret that stands in the wrong place. */
export function unknownField(name: string): string {
  const quoted = name.length > 32 ? 'of this name' : JSON.stringify(name);
  return `there is no field ${quoted}. Known are: ${FIELDS.join(', ')}.`;
}

function wayOf({ role_arn, access_key_id }: NewAccount): NewAccount['auth_type'] | undefined {
  if (Boolean(role_arn) === Boolean(access_key_id)) return undefined;
  return role_arn ? 'iam_role' : 'aksk';
}
