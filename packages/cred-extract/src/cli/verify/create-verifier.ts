import type { AccountRecord } from '../../account.ts';
import { createAccounts } from '../../credentials/create-accounts.ts';
import { createSts } from '../../credentials/sts.ts';
import type { Environment } from '../../environment.ts';
import { pacedSts } from './paced-sts.ts';
import { recordSource } from './record-source.ts';
import type { Verifier } from './verify-accounts.ts';

/** Sessions of `records`, made as servers with `environment` make them, whoever would be allowed to. */
export function createVerifier(records: readonly AccountRecord[], environment: Environment): Verifier {
  // The policy is about callers, and here nobody calls.
  const { ACCOUNT_POLICY: _policy, ...env } = environment;
  const sts = pacedSts(createSts(env));
  return { sts, accounts: createAccounts({ env, sts, source: recordSource(records) }) };
}
