import type { EncryptionKey } from './encryption-keys.ts';
import { InvalidSealedTextError, openText, sealText } from './sealed-text.ts';

/** The first part of a token, and its version. */
const PREFIX = 'gcm1.';

/**
 * A secret as `gcm1.<key ID>.<base64url of nonce, ciphertext, tag>`. Header and account ID are authenticated with it, so
 * that a token opens only in the record it was made for.
 */
export function encryptGcm(key: EncryptionKey, plaintext: string, accountId: string): string {
  const header = PREFIX + key.id;
  return `${header}.${sealText(key.aes, plaintext, context(header, accountId))}`;
}

/** @throws InvalidSealedTextError when no key of `keys` made the token for this account. */
export function decryptGcm(keys: readonly EncryptionKey[], token: string, accountId: string): string {
  const id = gcmKeyId(token);
  const key = keys.find((candidate) => candidate.id === id);
  if (!key) throw new InvalidSealedTextError('None of the keys made this token.');
  const header = PREFIX + key.id;
  return openText(key.aes, token.slice(header.length + 1), context(header, accountId));
}

export function isGcmToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

export function gcmKeyId(token: string): string | undefined {
  return token.split('.')[1];
}

function context(header: string, accountId: string): string {
  return `${header}:${accountId}`;
}
