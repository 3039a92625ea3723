import {
  type AccountRecord,
  type Accounts,
  type AccountsConfig,
  type AuditEvent,
  createAccounts,
} from '../../../cred-extract/src/index.ts';
import { sourceOf } from '../../../cred-extract/test/support/source-of.ts';

export const SERVER_ACCOUNT = '999999999999';
export const ACCOUNTS = Array.from({ length: 8 }, (_, index) => String(111_111_111_110 + index));

const RECORDS: AccountRecord[] = ACCOUNTS.map((account_id, index) => ({
  account_id,
  alias: `team-${index}`,
  auth_type: 'iam_role',
  role_arn: `arn:aws:iam::${account_id}:role/r`,
  tags: { team: `team-${index}` },
}));

/** Accounts that need neither a store nor AWS; `team-3` is the alias and the tag of the fourth. */
export function teamAccounts(events: AuditEvent[], config: AccountsConfig = {}): Accounts {
  const keysOf = (accountId: string) => ({
    accessKeyId: `ASIA${accountId}`,
    secretAccessKey: 's',
    expiration: new Date(Date.now() + 3_600_000),
  });
  return createAccounts({
    source: sourceOf(RECORDS),
    sts: {
      assumeRole: async ({ roleArn }: { roleArn: string }) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        const accountId = roleArn.split(':')[4] as string;
        return { accountId, credentials: keysOf(accountId) };
      },
      callerAccountId: async () => SERVER_ACCOUNT,
      ownCredentials: async () => keysOf(SERVER_ACCOUNT),
    } as never,
    env: {},
    audit: (event) => {
      events.push(event);
    },
    ...config,
  });
}
