// The complete public surface of the package. Named exports only; test/index.test.ts guards the list.
export type { AccessConfig } from './access/account-access.ts';
export type { AuditEvent, AuditOutcome, AuditSink } from './access/audit/audit-event.ts';
export type { AuditConfig, AuditLog } from './access/audit/audit-log.ts';
export type { CallerConfig } from './access/caller-reader.ts';
export type { ClaimNames } from './access/claims.ts';
export type { AccountPolicy, PolicyNames, PolicyRule } from './access/policy/policy.ts';
export type { PolicyConfig } from './access/policy/policy-source.ts';
export type { AccountInfo, AccountRecord, AccountSource, AccountTarget, AuthType, AwsCredentials } from './account.ts';
export { combineSources } from './accounts/combined-source.ts';
export type { NewAccount } from './accounts/new-account.ts';
export { type OrganizationsOptions, organizationsSource } from './accounts/organizations/organizations-source.ts';
export { registryFileSource } from './accounts/registry/registry-source.ts';
export { type RoleConvention, type RoleNameOptions, roleNameSource } from './accounts/role-name-source.ts';
export type { RekeyOptions, RekeyProgress, RekeyResult } from './accounts/sql/rekey.ts';
export type { AccountStore, AccountStoreOptions } from './accounts/sql/sql-account-store.ts';
export type { Caller, SessionRequest } from './caller.ts';
export type { AccountContextOptions } from './context/account-contexts.ts';
export { accountEnv } from './context/account-env.ts';
export { asServer } from './context/as-server.ts';
export type { AwsConfig } from './context/aws-config.ts';
export { checkAccounts } from './context/check-accounts.ts';
export { currentAccount } from './context/current-account.ts';
export { configureAccounts } from './context/default-accounts.ts';
export { openAccountStore } from './context/open-account-store.ts';
export { perAccount } from './context/per-account.ts';
export type { RequestContext } from './context/request-context.ts';
export { type SetupOptions, setupAccountContext } from './context/setup-account-context.ts';
export type { AccountSession } from './credentials/account-session.ts';
export type { AccountSourcesConfig } from './credentials/account-sources.ts';
export type { Accounts, AccountsConfig } from './credentials/accounts.ts';
export type { AttributedClaim, AttributionConfig } from './credentials/attribution-config.ts';
export { createAccounts } from './credentials/create-accounts.ts';
export type { SessionConfig, SessionLimits } from './credentials/session-config.ts';
export type { AccountSourceName } from './credentials/source-names.ts';
export type { AssumedRole, AssumeRoleRequest, Sts } from './credentials/sts.ts';
export {
  AccountAccessDeniedError,
  AccountContextBypassError,
  AccountDisabledError,
  AccountMismatchError,
  AccountNotFoundError,
  AmbiguousAccountAliasError,
  AssumeRoleError,
  AuditUnavailableError,
  ConfigurationError,
  CredentialDecryptionError,
  type CredentialErrorCode,
  type CredentialErrorType,
  CredentialExtractionError,
  CredentialsRejectedError,
  DatabaseConnectionError,
  InvalidAccountIdError,
  isCredentialExtractionError,
  ProfileCredentialsError,
} from './errors.ts';
export { type AccountErrorPayload, type AccountErrorResult, accountErrorResult } from './mcp/error-result.ts';
export { targetAccountId } from './mcp/parameter.ts';
export { runWithRequestContext } from './mcp/run-with-request-context.ts';
export { type MethodDecoration, UseAccountContext } from './mcp/use-account-context.ts';
export { type ToolHandlerOptions, withAccountContext } from './mcp/with-account-context.ts';
export { withAccounts } from './mcp/with-accounts.ts';
export { withTargetAccountId } from './mcp/with-target-account-id.ts';
