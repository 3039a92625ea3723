import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccountStore } from '../../packages/cred-extract/src/index.ts';
import { startLocalAws } from '../../packages/cred-extract/src/testing/index.ts';

export const SERVER = '999999999999';
export const ACCOUNTS = Array.from({ length: 10 }, (_, index) => String(100_000_000_001 + index));
const REGION = 'eu-west-1';

export interface Organization extends AsyncDisposable {
  readonly endpoint: string;
  /** The environment of a server that may assume the role of each of `ACCOUNTS`. */
  readonly env: Record<string, string>;
}

/** Ten accounts by role, in another region than the server's, each with a bucket and a table that name it. */
export async function startOrganization(): Promise<Organization> {
  const aws = await startLocalAws({ accounts: [SERVER, ...ACCOUNTS].map(account), latencyMs: [0, 5] });
  const folder = await mkdtemp(join(tmpdir(), 'sdk-versions-accounts-'));
  const env = { ...aws.env(SERVER), DATABASE_URL: `sqlite:${join(folder, 'accounts.db')}`, LOG_LEVEL: 'silent' };
  const store = openAccountStore({ env });
  await store.migrate();
  await store.putMany(
    ACCOUNTS.map((account_id) => ({
      account_id,
      auth_type: 'iam_role',
      region: REGION,
      role_arn: `arn:aws:iam::${account_id}:role/Versions`,
    })),
  );
  await store.close();
  return {
    endpoint: aws.endpoint,
    env,
    [Symbol.asyncDispose]: async () => {
      await aws.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function account(accountId: string) {
  const orders = ['1', '2', '3'].map((id) => ({ id, owner: accountId }));
  return {
    accountId,
    roles: [{ name: 'Versions', trustedAccounts: [SERVER] }],
    data: { buckets: { [`data-${accountId}`]: { owner: accountId } }, tables: { orders } },
  };
}
