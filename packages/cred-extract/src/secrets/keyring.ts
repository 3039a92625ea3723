import { ConfigurationError, CredentialDecryptionError } from '../errors.ts';
import { decryptFernet, encryptFernet } from './fernet.ts';

/** Encrypts and decrypts the secrets of the account store. Holds the key; nothing prints it. */
export interface Keyring {
  /**
   * A Fernet token that Python's `cryptography` can read under the same key.
   *
   * @throws ConfigurationError when no key is set.
   */
  encrypt(plaintext: string): string;
  /**
   * @throws CredentialDecryptionError when the token is damaged or of another key.
   * @throws ConfigurationError when no key is set.
   */
  decrypt(token: string): string;
}

const HOW_TO_MAKE_A_KEY =
  "Make one with: node -p \"crypto.randomBytes(32).toString('base64')\" (or Python's Fernet.generate_key()).";

/** 32 bytes are 43 characters of base64 or base64url, and one of padding that some tools leave out. */
const KEY = /^[\w+/-]{43}=?$/;

/**
 * A keyring of one Fernet key, as in `ENCRYPTION_KEY`. Without a key there is still a keyring, because a store that
 * holds only roles needs none; it refuses to work.
 *
 * @throws ConfigurationError when the key is not 32 bytes of base64 or base64url.
 */
export function createKeyring(encryptionKey: string | undefined): Keyring {
  const text = encryptionKey?.trim();
  if (!text) return { encrypt: refuse, decrypt: refuse };
  if (!KEY.test(text)) {
    throw new ConfigurationError(`ENCRYPTION_KEY must be 32 bytes in base64. ${HOW_TO_MAKE_A_KEY}`);
  }
  const key = Buffer.from(text, 'base64');
  return {
    encrypt: (plaintext) => encryptFernet(key, plaintext),
    decrypt: (token) => decryptOrExplain(key, token),
  };
}

function refuse(): never {
  throw new ConfigurationError(`ENCRYPTION_KEY is not set, and stored secrets need it. ${HOW_TO_MAKE_A_KEY}`);
}

function decryptOrExplain(key: Uint8Array, token: string): string {
  try {
    // A token that was pasted into a database by hand often ends in a line break.
    return decryptFernet(key, token.trim());
  } catch (cause) {
    throw new CredentialDecryptionError({ cause });
  }
}
