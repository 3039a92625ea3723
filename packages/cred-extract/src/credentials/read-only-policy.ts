/**
 * What ReadOnlyAccess, or a resource's own policy, would let a reader do and must not: read secrets, and obtain credentials
 * that are not narrowed. The start is the list of actions that expose credentials at
 * https://cloudsplaining.readthedocs.io/en/latest/glossary/credentials-exposure/.
 */
const DENIED = [
  // Secrets
  'secretsmanager:GetSecretValue',
  'secretsmanager:BatchGetSecretValue',
  'ssm:GetParameter*',
  'kms:Decrypt',
  'kms:DeriveSharedSecret',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
  'appsync:ListApiKeys',
  'ec2:GetPasswordData',
  'glue:GetConnection*',
  'lightsail:DownloadDefaultKeyPair',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  // Credentials
  'sts:Assume*',
  'sts:Get*Token',
  'iam:Create*Credential*',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateAccessKey',
  'iam:UpdateLoginProfile',
  'sso:GetRoleCredentials',
  'sso-oauth:Create*',
  'signin:CreateOAuth2Token*',
  'cognito-identity:GetCredentials*',
  'cognito-identity:GetOpenIdToken*',
  'codeartifact:GetAuthorizationToken',
  'codepipeline:PollFor*',
  'connect:GetFederationToken*',
  'dsql:DbConnect*',
  'ecr:GetAuthorizationToken',
  'ecr-public:GetAuthorizationToken',
  'eks-auth:*',
  'gamelift:RequestUploadCredentials',
  'iot:AssumeRoleWithCertificate',
  'lakeformation:GetTemporary*',
  'lightsail:GetInstanceAccessDetails',
  'rds-db:connect',
  'redshift:GetClusterCredentials*',
  'redshift-serverless:GetCredentials',
  'rolesanywhere:CreateSession',
  's3:GetDataAccess',
] as const;

const DENY_SECRETS_AND_CREDENTIALS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: DENIED, Resource: '*' }],
});

/**
 * The terms of a read-only session: AWS's own ReadOnlyAccess is all that it allows, and the inline policy, which only denies,
 * takes secrets and credentials out of it.
 *
 * @param partition of the role's ARN: `aws`, `aws-cn`, `aws-us-gov`, …
 */
export function readOnlyTerms(partition: string): { readonly policy: string; readonly policyArns: readonly string[] } {
  return { policy: DENY_SECRETS_AND_CREDENTIALS, policyArns: [`arn:${partition}:iam::aws:policy/ReadOnlyAccess`] };
}
