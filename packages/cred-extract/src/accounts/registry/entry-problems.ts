import type { AccountRecord } from '../../account.ts';
import { quote } from '../../printable.ts';
import {
  type AccountProblem,
  type NewAccount,
  problemsOfAccount,
  problemsOfAccountId,
  problemsOfDetails,
} from '../new-account.ts';
import { type EntryValues, entryValues, ownName } from './entry-record.ts';
import type { RegistryEntry, RegistryProblem } from './read-entries.ts';

const FIELDS = new Set([
  ...['account_id', 'alias', 'auth_type', 'role_arn', 'external_id', 'profile', 'region', 'session_duration'],
  ...['environment', 'tags', 'enabled', 'role'],
]);

/** A file is copied, committed and backed up. */
const SECRETS = new Set([
  'access_key_id',
  'secret_access_key',
  'secret_access_key_encrypted',
  'session_token',
  'password',
]);

/** What is wrong with a field, by the name that the entry or this library has for it. */
interface FieldProblem {
  readonly field: string;
  readonly text: string;
}

/** Everything that is wrong with an entry, on the lines where it stands. */
export function problemsOfEntry(entry: RegistryEntry, record: AccountRecord): readonly RegistryProblem[] {
  const problems = [...problemsOfNames(entry), ...problemsOfRecord(record, entryValues(entry))];
  return problems.map(({ field, text }) => ({ line: lineOf(entry, field), text }));
}

function lineOf(entry: RegistryEntry, field: string): number {
  const position = [...entry.fields].find(([name]) => name === field || ownName(name) === field)?.[1];
  return position?.line ?? entry.line;
}

function problemsOfNames(entry: RegistryEntry): readonly FieldProblem[] {
  const names = [...entry.fields.keys()];
  return names.flatMap((field) => {
    const name = ownName(field);
    if (SECRETS.has(name)) {
      return [{ field, text: `${name} has no place in a file. Use a role, or register the account in the database.` }];
    }
    if (!FIELDS.has(name)) return [{ field, text: `there is no field ${quote(field)}.` }];
    if (name !== field && names.includes(name))
      return [{ field, text: `${field} and ${name} are the same. Keep one.` }];
    return [];
  });
}

function problemsOfRecord(record: AccountRecord, values: EntryValues): readonly FieldProblem[] {
  const own = record.auth_type === 'profile' ? problemsOfProfile(record) : problemsOfRole(record, values);
  return [...own, ...problemsOfWays(values)];
}

function problemsOfProfile(record: AccountRecord): readonly FieldProblem[] {
  const { profile } = record;
  const named = typeof profile === 'string' && profile !== '';
  return [
    ...problemsOfAccountId(record),
    ...(named ? [] : [{ field: 'profile', text: 'profile must be the name of an AWS profile.' }]),
    ...problemsOfDetails(record),
  ];
}

function problemsOfRole(record: AccountRecord, values: EntryValues): readonly AccountProblem[] {
  const missing = !isSet(values.role_arn) && !isSet(record.role_arn);
  return problemsOfAccount(record as NewAccount).map((problem) =>
    missing && problem.field === 'role_arn' ? { field: 'role_arn', text: NO_ROLE } : problem,
  );
}

const NO_ROLE =
  'role_arn is missing. Add it, or set CROSS_ACCOUNT_ROLE_NAME where the role has the same name in every account.';

/** `auth_type` may be left out; said, it has to fit. */
function problemsOfWays({ auth_type, profile, role_arn, role }: EntryValues): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (isSet(auth_type) && auth_type !== 'iam_role' && auth_type !== 'profile') {
    problems.push({ field: 'auth_type', text: 'auth_type must be iam_role or profile.' });
  }
  if (isSet(profile) && (isSet(role_arn) || auth_type === 'iam_role')) {
    problems.push({ field: 'profile', text: 'an account has a profile or a role, not both.' });
  }
  if (isSet(role) && role !== 'central' && role !== 'workload') {
    problems.push({
      field: 'role',
      text: 'role must be central or workload. The name of an IAM role goes into role_arn.',
    });
  }
  return problems;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
