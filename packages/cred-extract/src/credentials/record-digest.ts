import { createHash } from 'node:crypto';
import type { AccountRecord } from '../account.ts';

/**
 * Identifies the way to an account by everything that decides it, so that a changed record never meets a cached session
 * of its former self. A digest, because an external ID has no business in a map's keys.
 */
export function recordDigest(record: AccountRecord): string {
  const decisive = [
    record.account_id,
    record.auth_type,
    record.access_key_id ?? null,
    record.secret_access_key_encrypted ?? null,
    record.role_arn ?? null,
    record.external_id ?? null,
    record.session_duration ?? null,
    record.profile ?? null,
    record.revision ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(decisive)).digest('base64url');
}
