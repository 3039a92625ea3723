import type { AccountRecord } from '../../account.ts';
import { openAccountSources } from '../../credentials/account-sources.ts';
import type { Environment } from '../../environment.ts';
import { DatabaseConnectionError } from '../../errors.ts';
import { findRecord } from '../accounts-of-environment.ts';
import { describeFailure } from '../failure.ts';
import { counted } from '../output.ts';
import { type Check, failed, ok, warning } from './check.ts';

export interface AccountsCheck {
  readonly check: Check;
  /** All that the sources list. */
  readonly records: readonly AccountRecord[];
  /** The one to try: `target`, else the first that is enabled. */
  readonly example: AccountRecord | undefined;
}

/** Whether the sources know an account that calls can name. */
export async function checkAccounts(env: Environment, target: string | undefined): Promise<AccountsCheck> {
  const source = openAccountSources({ env });
  try {
    const records = (await source.list?.()) ?? [];
    const example = target === undefined ? undefined : await findRecord(source, target);
    return {
      records,
      check: checkOf(records, source.list !== undefined),
      example: example ?? records.find(({ enabled }) => enabled !== false),
    };
  } catch (error) {
    const mode = error instanceof DatabaseConnectionError ? 'database_error' : 'account_not_found';
    return {
      records: [],
      check: failed('accounts', describeFailure(error).message, REGISTER, mode),
      example: undefined,
    };
  } finally {
    await source.close?.();
  }
}

const REGISTER = 'mcp-accounts list shows the accounts there are; mcp-accounts add and import register more.';

function checkOf(records: readonly AccountRecord[], isListed: boolean): Check {
  if (!isListed) return ok('accounts', 'every account that has the role of CROSS_ACCOUNT_ROLE_NAME');
  const enabled = records.filter((record) => record.enabled !== false).length;
  if (records.length === 0) return failed('accounts', 'no account is registered', REGISTER, 'account_not_found');
  if (enabled === 0) {
    return warning(
      'accounts',
      `all of ${counted(records.length, 'account')} are disabled`,
      'mcp-accounts enable <account>',
    );
  }
  const shared = sharedAliases(records);
  const message = `${counted(records.length, 'account')}, ${enabled} enabled`;
  if (shared.length === 0) return ok('accounts', message);
  return warning(
    'accounts',
    `${message}; more than one is called ${shared
      .slice(0, 3)
      .map((alias) => JSON.stringify(alias))
      .join(', ')}`,
    'A call that names such an alias is refused. Give each account a name of its own.',
  );
}

function sharedAliases(records: readonly AccountRecord[]): readonly string[] {
  const aliases = records.flatMap(({ alias }) => (alias ? [alias] : []));
  const seen = new Set<string>();
  return [...new Set(aliases.filter((alias) => seen.has(alias) || !seen.add(alias)))];
}
