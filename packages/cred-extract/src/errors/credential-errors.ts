import { quote } from '../printable.ts';
import { type CredentialErrorOptions, CredentialExtractionError } from './credential-extraction-error.ts';

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
    this.prototype.name = 'CredentialDecryptionError';
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
    this.prototype.name = 'CredentialsRejectedError';
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
    this.prototype.name = 'AssumeRoleError';
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
    this.prototype.name = 'ProfileCredentialsError';
  }
}
