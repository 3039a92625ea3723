import type { AccountRecord } from '../../account.ts';
import type { Environment } from '../../environment.ts';
import { accountName } from '../account-view.ts';
import { createVerifier } from '../verify/create-verifier.ts';
import { verifyAccount } from '../verify/verify-accounts.ts';
import { type Check, type FailureMode, failed, ok } from './check.ts';

/** One account from end to end, though it is disabled. */
export async function checkAccount(record: AccountRecord, env: Environment): Promise<Check> {
  const enabled = { ...record, enabled: true };
  const { error } = await verifyAccount(enabled, createVerifier([enabled], env));
  if (error === null) return ok('account', `${accountName(record)} can be used`);
  const [mode, fix] = CONSEQUENCES[error.code] ?? ['assume_role_error', null];
  return failed('account', `${accountName(record)}: ${error.message}`, fix, mode);
}

const CONSEQUENCES: Readonly<Record<string, readonly [mode: FailureMode, fix: string]>> = {
  ASSUME_ROLE_FAILED: [
    'assume_role_error',
    'mcp-accounts policy <account> prints what the role has to trust. The server itself needs sts:AssumeRole on it.',
  ],
  CREDENTIAL_DECRYPTION_FAILED: [
    'credential_error',
    'Set ENCRYPTION_KEY to the key that the secret was encrypted with.',
  ],
  CREDENTIALS_REJECTED: ['credential_error', 'Make a new access key, and store it with mcp-accounts add --replace.'],
  PROFILE_CREDENTIALS_FAILED: ['credential_error', 'Correct the profile in ~/.aws/config.'],
  ACCOUNT_MISMATCH: ['credential_error', 'Its role or access key is of another account. Register the right one.'],
  DATABASE_UNAVAILABLE: ['database_error', 'Check DATABASE_URL.'],
};
