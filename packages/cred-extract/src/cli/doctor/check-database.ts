import type { AccountRecord } from '../../account.ts';
import { openAccountStore } from '../../accounts/sql/sql-account-store.ts';
import type { Environment } from '../../environment.ts';
import { DatabaseConnectionError } from '../../errors.ts';
import { describeFailure } from '../failure.ts';
import { counted } from '../output.ts';
import { type Check, failed, ok, warning } from './check.ts';

/** Problems of rows that are told; the rest is counted. */
const MAX_TOLD = 3;

export interface DatabaseCheck {
  readonly check: Check;
  /** The accounts of the database, as far as it could be read. */
  readonly records: readonly AccountRecord[];
}

/** Whether the database is there, lets the server in and has its tables. */
export async function checkDatabase(env: Environment): Promise<DatabaseCheck> {
  const store = openAccountStore({ env });
  try {
    const records = await store.list();
    return { records, check: checkOf(records, await store.problems()) };
  } catch (error) {
    return { records: [], check: failed('database', messageOf(error), fixOf(error), 'database_error') };
  } finally {
    await store.close();
  }
}

function checkOf(records: readonly AccountRecord[], problems: readonly string[]): Check {
  if (problems.length > 0) {
    const message = `${counted(problems.length, 'row')} cannot be used. ${problems.slice(0, MAX_TOLD).join(' ')}`;
    return warning('database', message, 'Correct them in the database, or register these accounts anew.');
  }
  if (records.length > 0) return ok('database', `it can be read, and has ${counted(records.length, 'account')}`);
  return warning(
    'database',
    'it has no accounts',
    'mcp-accounts init creates it; mcp-accounts add and import fill it.',
  );
}

function messageOf(error: unknown): string {
  const code = codeOf(error);
  return `${describeFailure(error).message}${code ? ` (${code})` : ''}`;
}

function codeOf(error: unknown): string | undefined {
  const { cause } = (error ?? {}) as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : undefined;
}

function fixOf(error: unknown): string {
  if (!(error instanceof DatabaseConnectionError)) return 'Run mcp-accounts migrate once, or correct DATABASE_URL.';
  if (error.retryable) {
    return 'Check the host and port of DATABASE_URL, that the database runs, and that this machine may reach it (security group, VPC, DNS).';
  }
  return 'Check DATABASE_URL or RDS_SECRET_NAME. A SQLite file that does not exist is created by mcp-accounts init.';
}
