import { hkdfSync } from 'node:crypto';
import { ConfigurationError } from '../errors.ts';

/** One key of `ENCRYPTION_KEY`, and what is derived from it. */
export interface EncryptionKey {
  /** Eight characters of base64url that name the key in a token and tell nothing about it. */
  readonly id: string;
  /** The 32 bytes as they were given: what Python's `cryptography` uses too. */
  readonly fernet: Uint8Array;
  /** 32 bytes for AES-256-GCM. Not the same, so that no key serves two algorithms. */
  readonly aes: Uint8Array;
}

const HOW_TO_MAKE_A_KEY =
  "Make one with: node -p \"crypto.randomBytes(32).toString('base64')\" (or Python's Fernet.generate_key()).";

/** 32 bytes are 43 characters of base64 or base64url, and one of padding that some tools leave out. */
const KEY = /^[\w+/-]{43}=?$/;

/**
 * The keys of a comma-separated list, newest first.
 *
 * @throws ConfigurationError that names `setting` when a key is not 32 bytes of base64 or base64url; repeats none.
 */
export function parseEncryptionKeys(text: string, setting: string): readonly EncryptionKey[] {
  const keys = text.split(',').map((key) => key.trim());
  if (!keys.every((key) => KEY.test(key))) {
    throw new ConfigurationError(
      `${setting} must be 32 bytes in base64, or several such keys with commas between them, the newest first. ${HOW_TO_MAKE_A_KEY}`,
    );
  }
  return keys.map((key) => encryptionKey(Buffer.from(key, 'base64')));
}

/** @throws ConfigurationError always. */
export function refuseForLackOfKey(): never {
  throw new ConfigurationError(
    `ENCRYPTION_KEY is not set, and stored secrets need it (or ENCRYPTION_KEY_SECRET_NAME). ${HOW_TO_MAKE_A_KEY}`,
  );
}

/** HKDF with SHA-256 and no salt, RFC 5869: the input is uniformly random, and `info` keeps the two outputs apart. */
function encryptionKey(key: Buffer): EncryptionKey {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', key, '', `mcp-multi-account/1/${purpose}`, bytes));
  return { id: derive('key-id', 6).toString('base64url'), fernet: key, aes: derive('aes-256-gcm', 32) };
}
