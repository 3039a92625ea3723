import { createHash } from 'node:crypto';
import type { AccountRecord } from '../account.ts';

const keys = new WeakMap<AccountRecord, string>();

/**
 * Identifies a session by everything that decides what it may do, so that a changed record never meets a cached session
 * of its former self. A digest, because an external ID has no business in a map's keys.
 */
export function sessionKey(record: AccountRecord): string {
  let key = keys.get(record);
  if (key === undefined) {
    key = digest(record);
    keys.set(record, key);
  }
  return key;
}

function digest(record: AccountRecord): string {
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
