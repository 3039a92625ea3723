import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountInfo, AwsCredentials } from '../account.ts';
import { AssumeRoleError } from '../errors.ts';
import type { AccountSession } from './account-session.ts';
import type { Sts } from './sts.ts';

/** A tool call has its own wait for STS still before it. */
const LONGEST_WAIT_MS = 2_000;

/** Credentials that arrive after the start of the server are found within it. */
const RETRY_AFTER_MS = 5_000;

/** The identity the server process itself has. */
export interface ServerIdentity {
  /**
   * Twelve digits, asked of STS once; undefined when the server has no working credentials of its own, or STS does not
   * answer within 2 seconds.
   */
  accountId(): Promise<string | undefined>;
  /** A session that needs no AssumeRole, for a target that is the server's own account. */
  session(info: AccountInfo): AccountSession;
}

export function createServerIdentity(sts: Sts): ServerIdentity {
  let known: string | undefined;
  let question: Promise<string | undefined> | undefined;
  let latest: AwsCredentials | undefined;

  async function ask(): Promise<string | undefined> {
    known = await sts.callerAccountId().catch(() => undefined);
    // Not asked again by every call while STS is down.
    if (known === undefined) setTimeout(forget, RETRY_AFTER_MS).unref();
    return known;
  }

  function forget(): void {
    question = undefined;
  }

  async function credentials(info: AccountInfo): Promise<AwsCredentials> {
    try {
      latest = await sts.ownCredentials();
      return latest;
    } catch (cause) {
      throw new AssumeRoleError(info.accountId, "the server's own AWS credentials are missing.", { cause });
    }
  }

  return {
    accountId: async () => {
      if (known !== undefined) return known;
      question ??= Promise.race([ask(), sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);
      return question;
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
