import { Agent } from 'node:http';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { createAccounts, perAccount, withAccountContext } from '../../src/index.ts';
import { startLocalAws } from '../../src/testing/index.ts';

const SERVER = '999999999999';
const ROLE = 'McpTarget';

/** Ways in which a server obtains the credentials of the account that a call names. */
export const DESIGNS = {
  library: 'this library: withAccountContext and perAccount',
  temporary: 'fromTemporaryCredentials in a client per call',
  kept: 'fromTemporaryCredentials in one client kept per account',
  assumeRole: 'AssumeRole per call',
} as const;

export type Design = keyof typeof DESIGNS;

/** An account's credentials, as a call of this design gets them. */
type Obtain = (accountId: string) => Promise<{ accessKeyId: string }>;

/**
 * How many AssumeRole requests `calls` concurrent calls over `accountCount` accounts make when no session is there yet.
 *
 * @throws Error when a call gets another account's key.
 */
export async function assumeRoleRequests(design: Design, calls: number, accountCount: number): Promise<number> {
  const accounts = Array.from({ length: accountCount }, (_, index) => String(100_000_000_000 + index));
  const aws = await startLocalAws({
    accounts: [{ accountId: SERVER }, ...accounts.map((accountId) => ({ accountId, roles: [{ name: ROLE }] }))],
  });
  const before = { ...process.env };
  // A server process has its identity here; the library's own STS client looks nowhere else.
  Object.assign(process.env, aws.env(SERVER));
  try {
    const obtain = obtainBy(design);
    const targets = Array.from({ length: calls }, (_, call) => accounts[call % accountCount] as string);
    const keys = await Promise.all(targets.map(async (target) => (await obtain(target)).accessKeyId));
    const assumed = aws.requests.filter(({ operation, status }) => operation === 'AssumeRole' && status === 200);
    if (new Set(keys.map((key, call) => `${key} ${targets[call]}`)).size !== new Set(keys).size)
      throw new Error('Two accounts were given one key.');
    return assumed.length;
  } finally {
    process.env = before;
    await aws.close();
  }
}

function obtainBy(design: Design): Obtain {
  // One for all, or each call of some designs would open a connection of its own.
  const config = {
    region: 'us-east-1',
    requestHandler: {
      httpAgent: new Agent({ keepAlive: true, maxSockets: 50 }),
      socketAcquisitionWarningTimeout: 600_000,
    },
  };
  const temporary = (accountId: string) =>
    new STSClient({
      ...config,
      credentials: fromTemporaryCredentials({ clientConfig: config, params: parametersOf(accountId) }),
    });
  switch (design) {
    case 'library':
      return withLibrary();
    case 'temporary':
      return (accountId) => temporary(accountId).config.credentials();
    case 'kept': {
      const kept = new Map<string, STSClient>();
      return (accountId) => {
        const client = kept.get(accountId) ?? temporary(accountId);
        kept.set(accountId, client);
        return client.config.credentials();
      };
    }
    case 'assumeRole': {
      const sts = new STSClient(config);
      return async (accountId) => {
        const { Credentials } = await sts.send(new AssumeRoleCommand(parametersOf(accountId)));
        return { accessKeyId: Credentials?.AccessKeyId ?? '' };
      };
    }
  }
}

function withLibrary(): Obtain {
  const accounts = createAccounts({
    source: {
      find: async (target) => {
        const accountId = target.kind === 'account-id' ? target.accountId : '';
        return [{ account_id: accountId, auth_type: 'iam_role', role_arn: parametersOf(accountId).RoleArn }];
      },
    },
  });
  const sts = perAccount((aws) => new STSClient(aws({ region: 'us-east-1' })));
  const call = withAccountContext((_: { target_account_id: string }) => sts.config.credentials(), {
    accounts,
    throwErrors: true,
  });
  return (accountId) => call({ target_account_id: accountId });
}

function parametersOf(accountId: string) {
  return { RoleArn: `arn:aws:iam::${accountId}:role/${ROLE}`, RoleSessionName: 'mcp' };
}
