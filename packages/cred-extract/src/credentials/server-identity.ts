import type { AccountInfo, AwsCredentials } from '../account.ts';
import { AssumeRoleError } from '../errors.ts';
import type { AccountSession } from './account-session.ts';
import type { Sts } from './sts.ts';

/** The identity the server process itself has. */
export interface ServerIdentity {
  /** Twelve digits, asked of STS once; undefined when the server has no working credentials of its own. */
  accountId(): Promise<string | undefined>;
  /** A session that needs no AssumeRole, for a target that is the server's own account. */
  session(info: AccountInfo): AccountSession;
}

export function createServerIdentity(sts: Sts): ServerIdentity {
  let accountId: Promise<string | undefined> | undefined;
  let latest: AwsCredentials | undefined;

  async function credentials(info: AccountInfo): Promise<AwsCredentials> {
    try {
      latest = await sts.ownCredentials();
      return latest;
    } catch (cause) {
      throw new AssumeRoleError(info.accountId, "the server's own AWS credentials are missing.", { cause });
    }
  }

  return {
    accountId: () => {
      accountId ??= sts.callerAccountId().catch(() => {
        // Forgotten, so that a server whose credentials arrive later is asked again.
        accountId = undefined;
        return undefined;
      });
      return accountId;
    },
    session: (info) => ({
      info,
      key: `server:${info.accountId}`,
      credentials: () => credentials(info),
      currentCredentials: () => (isExpired(latest) ? undefined : latest),
    }),
  };
}

function isExpired(credentials: AwsCredentials | undefined): boolean {
  return credentials?.expiration !== undefined && credentials.expiration.getTime() <= Date.now();
}
