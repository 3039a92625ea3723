import { namesFromEnvironment } from '../../credentials/source-names.ts';
import type { Environment } from '../../environment.ts';
import { type Check, skipped } from './check.ts';
import { checkAccount } from './check-account.ts';
import { type AccountsCheck, checkAccounts } from './check-accounts.ts';
import { checkClock } from './check-clock.ts';
import { checkDatabase } from './check-database.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkIdentity } from './check-identity.ts';
import { checkKeys } from './check-keys.ts';

/** Every check, in the order in which a call depends on what they look at. */
export async function runChecks(env: Environment, target: string | undefined): Promise<readonly Check[]> {
  const environment = await checkEnvironment(env);
  if (environment.status === 'failed') return [environment];
  const [stored, accounts, identity, clock] = await Promise.all([
    checkStored(env),
    checkAccounts(env, target),
    checkIdentity(env),
    checkClock(env),
  ]);
  return [environment, ...stored, accounts.check, identity, clock, await checkExample(accounts, env)];
}

async function checkStored(env: Environment): Promise<readonly Check[]> {
  if (!namesFromEnvironment(env).includes('sql')) return [skipped('database', 'ACCOUNT_SOURCES does not name it')];
  const { check, records } = await checkDatabase(env);
  if (check.status === 'failed') return [check, skipped('key', 'the stored secrets cannot be read')];
  return [check, await checkKeys(records, env)];
}

async function checkExample({ example }: AccountsCheck, env: Environment): Promise<Check> {
  return example ? checkAccount(example, env) : skipped('account', 'there is none to try');
}
