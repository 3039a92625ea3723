import { createHash } from 'node:crypto';

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * What follows the four-letter prefix of an AWS identifier: 16 characters of base 32, from the first 16 bytes.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function identifier(bytes: Buffer): string {
  return [...bytes.subarray(0, 16)].map((byte) => BASE_32[byte % 32]).join('');
}

/** The same name gets the same identifier in every run. */
export function identifierFor(name: string): string {
  return identifier(createHash('sha256').update(name).digest());
}
