/** The four ways in which a call for an account fails most, as tool results name them. */
export type FailureMode = 'database_error' | 'credential_error' | 'account_not_found' | 'assume_role_error';

/** What one check found. */
export interface Check {
  readonly name: 'environment' | 'database' | 'key' | 'accounts' | 'identity' | 'clock' | 'account';
  /** `skipped`: it does not apply, or something before it failed. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  /** What to do, where something is to be done. */
  readonly fix: string | null;
  /** How tool calls fail because of it. */
  readonly error_type: FailureMode | null;
}

type Name = Check['name'];

export function ok(name: Name, message: string): Check {
  return { name, status: 'ok', message, fix: null, error_type: null };
}

export function skipped(name: Name, message: string): Check {
  return { name, status: 'skipped', message, fix: null, error_type: null };
}

export function warning(name: Name, message: string, fix: string): Check {
  return { name, status: 'warning', message, fix, error_type: null };
}

export function failed(name: Name, message: string, fix: string | null, error_type: FailureMode | null): Check {
  return { name, status: 'failed', message, fix, error_type };
}
