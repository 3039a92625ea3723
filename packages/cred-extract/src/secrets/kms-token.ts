import type { KmsKey } from './kms-keys.ts';
import { InvalidSealedTextError, openText, sealText } from './sealed-text.ts';

/** The first part of a token, and its version. */
const PREFIX = 'kms1.';

/**
 * A secret as `kms1.<key tag>.<encrypted data key>.<base64url of nonce, ciphertext, tag>`, under a data key of its own.
 * KMS hands the data key out only for the same account ID, and the text opens only with it.
 */
export async function encryptKms(key: KmsKey, plaintext: string, accountId: string): Promise<string> {
  const dataKey = await key.generate(accountId);
  const header = `${PREFIX}${key.tag}.${Buffer.from(dataKey.encrypted).toString('base64url')}`;
  try {
    return `${header}.${sealText(dataKey.plaintext, plaintext, `${header}:${accountId}`)}`;
  } finally {
    dataKey.plaintext.fill(0);
  }
}

/** @throws InvalidSealedTextError when no key of `keys` made the token for this account; the errors of KmsKey. */
export async function decryptKms(keys: readonly KmsKey[], token: string, accountId: string): Promise<string> {
  const [, , encrypted = '', sealed = ''] = token.split('.');
  const dataKey = await openDataKey(keys, token, Buffer.from(encrypted, 'base64url'), accountId);
  try {
    return openText(dataKey, sealed, `${token.slice(0, -sealed.length - 1)}:${accountId}`);
  } finally {
    dataKey.fill(0);
  }
}

export function isKmsToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

export function kmsKeyTag(token: string): string | undefined {
  return token.split('.')[1];
}

/** The key that the token names is asked first; the same key may be configured by another name today. */
async function openDataKey(
  keys: readonly KmsKey[],
  token: string,
  encrypted: Uint8Array,
  accountId: string,
): Promise<Uint8Array> {
  if (encrypted.length === 0) throw new InvalidSealedTextError('The token has no data key.');
  const tag = kmsKeyTag(token);
  const named = keys.filter((key) => key.tag === tag);
  for (const key of [...named, ...keys.filter((key) => key.tag !== tag)]) {
    const dataKey = await key.decrypt(encrypted, accountId);
    if (dataKey) return dataKey;
  }
  throw new InvalidSealedTextError('None of the KMS keys made this token for this account.');
}
