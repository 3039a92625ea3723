import type { AccountRecord } from '../../account.ts';
import { mapFewAtOnce } from '../../accounts/few-at-once.ts';
import type { Environment } from '../../environment.ts';
import { CredentialDecryptionError } from '../../errors.ts';
import { createKeyring, type Keyring } from '../../secrets/keyring.ts';
import { describeFailure } from '../failure.ts';
import { counted } from '../output.ts';
import { type Check, failed, ok, skipped, warning } from './check.ts';

/** Account IDs of a message; the rest is counted. */
const MAX_NAMED = 5;

/** Whether every stored secret opens with the keys that are set. */
export async function checkKeys(records: readonly AccountRecord[], env: Environment): Promise<Check> {
  const encrypted = records.filter((record) => record.auth_type === 'aksk' && record.secret_access_key_encrypted);
  if (encrypted.length === 0) return skipped('key', 'no account has a stored secret, so that none is needed');
  try {
    const keyring = createKeyring({ env });
    const states = await mapFewAtOnce(encrypted, (record) => stateOf(record, keyring));
    const closed = encrypted.filter((_, index) => states[index] === 'closed');
    if (closed.length > 0) return cannotOpen(closed, encrypted.length);
    const old = states.filter((state) => state === 'old').length;
    if (old > 0)
      return warning(
        'key',
        `${old} of ${counted(encrypted.length, 'secret')} open with an older key or format`,
        'mcp-accounts rekey',
      );
    return ok(
      'key',
      `it opens ${encrypted.length === 1 ? 'the one' : `all ${encrypted.length}`} stored secret${encrypted.length === 1 ? '' : 's'}`,
    );
  } catch (error) {
    return failed(
      'key',
      describeFailure(error).message,
      'Set ENCRYPTION_KEY to the key that the secrets were encrypted with.',
      'credential_error',
    );
  }
}

async function stateOf(record: AccountRecord, keyring: Keyring): Promise<'current' | 'old' | 'closed'> {
  const token = record.secret_access_key_encrypted as string;
  try {
    await keyring.decrypt(token, record.account_id);
    return (await keyring.isCurrent(token)) ? 'current' : 'old';
  } catch (error) {
    if (error instanceof CredentialDecryptionError && !error.retryable) return 'closed';
    throw error;
  }
}

function cannotOpen(closed: readonly AccountRecord[], total: number): Check {
  const names = closed.slice(0, MAX_NAMED).map(({ account_id }) => account_id);
  const more = closed.length > MAX_NAMED ? ' and others' : '';
  return failed(
    'key',
    `no key opens ${closed.length} of ${counted(total, 'stored secret')}: ${names.join(', ')}${more}`,
    'Add the key they were encrypted with to ENCRYPTION_KEY (newest first, with commas between), or add these accounts anew with mcp-accounts add --replace.',
    'credential_error',
  );
}
