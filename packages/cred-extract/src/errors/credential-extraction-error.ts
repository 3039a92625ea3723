import { randomUUID } from 'node:crypto';
import { redactedCause } from '../redact.ts';

/** Stable identifiers for programs. Messages may be reworded between versions; codes may not. */
export type CredentialErrorCode =
  | 'ACCOUNT_NOT_FOUND'
  | 'ACCOUNT_ALIAS_AMBIGUOUS'
  | 'ACCOUNT_ACCESS_DENIED'
  | 'ACCOUNT_DISABLED'
  | 'ACCOUNT_MISMATCH'
  | 'ACCOUNT_CONTEXT_BYPASS'
  | 'ASSUME_ROLE_FAILED'
  | 'AUDIT_UNAVAILABLE'
  | 'CONFIGURATION_INVALID'
  | 'CREDENTIALS_REJECTED'
  | 'CREDENTIAL_DECRYPTION_FAILED'
  | 'DATABASE_UNAVAILABLE'
  | 'INVALID_ACCOUNT_ID'
  | 'PROFILE_CREDENTIALS_FAILED';

/** What a tool result says in `error_type`. Several codes may share one, because a model acts the same on them. */
export type CredentialErrorType =
  | 'account_not_found'
  | 'account_ambiguous'
  | 'access_denied'
  | 'account_disabled'
  | 'account_mismatch'
  | 'account_context_bypass'
  | 'assume_role_error'
  | 'audit_error'
  | 'configuration_error'
  | 'credential_error'
  | 'database_error'
  | 'invalid_account_id';

export interface CredentialErrorOptions {
  /** The failure underneath. Kept as a copy from which ARNs, keys and tokens are removed, so that it may be logged. */
  readonly cause?: unknown;
  /** Whether the same call may succeed later. Default: the class's own answer. */
  readonly retryable?: boolean;
}

const BRAND = Symbol.for('@mcp-multi-account/cred-extract/error');

/**
 * The base of every error this library throws on purpose.
 *
 * `message` and `userMessage` are the same text, and safe for a model: no key, token, role ARN or external ID.
 */
export abstract class CredentialExtractionError extends Error {
  abstract readonly code: CredentialErrorCode;
  abstract readonly errorType: CredentialErrorType;
  readonly retryable: boolean;
  /** Safe to show to a model or a user; says what to do next. */
  readonly userMessage: string;
  /** A UUID that stands in the tool result and in the log line, to join the two. */
  readonly requestId: string = randomUUID();

  constructor(userMessage: string, options: CredentialErrorOptions & { retryable: boolean }) {
    super(userMessage, options.cause === undefined ? undefined : { cause: redactedCause(options.cause) });
    this.userMessage = userMessage;
    this.retryable = options.retryable;
    Object.defineProperty(this, BRAND, { value: true });
  }

  // Names sit on the prototypes, as with built-in errors, so that they survive minification. By `this`: a class that names itself
  // inside is renamed by the bundler, and Node prints errors by their class.
  static {
    this.prototype.name = 'CredentialExtractionError';
  }
}

/** True for this library's errors, also for those of another copy or version of it in the same process. */
export function isCredentialExtractionError(error: unknown): error is CredentialExtractionError {
  return typeof error === 'object' && error !== null && BRAND in error;
}
