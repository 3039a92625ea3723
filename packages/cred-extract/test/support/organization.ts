import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccountStore } from '../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';

export const SERVER = '999999999999';
const ROLE = 'McpTarget';
const REGIONS = ['eu-west-1', 'us-west-2', 'ap-southeast-2', 'eu-central-1'];

export interface OrganizationAccount {
  readonly accountId: string;
  readonly kind: 'aksk' | 'iam_role';
  readonly region: string;
  readonly externalId: string;
}

/** A local AWS with `size` accounts, and a store that knows them: every other one by key pair, the rest by role. */
export interface Organization {
  readonly aws: LocalAws;
  readonly accounts: readonly OrganizationAccount[];
  /** The environment of a server process in the account `SERVER`. */
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

export async function startOrganization(size: number, latencyMs: number | [number, number] = 0): Promise<Organization> {
  const accounts = Array.from({ length: size }, (_, index) => accountNumber(index));
  const aws = await startLocalAws({
    latencyMs,
    accounts: [
      local(SERVER),
      ...accounts.map((account) => ({ ...local(account.accountId), roles: [roleOf(account)] })),
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'organization-'));
  const env = {
    ...aws.env(SERVER),
    AWS_REGION: 'us-east-1',
    PATH: process.env.PATH ?? '',
    DATABASE_URL: `sqlite:${join(folder, 'accounts.db')}`,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  await register(accounts, aws, env);
  return {
    aws,
    accounts,
    env,
    close: async () => {
      await aws.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function accountNumber(index: number): OrganizationAccount {
  return {
    accountId: String(100_000_000_000 + index),
    kind: index % 2 === 0 ? 'aksk' : 'iam_role',
    region: REGIONS[index % REGIONS.length] as string,
    externalId: `external-${index}`,
  };
}

/** The same bucket and table names everywhere would not tell the accounts apart; their content does. */
function local(accountId: string) {
  const orders = ['1', '2', '3'].map((id) => ({ id, owner: accountId }));
  return { accountId, data: { buckets: { [`data-${accountId}`]: {} }, tables: { orders } } };
}

function roleOf(account: OrganizationAccount) {
  return { name: ROLE, trustedAccounts: [SERVER], externalId: account.externalId };
}

async function register(accounts: readonly OrganizationAccount[], aws: LocalAws, env: NodeJS.ProcessEnv) {
  const store = openAccountStore({ env });
  await store.migrate();
  for (const { accountId, kind, region, externalId } of accounts) {
    const shared = { account_id: accountId, auth_type: kind, region, alias: `account-${accountId}` };
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = aws.env(accountId) as Record<string, string>;
    await store.put(
      kind === 'aksk'
        ? { ...shared, access_key_id: AWS_ACCESS_KEY_ID as string, secret_access_key: AWS_SECRET_ACCESS_KEY as string }
        : { ...shared, role_arn: `arn:aws:iam::${accountId}:role/${ROLE}`, external_id: externalId },
    );
  }
  await store.close();
}
