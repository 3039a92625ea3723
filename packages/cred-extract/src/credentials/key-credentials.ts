import type { AccountRecord, AwsCredentials } from '../account.ts';
import { AccountMismatchError, ConfigurationError, CredentialsRejectedError } from '../errors.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { Sts } from './sts.ts';
import { classifyStsFailure, isTransient } from './sts-failure.ts';

/**
 * The account's stored key pair, decrypted, and verified with GetCallerIdentity: a record may name one account and hold
 * the key of another.
 *
 * @throws CredentialDecryptionError, ConfigurationError when the record's secret cannot be read.
 * @throws CredentialsRejectedError when AWS does not accept the key pair, or cannot be asked (`retryable`).
 * @throws AccountMismatchError when the key belongs to another account.
 */
export async function decryptAccountKeys(
  sts: Sts,
  record: AccountRecord,
  keyring: Keyring,
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const { access_key_id: accessKeyId, secret_access_key_encrypted: ciphertext, account_id: accountId } = record;
  if (!accessKeyId || !ciphertext) {
    throw new ConfigurationError(`AWS account ${accountId} has no complete access key. Complete its record.`);
  }
  const credentials = { accessKeyId, secretAccessKey: await keyring.decrypt(ciphertext, accountId) };
  if ((await owner(sts, credentials, accountId, signal)) !== accountId) throw new AccountMismatchError(accountId);
  return credentials;
}

async function owner(sts: Sts, credentials: AwsCredentials, accountId: string, signal: AbortSignal) {
  try {
    return await sts.callerAccountId(credentials, signal);
  } catch (cause) {
    // Nobody waits any more.
    signal.throwIfAborted();
    throw new CredentialsRejectedError(accountId, { cause, retryable: isTransient(classifyStsFailure(cause)) });
  }
}
