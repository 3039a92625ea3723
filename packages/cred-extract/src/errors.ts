import { randomUUID } from 'node:crypto';
import { redactedCause } from './redact.ts';

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

  // Names sit on the prototypes, as with built-in errors, so that they survive minification.
  static {
    CredentialExtractionError.prototype.name = 'CredentialExtractionError';
  }
}

/** True for this library's errors, also for those of another copy or version of it in the same process. */
export function isCredentialExtractionError(error: unknown): error is CredentialExtractionError {
  return typeof error === 'object' && error !== null && BRAND in error;
}

/** No account has this ID or alias. Not retryable. */
export class AccountNotFoundError extends CredentialExtractionError {
  readonly code = 'ACCOUNT_NOT_FOUND';
  readonly errorType = 'account_not_found';

  constructor(target: string, options: CredentialErrorOptions = {}) {
    const message = `No AWS account with the ID or alias ${quote(target)} is registered. Check target_account_id.`;
    super(message, { retryable: false, ...options });
  }

  static {
    AccountNotFoundError.prototype.name = 'AccountNotFoundError';
  }
}

/**
 * An alias fits more than one account, or an account has more than one AWS profile. Names none of them: the caller may
 * not be allowed to know.
 */
export class AmbiguousAccountAliasError extends CredentialExtractionError {
  readonly code = 'ACCOUNT_ALIAS_AMBIGUOUS';
  readonly errorType = 'account_ambiguous';

  constructor(target: string, options: CredentialErrorOptions = {}) {
    const message = /^[0-9]{12}$/.test(target)
      ? `AWS account ${target} can be reached in more than one way. Use the name of one of its profiles instead.`
      : `The alias ${quote(target)} fits more than one AWS account. Use the 12-digit account ID instead.`;
    super(message, { retryable: false, ...options });
  }

  static {
    AmbiguousAccountAliasError.prototype.name = 'AmbiguousAccountAliasError';
  }
}

/** `target_account_id` is neither a 12-digit account ID nor a possible alias. The value is not repeated. */
export class InvalidAccountIdError extends CredentialExtractionError {
  readonly code = 'INVALID_ACCOUNT_ID';
  readonly errorType = 'invalid_account_id';

  constructor(options: CredentialErrorOptions = {}) {
    const message = 'target_account_id must be a 12-digit AWS account ID or the alias of a registered account.';
    super(message, { retryable: false, ...options });
  }

  static {
    InvalidAccountIdError.prototype.name = 'InvalidAccountIdError';
  }
}

/** The account exists and is switched off in the store. */
export class AccountDisabledError extends CredentialExtractionError {
  readonly code = 'ACCOUNT_DISABLED';
  readonly errorType = 'account_disabled';

  constructor(accountId: string, options: CredentialErrorOptions = {}) {
    super(`AWS account ${accountId} is disabled. Ask its administrator to enable it.`, {
      retryable: false,
      ...options,
    });
  }

  static {
    AccountDisabledError.prototype.name = 'AccountDisabledError';
  }
}

export interface AccessDeniedOptions extends CredentialErrorOptions {
  /** What stands against it: the account, the server's own identity, or that nobody knows who calls. Default `account`. */
  readonly about?: keyof typeof ACCESS_DENIED;
}

const ACCESS_DENIED = {
  account:
    'You are not allowed to use this AWS account, or it is not registered. Check target_account_id, or ask for access to it.',
  server: "You are not allowed to use the server's own AWS identity. Name an AWS account by target_account_id.",
  caller: 'It could not be verified who you are. Sign in again.',
} as const;

/** The caller may not use this account, or may not be told that there is no such account. */
export class AccountAccessDeniedError extends CredentialExtractionError {
  readonly code = 'ACCOUNT_ACCESS_DENIED';
  readonly errorType = 'access_denied';

  constructor({ about = 'account', ...options }: AccessDeniedOptions = {}) {
    super(ACCESS_DENIED[about], { retryable: false, ...options });
  }

  static {
    AccountAccessDeniedError.prototype.name = 'AccountAccessDeniedError';
  }
}

/** The record of the call cannot be written, and this server answers no call without one. */
export class AuditUnavailableError extends CredentialExtractionError {
  readonly code = 'AUDIT_UNAVAILABLE';
  readonly errorType = 'audit_error';

  /** @param hasRun whether the tool has run: then nobody should simply call it again. */
  constructor(hasRun: boolean, options: CredentialErrorOptions = {}) {
    const message = hasRun
      ? 'The tool has run, but the audit record of the call could not be written, so its result is withheld. Check what it has done before calling it again.'
      : 'The audit record of this call could not be written, so the tool was not run. Try again later.';
    super(message, { retryable: !hasRun, ...options });
  }

  static {
    AuditUnavailableError.prototype.name = 'AuditUnavailableError';
  }
}

/** The credentials obtained belong to another account than the one asked for. The call must not go on. */
export class AccountMismatchError extends CredentialExtractionError {
  readonly code = 'ACCOUNT_MISMATCH';
  readonly errorType = 'account_mismatch';

  constructor(accountId: string, options: CredentialErrorOptions = {}) {
    const message = `The credentials registered for AWS account ${accountId} belong to another account. Correct its record.`;
    super(message, { retryable: false, ...options });
  }

  static {
    AccountMismatchError.prototype.name = 'AccountMismatchError';
  }
}

/** Something inside a call for an account was about to use another identity. Nothing was sent. */
export class AccountContextBypassError extends CredentialExtractionError {
  readonly code = 'ACCOUNT_CONTEXT_BYPASS';
  readonly errorType = 'account_context_bypass';

  constructor(detail: string, options: CredentialErrorOptions = {}) {
    super(detail, { retryable: false, ...options });
  }

  static {
    AccountContextBypassError.prototype.name = 'AccountContextBypassError';
  }
}

/**
 * The stored secret cannot be decrypted: wrong `ENCRYPTION_KEY`, a damaged ciphertext, or one of another account; or,
 * `retryable`, AWS cannot be asked for the key.
 */
export class CredentialDecryptionError extends CredentialExtractionError {
  readonly code = 'CREDENTIAL_DECRYPTION_FAILED';
  readonly errorType = 'credential_error';

  constructor(options: CredentialErrorOptions = {}) {
    const message = options.retryable
      ? 'The key of the stored credentials cannot be read from AWS for now. Try again later.'
      : 'The stored credentials of this AWS account cannot be decrypted. Ask the administrator to check ENCRYPTION_KEY and the stored secret.';
    super(message, { retryable: false, ...options });
  }

  static {
    CredentialDecryptionError.prototype.name = 'CredentialDecryptionError';
  }
}

/** AWS does not accept the account's key pair (deleted, inactive, wrong secret) or, `retryable`, could not be asked. */
export class CredentialsRejectedError extends CredentialExtractionError {
  readonly code = 'CREDENTIALS_REJECTED';
  readonly errorType = 'credential_error';

  constructor(accountId: string, options: CredentialErrorOptions = {}) {
    const message = options.retryable
      ? `The credentials of AWS account ${accountId} could not be verified with AWS. Try again later.`
      : `AWS rejected the credentials of account ${accountId}. Ask the administrator to renew its access key.`;
    super(message, { retryable: false, ...options });
  }

  static {
    CredentialsRejectedError.prototype.name = 'CredentialsRejectedError';
  }
}

/** STS did not hand out a session for the account's role. Retryable when STS was busy or unreachable. */
export class AssumeRoleError extends CredentialExtractionError {
  readonly code = 'ASSUME_ROLE_FAILED';
  readonly errorType = 'assume_role_error';

  constructor(accountId: string, reason: string, options: CredentialErrorOptions = {}) {
    super(`The role of AWS account ${accountId} could not be assumed: ${reason}`, { retryable: false, ...options });
  }

  static {
    AssumeRoleError.prototype.name = 'AssumeRoleError';
  }
}

/** An AWS profile gives no credentials. `reason` says what to do, such as the command that logs in. */
export class ProfileCredentialsError extends CredentialExtractionError {
  readonly code = 'PROFILE_CREDENTIALS_FAILED';
  readonly errorType = 'credential_error';

  constructor(profile: string, reason: string, options: CredentialErrorOptions = {}) {
    super(`The AWS profile ${quote(profile)} gives no credentials: ${reason}`, { retryable: false, ...options });
  }

  static {
    ProfileCredentialsError.prototype.name = 'ProfileCredentialsError';
  }
}

export interface DatabaseErrorOptions extends CredentialErrorOptions {
  /** What cannot be reached. Default: the account database. */
  readonly subject?: string;
  /** What an administrator has to do, where it is known better than in general. Makes the error not retryable. */
  readonly advice?: string | undefined;
}

/** The account store cannot be read: out of reach for now (`retryable`), or not usable as it is set up. */
export class DatabaseConnectionError extends CredentialExtractionError {
  readonly code = 'DATABASE_UNAVAILABLE';
  readonly errorType = 'database_error';

  constructor({ subject = 'The account database', advice, ...options }: DatabaseErrorOptions = {}) {
    const retryable = options.retryable ?? advice === undefined;
    const message = retryable
      ? `${subject} cannot be reached. Try again later.`
      : `The account database cannot be used. ${advice ?? 'Ask the administrator to check DATABASE_URL and what its user may read.'}`;
    super(message, { ...options, retryable });
  }

  static {
    DatabaseConnectionError.prototype.name = 'DatabaseConnectionError';
  }
}

/** The library is set up wrongly; `userMessage` says which setting to correct. */
export class ConfigurationError extends CredentialExtractionError {
  readonly code = 'CONFIGURATION_INVALID';
  readonly errorType = 'configuration_error';

  constructor(userMessage: string, options: CredentialErrorOptions = {}) {
    super(userMessage, { retryable: false, ...options });
  }

  static {
    ConfigurationError.prototype.name = 'ConfigurationError';
  }
}

/** JSON quoting keeps control characters and line breaks out of messages and logs. */
function quote(target: string): string {
  return JSON.stringify(target.length > 64 ? `${target.slice(0, 64)}…` : target);
}
