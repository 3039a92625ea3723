import type { Environment } from '../environment.ts';
import { AccountContextBypassError } from '../errors.ts';
import { activeSession } from './account-context.ts';
import { issue } from './guard/issued-keys.ts';

/** Every variable by which the AWS CLI or an SDK would find another identity than the one given by key. */
const IDENTITY_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
] as const;

/** Read by this library only; a child has no use for them. */
const LIBRARY_SECRETS = ['ENCRYPTION_KEY'] as const;

/**
 * The whole environment for a child process of the current call (the AWS CLI, another SDK): the parent's, with the
 * account's credentials and region as its only AWS identity. Pass it as it is, not spread over `process.env`, which would
 * bring back a profile that outranks the keys:
 *
 * ```ts
 * execFile('aws', ['s3', 'ls'], { env: accountEnv() });
 * ```
 *
 * For a call that runs as the server itself it is a copy of the parent's environment.
 *
 * @throws AccountContextBypassError when the account is not ready, or its credentials have expired in the meantime.
 */
export function accountEnv(env: Environment = process.env): Record<string, string> {
  const session = activeSession();
  const inherited = definedEntries(env);
  if (!session) return inherited;
  const credentials = session.currentCredentials();
  if (!credentials) {
    throw new AccountContextBypassError('The credentials of this AWS account have expired. Call the tool again.');
  }
  issue(session, credentials);
  for (const name of [...IDENTITY_VARIABLES, ...LIBRARY_SECRETS]) delete inherited[name];
  const { region } = session.info;
  return {
    ...inherited,
    // Without it the instance's own role is the next place to look when a key expires.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    ...(region !== undefined && { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
  };
}

function definedEntries(env: Environment): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
