import type { AccountRecord, AccountSource } from '../account.ts';
import { ConfigurationError } from '../errors.ts';
import { problemsOfAccount } from './new-account.ts';

/** A role that has the same name in every account. */
export interface RoleConvention {
  /** The role's name, with its path if it has one: `McpTarget`, `team/McpTarget`. */
  readonly roleName: string;
  /** Default `aws`. */
  readonly partition?: string;
  /** The external ID that every account's role asks for. */
  readonly externalId?: string;
}

export interface RoleNameOptions extends RoleConvention {
  /** The accounts there are. Default: any 12 digits, so that only the roles' trust policies decide who can be reached. */
  readonly accountIds?: readonly string[] | undefined;
  /** The accounts' region. Default: none, and the clients' own stays. */
  readonly region?: string;
}

/**
 * Every account that has a role of this name.
 *
 * @throws ConfigurationError when an option cannot be right.
 */
export function roleNameSource(options: RoleNameOptions): AccountSource {
  const { accountIds, region } = options;
  checkConvention(options);
  const wrong = accountIds?.find((accountId) => !/^[0-9]{12}$/.test(accountId));
  if (wrong !== undefined) throw new ConfigurationError('CROSS_ACCOUNT_IDS must be account IDs of 12 digits.');
  const allowed = accountIds && new Set(accountIds);
  const record = (accountId: string) => ({ ...conventionalRecord(options, accountId), region: region ?? null });

  return {
    find: async (target) => {
      if (target.kind === 'alias' || allowed?.has(target.accountId) === false) return [];
      return [record(target.accountId)];
    },
    ...(allowed && { list: async () => [...allowed].map(record) }),
  };
}

/** @throws ConfigurationError when no account's role can be called so. */
export function checkConvention(convention: RoleConvention): void {
  const [problem] = problemsOfAccount(conventionalRecord(convention, '000000000000'));
  if (problem?.field === 'external_id') throw new ConfigurationError(`CROSS_ACCOUNT_EXTERNAL_ID: ${problem.text}`);
  if (problem || /^\/|\/\/|\/$/.test(convention.roleName)) {
    throw new ConfigurationError('CROSS_ACCOUNT_ROLE_NAME must be the name of an IAM role (McpTarget), not its ARN.');
  }
}

export function conventionalRecord(convention: RoleConvention, accountId: string): AccountRecord {
  const { roleName, partition = 'aws', externalId } = convention;
  return {
    account_id: accountId,
    auth_type: 'iam_role',
    role_arn: `arn:${partition}:iam::${accountId}:role/${roleName}`,
    external_id: externalId ?? null,
  };
}
