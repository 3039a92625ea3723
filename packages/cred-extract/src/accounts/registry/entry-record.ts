import type { AccountRecord } from '../../account.ts';
import { conventionalRecord, type RoleConvention } from '../role-name-source.ts';
import type { RegistryEntry } from './read-entries.ts';

/** What the registry of the seed project calls a field. */
const OTHER_NAMES: Readonly<Record<string, string>> = { id: 'account_id', name: 'alias' };

/** The fields of an entry under this library's names. */
export type EntryValues = Partial<Record<string, unknown>>;

/** The account that an entry describes. What it says is not checked yet. */
export function entryRecord(values: EntryValues, convention: RoleConvention | undefined): AccountRecord {
  const isProfile = values.auth_type === 'profile' || isSet(values.profile);
  return isProfile ? profileAccount(values) : roleAccount(values, convention);
}

export function entryValues(entry: RegistryEntry): EntryValues {
  return Object.fromEntries([...entry.fields].map(([name, { value }]) => [ownName(name), value]));
}

export function ownName(name: string): string {
  return Object.hasOwn(OTHER_NAMES, name) ? (OTHER_NAMES[name] as string) : name;
}

function details(values: EntryValues): Omit<AccountRecord, 'auth_type'> {
  const { account_id, alias, external_id, region, session_duration, environment, tags, enabled } = values;
  // What they are is checked before anybody uses them.
  return {
    account_id,
    alias,
    external_id,
    region,
    session_duration,
    environment,
    tags,
    enabled: enabled ?? true,
  } as Omit<AccountRecord, 'auth_type'>;
}

function profileAccount(values: EntryValues): AccountRecord {
  return { ...details(values), auth_type: 'profile', profile: values.profile as string };
}

function roleAccount(values: EntryValues, convention: RoleConvention | undefined): AccountRecord {
  const account = details(values);
  const usual = convention && !isSet(values.role_arn) ? conventionalRecord(convention, account.account_id) : undefined;
  return {
    ...account,
    auth_type: 'iam_role',
    role_arn: usual?.role_arn ?? (values.role_arn as string),
    external_id: account.external_id ?? usual?.external_id ?? null,
  };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
