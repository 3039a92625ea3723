import type { STSClient as AwsStsClient } from '@aws-sdk/client-sts';
import type { AwsCredentials } from '../account.ts';
import type { Environment } from '../environment.ts';

/** Parameters of one AssumeRole call. */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly externalId: string | undefined;
  readonly durationSeconds: number;
}

/** What AssumeRole answered: a session, and the account STS says it belongs to. */
export interface AssumedRole {
  readonly accountId: string | undefined;
  readonly credentials: AwsCredentials;
}

/** The three STS operations the library needs. Structural, so that tests and other partitions can bring their own. */
export interface Sts {
  assumeRole(request: AssumeRoleRequest): Promise<AssumedRole>;
  /** The account that `credentials` belong to; the server's own account when they are left out. */
  callerAccountId(credentials?: AwsCredentials): Promise<string | undefined>;
  /** The server's own credentials, from the default provider chain. */
  ownCredentials(): Promise<AwsCredentials>;
}

/** Stable, because servers that bind a session to its name break when it changes with every refresh. */
const ROLE_SESSION_NAME = 'mcp-multi-account';

/** `us-east-1` is enabled in every commercial account; any region's endpoint issues sessions valid everywhere. */
const DEFAULT_STS_REGION = 'us-east-1';

/**
 * STS through `@aws-sdk/client-sts`, loaded on the first call. One client keeps the server's own identity for the life
 * of the process, whatever account a tool call runs as.
 */
export function createSts(env: Environment): Sts {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || DEFAULT_STS_REGION;
  let own: Promise<AwsStsClient> | undefined;
  const ownClient = () => {
    own ??= connect(region);
    return own;
  };
  return {
    assumeRole: async (request) => assumeRole(await ownClient(), request),
    callerAccountId: async (credentials) =>
      credentials ? callerAccountIdOf(region, credentials) : callerAccountId(await ownClient()),
    ownCredentials: async () => (await ownClient()).config.credentials(),
  };
}

async function connect(region: string, credentials?: AwsCredentials): Promise<AwsStsClient> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  return new STSClient({
    region,
    ...(credentials && { credentials }),
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000 },
  });
}

async function assumeRole(client: AwsStsClient, request: AssumeRoleRequest): Promise<AssumedRole> {
  const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
  const answer = await client.send(
    new AssumeRoleCommand({
      RoleArn: request.roleArn,
      RoleSessionName: ROLE_SESSION_NAME,
      DurationSeconds: request.durationSeconds,
      ...(request.externalId !== undefined && { ExternalId: request.externalId }),
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new Error('STS answered AssumeRole without credentials');
  }
  return {
    // arn:aws:sts::<account>:assumed-role/<role>/<session>
    accountId: answer.AssumedRoleUser?.Arn?.split(':')[4],
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    },
  };
}

async function callerAccountIdOf(region: string, credentials: AwsCredentials): Promise<string | undefined> {
  const client = await connect(region, credentials);
  try {
    return await callerAccountId(client);
  } finally {
    client.destroy();
  }
}

async function callerAccountId(client: AwsStsClient): Promise<string | undefined> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  return (await client.send(new GetCallerIdentityCommand({}))).Account;
}
