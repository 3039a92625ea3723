import type { AwsCredentials } from '../../account.ts';
import type { AccountSession } from '../../credentials/account-session.ts';
import { shared } from '../shared.ts';

/**
 * Credentials of `session` on their way to an AWS client or a child process. The guard remembers whose they are: a client
 * may go on signing with a session that the cache has already renewed.
 */
export function issue(session: AccountSession, credentials: AwsCredentials): AwsCredentials {
  shared().keyOwners.set(credentials.accessKeyId, session.info.accountId);
  return credentials;
}

/** The account that a key was issued for; undefined for a key that did not come from this library. */
export function ownerOf(accessKeyId: string): string | undefined {
  return shared().keyOwners.get(accessKeyId);
}
