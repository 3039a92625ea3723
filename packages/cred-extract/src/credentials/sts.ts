import type { STSClient as AwsStsClient } from '@aws-sdk/client-sts';
import type { AwsCredentials } from '../account.ts';
import type { Environment } from '../environment.ts';
import { withRetries } from './retries.ts';

/** Parameters of one AssumeRole call. Pass on all of them: a session without its policy may do more than it should. */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly externalId: string | undefined;
  readonly durationSeconds: number;
  /** Default `mcp-multi-account`. */
  readonly sessionName?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  /** Session tags. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** An inline session policy, as JSON text. */
  readonly policy?: string | undefined;
  /** Managed policies that narrow the session. */
  readonly policyArns?: readonly string[] | undefined;
  /** Ends the request when nobody waits for the session any more. */
  readonly signal?: AbortSignal | undefined;
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
  callerAccountId(credentials?: AwsCredentials, signal?: AbortSignal): Promise<string | undefined>;
  /** The server's own credentials, from the default provider chain. */
  ownCredentials(): Promise<AwsCredentials>;
}

/** Stable, because servers that bind a session to its name break when it changes with every refresh. */
export const DEFAULT_SESSION_NAME = 'mcp-multi-account';

/** `us-east-1` is enabled in every commercial account; any region's endpoint issues sessions valid everywhere. */
const DEFAULT_STS_REGION = 'us-east-1';

/**
 * STS through `@aws-sdk/client-sts`, loaded on the first call. One client keeps the server's own identity for the life
 * of the process, whatever account a tool call runs as. Each request is repeated within 8 seconds (`withRetries`).
 */
export function createSts(env: Environment): Sts {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || DEFAULT_STS_REGION;
  let own: Promise<AwsStsClient> | undefined;
  const ownClient = () => {
    own ??= connect(region);
    return own;
  };
  return {
    assumeRole: async (request) => {
      const client = await ownClient();
      return withRetries((signal) => assumeRole(client, request, signal), request.signal);
    },
    callerAccountId: async (credentials, signal) =>
      credentials ? callerAccountIdOf(region, credentials, signal) : callerAccountId(await ownClient(), signal),
    ownCredentials: async () => (await ownClient()).config.credentials(),
  };
}

async function connect(region: string, credentials?: AwsCredentials): Promise<AwsStsClient> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  return new STSClient({
    region,
    ...(credentials && { credentials }),
    // `withRetries` does it, within a budget of time.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000 },
  });
}

async function assumeRole(client: AwsStsClient, request: AssumeRoleRequest, signal: AbortSignal): Promise<AssumedRole> {
  const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
  const askedAt = Date.now();
  const answer = await client.send(new AssumeRoleCommand(assumeRoleInput(request)), { abortSignal: signal });
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
      // By this machine's clock, which is what it is compared with: that of STS may be minutes ahead of it.
      expiration: new Date(askedAt + request.durationSeconds * 1_000),
    },
  };
}

function assumeRoleInput(request: AssumeRoleRequest) {
  const { externalId, sourceIdentity, tags, policy, policyArns } = request;
  return {
    RoleArn: request.roleArn,
    RoleSessionName: request.sessionName ?? DEFAULT_SESSION_NAME,
    DurationSeconds: request.durationSeconds,
    ...(externalId !== undefined && { ExternalId: externalId }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
    ...(tags && { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    ...(policy !== undefined && { Policy: policy }),
    ...(policyArns && { PolicyArns: policyArns.map((arn) => ({ arn })) }),
  };
}

async function callerAccountIdOf(region: string, credentials: AwsCredentials, signal: AbortSignal | undefined) {
  const client = await connect(region, credentials);
  try {
    return await callerAccountId(client, signal);
  } finally {
    client.destroy();
  }
}

async function callerAccountId(client: AwsStsClient, signal: AbortSignal | undefined): Promise<string | undefined> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const ask = (abortSignal: AbortSignal) => client.send(new GetCallerIdentityCommand({}), { abortSignal });
  return (await withRetries(ask, signal)).Account;
}
