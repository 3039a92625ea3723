import { type CredentialErrorOptions, CredentialExtractionError } from './credential-extraction-error.ts';

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
    this.prototype.name = 'AccountAccessDeniedError';
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
    this.prototype.name = 'AccountMismatchError';
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
    this.prototype.name = 'AccountContextBypassError';
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
    this.prototype.name = 'AuditUnavailableError';
  }
}
