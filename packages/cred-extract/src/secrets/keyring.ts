import type { Environment } from '../environment.ts';
import { ConfigurationError, CredentialDecryptionError, isCredentialExtractionError } from '../errors.ts';
import type { EncryptionKey } from './encryption-keys.ts';
import { decryptFernet, encryptFernet, InvalidFernetTokenError } from './fernet.ts';
import { decryptGcm, encryptGcm, gcmKeyId, isGcmToken } from './gcm-token.ts';
import { type KeySource, keySource } from './key-source.ts';
import { type KmsKey, parseKmsKeys } from './kms-keys.ts';
import { decryptKms, encryptKms, isKmsToken, kmsKeyTag } from './kms-token.ts';

/** Encrypts and decrypts the secrets of the account store. Holds the keys; nothing prints them. */
export interface Keyring {
  /**
   * A token in the chosen format, under the newest key.
   *
   * @throws ConfigurationError when no key is set, or AWS does not let the server use it.
   * @throws CredentialDecryptionError, `retryable`, when AWS cannot be asked for the key.
   */
  encrypt(plaintext: string, accountId: string): Promise<string>;
  /**
   * The text of a token of any format, under any of the keys.
   *
   * @throws CredentialDecryptionError when the token is damaged, of another key or of another account.
   * @throws the errors of `encrypt`.
   */
  decrypt(token: string, accountId: string): Promise<string>;
  /** Whether `encrypt` would use the same format and key. @throws the errors of `encrypt` */
  isCurrent(token: string): Promise<boolean>;
}

export interface KeyringOptions {
  /** One key or several, comma-separated, newest first. Default: `ENCRYPTION_KEY` of `env`, else the secret it names. */
  readonly encryptionKey?: string | undefined;
  readonly env: Environment;
}

/** `SECRET_FORMAT`. Tokens of the others are read all the same. */
type SecretFormat = 'aes-256-gcm' | 'fernet' | 'kms';

interface Keys {
  readonly format: SecretFormat;
  readonly source: KeySource;
  readonly kms: readonly KmsKey[];
}

/**
 * A keyring as the environment describes it: `ENCRYPTION_KEY`, `ENCRYPTION_KEY_SECRET_NAME`, `ENCRYPTION_KMS_KEY_ID` and
 * `SECRET_FORMAT`. Keys are read when they are first needed, because a store that holds only roles needs none.
 *
 * @throws ConfigurationError when these settings contradict one another.
 */
export function createKeyring({ encryptionKey, env }: KeyringOptions): Keyring {
  const kms = env.ENCRYPTION_KMS_KEY_ID?.trim() ? parseKmsKeys(env.ENCRYPTION_KMS_KEY_ID, env) : [];
  const keys: Keys = { format: secretFormat(env, kms), source: keySource(encryptionKey, env), kms };
  return {
    encrypt: (plaintext, accountId) => encrypt(keys, plaintext, accountId),
    // A token that was pasted into a database by hand often ends in a line break.
    decrypt: (token, accountId) => decryptOrExplain(keys, token.trim(), accountId),
    isCurrent: (token) => isCurrent(keys, token.trim()),
  };
}

function secretFormat(env: Environment, kms: readonly KmsKey[]): SecretFormat {
  const format = env.SECRET_FORMAT?.trim() || (kms.length > 0 ? 'kms' : 'aes-256-gcm');
  if (format === 'kms' && kms.length === 0) {
    throw new ConfigurationError('SECRET_FORMAT=kms needs ENCRYPTION_KMS_KEY_ID.');
  }
  if (format === 'aes-256-gcm' || format === 'fernet' || format === 'kms') return format;
  throw new ConfigurationError('SECRET_FORMAT must be aes-256-gcm, fernet or kms.');
}

async function encrypt({ format, source, kms }: Keys, plaintext: string, accountId: string): Promise<string> {
  switch (format) {
    case 'kms':
      return encryptKms(kms[0] as KmsKey, plaintext, accountId);
    case 'fernet':
      return encryptFernet(newest(await source.latest()).fernet, plaintext);
    case 'aes-256-gcm':
      return encryptGcm(newest(await source.latest()), plaintext, accountId);
  }
}

async function decryptOrExplain(keys: Keys, token: string, accountId: string): Promise<string> {
  try {
    return await decrypt(keys, token, accountId);
  } catch (cause) {
    throw isCredentialExtractionError(cause) ? cause : new CredentialDecryptionError({ cause });
  }
}

async function decrypt({ source, kms }: Keys, token: string, accountId: string): Promise<string> {
  if (isKmsToken(token)) return decryptKms(kms, token, accountId);
  try {
    return decryptWith(await source.known(), token, accountId);
  } catch (error) {
    if (isCredentialExtractionError(error)) throw error;
    // Whoever wrote it may have a key that is newer than the ones read here.
    const renewed = await source.renewedFor(token);
    if (!renewed) throw error;
    return decryptWith(renewed, token, accountId);
  }
}

function decryptWith(keys: readonly EncryptionKey[], token: string, accountId: string): string {
  if (isGcmToken(token)) return decryptGcm(keys, token, accountId);
  const key = keys.find((candidate) => opensFernet(candidate, token)) ?? newest(keys);
  return decryptFernet(key.fernet, token);
}

async function isCurrent({ format, source, kms }: Keys, token: string): Promise<boolean> {
  switch (format) {
    case 'kms':
      return isKmsToken(token) && kmsKeyTag(token) === kms[0]?.tag;
    case 'fernet':
      return opensFernet(newest(await source.latest()), token);
    case 'aes-256-gcm':
      return isGcmToken(token) && gcmKeyId(token) === newest(await source.latest()).id;
  }
}

/** A Fernet token does not say whose it is. */
function opensFernet(key: EncryptionKey, token: string): boolean {
  try {
    decryptFernet(key.fernet, token);
    return true;
  } catch (error) {
    if (error instanceof InvalidFernetTokenError) return false;
    throw error;
  }
}

/** A list of keys has at least one. */
function newest(keys: readonly EncryptionKey[]): EncryptionKey {
  return keys[0] as EncryptionKey;
}
