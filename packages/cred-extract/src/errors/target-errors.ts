import { quote } from '../printable.ts';
import { type CredentialErrorOptions, CredentialExtractionError } from './credential-extraction-error.ts';

/** `target_account_id` is neither a 12-digit account ID nor a possible alias. The value is not repeated. */
export class InvalidAccountIdError extends CredentialExtractionError {
  readonly code = 'INVALID_ACCOUNT_ID';
  readonly errorType = 'invalid_account_id';

  constructor(options: CredentialErrorOptions = {}) {
    const message = 'target_account_id must be a 12-digit AWS account ID or the alias of a registered account.';
    super(message, { retryable: false, ...options });
  }

  static {
    this.prototype.name = 'InvalidAccountIdError';
  }
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
    this.prototype.name = 'AccountNotFoundError';
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
    this.prototype.name = 'AmbiguousAccountAliasError';
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
    this.prototype.name = 'AccountDisabledError';
  }
}
