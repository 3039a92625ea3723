import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Bytes of a Fernet token, version 0x80: version, timestamp, IV, ciphertext, HMAC. https://github.com/fernet/spec */
const VERSION = 0x80;
const TIMESTAMP_AT = 1;
const IV_AT = 9;
const CIPHERTEXT_AT = 25;
const HMAC_LENGTH = 32;
const BLOCK_LENGTH = 16;

/** Seconds that the clock of the encrypting machine may be ahead; the figure of Python's `cryptography`. */
const MAX_CLOCK_SKEW = 60;

export interface FernetEncryptOptions {
  /** Default: the present. */
  readonly now?: Date;
  /** 16 bytes. Default: random, and only a test has reason to choose. */
  readonly iv?: Uint8Array;
}

export interface FernetDecryptOptions {
  /** Refuse tokens older than this. Default: a token of any age is good, as a stored secret does not expire. */
  readonly ttlSeconds?: number;
  /** Default: the present. */
  readonly now?: Date;
}

/** The text is no token of this key. `message` says why and repeats neither. */
export class InvalidFernetTokenError extends Error {
  static {
    this.prototype.name = 'InvalidFernetTokenError';
  }
}

/** Encrypts UTF-8 text. `key` is 32 bytes: 16 to sign, then 16 to encrypt. */
export function encryptFernet(key: Uint8Array, plaintext: string, options: FernetEncryptOptions = {}): string {
  const { now = new Date(), iv = randomBytes(BLOCK_LENGTH) } = options;
  const timestamp = Buffer.alloc(8);
  timestamp.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 1000)));
  const cipher = createCipheriv('aes-128-cbc', encryptionKey(key), iv);
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  const signed = Buffer.concat([Buffer.of(VERSION), timestamp, iv, ciphertext]);
  return toPaddedBase64Url(Buffer.concat([signed, hmac(key, signed)]));
}

/**
 * The UTF-8 text of a token.
 *
 * @throws InvalidFernetTokenError when the token is malformed, signed by another key, or outside `ttlSeconds`.
 */
export function decryptFernet(key: Uint8Array, token: string, options: FernetDecryptOptions = {}): string {
  const bytes = tokenBytes(token);
  const signed = bytes.subarray(0, -HMAC_LENGTH);
  if (!timingSafeEqual(hmac(key, signed), bytes.subarray(-HMAC_LENGTH))) {
    throw new InvalidFernetTokenError('The signature does not match: another key, or a changed token.');
  }
  checkAge(signed, options);
  return decryptCiphertext(key, signed);
}

function tokenBytes(token: string): Buffer {
  const bytes = Buffer.from(token, 'base64url');
  // Buffer skips what is not base64url. A token that does not encode back to itself was damaged or edited.
  if (toPaddedBase64Url(bytes) !== token) throw new InvalidFernetTokenError('The token is not padded base64url.');
  if (bytes[0] !== VERSION) throw new InvalidFernetTokenError('The token is not of version 0x80.');
  const blocks = (bytes.length - CIPHERTEXT_AT - HMAC_LENGTH) / BLOCK_LENGTH;
  if (blocks < 1 || !Number.isInteger(blocks)) throw new InvalidFernetTokenError('The token is cut short.');
  return bytes;
}

function checkAge(signed: Buffer, { ttlSeconds, now = new Date() }: FernetDecryptOptions): void {
  if (ttlSeconds === undefined) return;
  const created = Number(signed.readBigUInt64BE(TIMESTAMP_AT));
  const seconds = Math.floor(now.getTime() / 1000);
  if (created + ttlSeconds < seconds) throw new InvalidFernetTokenError('The token has expired.');
  if (seconds + MAX_CLOCK_SKEW < created) throw new InvalidFernetTokenError('The token is from the future.');
}

function decryptCiphertext(key: Uint8Array, signed: Buffer): string {
  const decipher = createDecipheriv('aes-128-cbc', encryptionKey(key), signed.subarray(IV_AT, CIPHERTEXT_AT));
  try {
    const plaintext = Buffer.concat([decipher.update(signed.subarray(CIPHERTEXT_AT)), decipher.final()]);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext);
  } catch (cause) {
    throw new InvalidFernetTokenError('The token does not hold UTF-8 text.', { cause });
  }
}

function hmac(key: Uint8Array, signed: Uint8Array): Buffer {
  return createHmac('sha256', key.subarray(0, 16)).update(signed).digest();
}

function encryptionKey(key: Uint8Array): Uint8Array {
  return key.subarray(16);
}

/** Fernet keeps the padding that Node's `base64url` leaves out. */
function toPaddedBase64Url(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
