export type { AccessDeniedOptions } from './errors/call-errors.ts';
export {
  AccountAccessDeniedError,
  AccountContextBypassError,
  AccountMismatchError,
  AuditUnavailableError,
} from './errors/call-errors.ts';
export {
  AssumeRoleError,
  CredentialDecryptionError,
  CredentialsRejectedError,
  ProfileCredentialsError,
} from './errors/credential-errors.ts';
export type {
  CredentialErrorCode,
  CredentialErrorOptions,
  CredentialErrorType,
} from './errors/credential-extraction-error.ts';
export { CredentialExtractionError, isCredentialExtractionError } from './errors/credential-extraction-error.ts';
export type { DatabaseErrorOptions } from './errors/set-up-errors.ts';
export { ConfigurationError, DatabaseConnectionError } from './errors/set-up-errors.ts';
export {
  AccountDisabledError,
  AccountNotFoundError,
  AmbiguousAccountAliasError,
  InvalidAccountIdError,
} from './errors/target-errors.ts';
