import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openAccountStore } from '@mcp-multi-account/cred-extract';
import { type LocalAws, startLocalAws } from '@mcp-multi-account/cred-extract/testing';

const SERVER = '999999999999';
export const TARGET = '111111111111';

export interface Cloud {
  readonly aws: LocalAws;
  /** The environment of a server in the account `SERVER` that may assume a role in the account `TARGET`. */
  readonly env: Record<string, string>;
}

export async function startCloud(folder: string): Promise<Cloud> {
  const role = { name: 'McpTarget', trustedAccounts: [SERVER], externalId: 'real-servers' };
  const aws = await startLocalAws({ accounts: [{ accountId: SERVER }, { accountId: TARGET, roles: [role] }] });
  const env = {
    ...aws.env(SERVER),
    DATABASE_URL: `sqlite:${join(folder, 'accounts.db')}`,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  const store = openAccountStore({ env });
  await store.migrate();
  await store.put({
    account_id: TARGET,
    auth_type: 'iam_role',
    role_arn: `arn:aws:iam::${TARGET}:role/${role.name}`,
    external_id: role.externalId,
  });
  await store.close();
  return { aws, env };
}
