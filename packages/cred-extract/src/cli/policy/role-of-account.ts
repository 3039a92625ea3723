import type { AccountRecord } from '../../account.ts';
import { partitionOf } from '../../accounts/partition.ts';
import { checkConvention } from '../../accounts/role-name-source.ts';
import type { Environment } from '../../environment.ts';
import { Refusal } from '../refusal.ts';

/** The role that an account has, or is to get. */
export interface AccountRole {
  readonly partition: string;
  /** `/`, or `/team/`. */
  readonly path: string;
  readonly name: string;
  /** Whether its trust policy is to ask for an external ID. */
  readonly hasExternalId: boolean;
}

/**
 * The role of a record; for an account that is not registered, `roleName` or the convention of the environment.
 *
 * @throws Refusal when nothing says what the role is called.
 */
export function roleOfAccount(
  record: AccountRecord | undefined,
  roleName: string | undefined,
  env: Environment,
): AccountRole {
  const registered = record?.auth_type === 'iam_role' ? parseRoleArn(record.role_arn) : undefined;
  if (registered && roleName === undefined) return { ...registered, hasExternalId: Boolean(record?.external_id) };
  const named = roleName ?? env.CROSS_ACCOUNT_ROLE_NAME?.trim();
  if (!named) {
    throw new Refusal('No role is known for this account. Give --role-name, or set CROSS_ACCOUNT_ROLE_NAME.');
  }
  checkConvention({ roleName: named });
  const partition = registered?.partition ?? partitionOf(env.AWS_REGION || env.AWS_DEFAULT_REGION);
  // A role that is still to be made had better ask for one.
  return { partition, ...pathAndName(named), hasExternalId: true };
}

function parseRoleArn(arn: string | null | undefined): Omit<AccountRole, 'hasExternalId'> | undefined {
  const [, partition, rest] = /^arn:([\w-]+):iam::[0-9]{12}:role\/(.+)$/.exec(arn ?? '') ?? [];
  return partition && rest ? { partition, ...pathAndName(rest) } : undefined;
}

function pathAndName(text: string): { readonly path: string; readonly name: string } {
  const end = text.lastIndexOf('/');
  return { path: end === -1 ? '/' : `/${text.slice(0, end)}/`, name: text.slice(end + 1) };
}
