import type { AccountRecord } from '../account.ts';
import { AccountAccessDeniedError } from '../errors.ts';

/** Why a call was denied: for the audit, and for nobody else. */
export interface Denial {
  readonly reason: 'no-rule' | 'no-verified-caller' | 'deny-rule' | 'caller-not-verified';
  readonly about: 'account' | 'server' | 'caller';
  /** The account that would have been used; undefined for the server's own identity and for one that does not exist. */
  readonly record?: AccountRecord | undefined;
}

/** Not a property of the error: what a caller is shown must not depend on it. */
const denials = new WeakMap<object, Denial>();

export function deniedError(denial: Denial, cause?: unknown): AccountAccessDeniedError {
  const error = new AccountAccessDeniedError({ about: denial.about, ...(cause !== undefined && { cause }) });
  denials.set(error, denial);
  return error;
}

/** Undefined for an error that this copy of the library did not make. */
export function denialOf(error: unknown): Denial | undefined {
  return typeof error === 'object' && error !== null ? denials.get(error) : undefined;
}
