import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Bytes, as NIST SP 800-38D recommends for GCM: a random nonce of 96 bits, and the whole tag. */
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** The text is no sealed text of this key and context. `message` says why and repeats neither. */
export class InvalidSealedTextError extends Error {
  static {
    this.prototype.name = 'InvalidSealedTextError';
  }
}

/** AES-256-GCM as base64url of nonce, ciphertext and tag. `key` is 32 bytes; `context` must be the same to open it. */
export function sealText(key: Uint8Array, plaintext: string, context: string): string {
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH });
  cipher.setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]).toString('base64url');
}

/** @throws InvalidSealedTextError when it was changed, or sealed with another key or in another context. */
export function openText(key: Uint8Array, sealed: string, context: string): string {
  const bytes = sealedBytes(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_LENGTH), {
    authTagLength: TAG_LENGTH,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(-TAG_LENGTH));
  try {
    const plaintext = [decipher.update(bytes.subarray(NONCE_LENGTH, -TAG_LENGTH)), decipher.final()];
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(plaintext));
  } catch {
    throw new InvalidSealedTextError('Another key, another account, or a changed token.');
  }
}

function sealedBytes(sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  // Buffer skips what is not base64url. What does not encode back to itself was damaged or edited.
  if (bytes.toString('base64url') !== sealed) throw new InvalidSealedTextError('The token is not base64url.');
  if (bytes.length < NONCE_LENGTH + TAG_LENGTH) throw new InvalidSealedTextError('The token is cut short.');
  return bytes;
}
