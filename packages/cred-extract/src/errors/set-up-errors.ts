import { type CredentialErrorOptions, CredentialExtractionError } from './credential-extraction-error.ts';

/** The library is set up wrongly; `userMessage` says which setting to correct. */
export class ConfigurationError extends CredentialExtractionError {
  readonly code = 'CONFIGURATION_INVALID';
  readonly errorType = 'configuration_error';

  constructor(userMessage: string, options: CredentialErrorOptions = {}) {
    super(userMessage, { retryable: false, ...options });
  }

  static {
    this.prototype.name = 'ConfigurationError';
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
    this.prototype.name = 'DatabaseConnectionError';
  }
}
