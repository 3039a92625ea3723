import type { AwsCredentials } from '../../account.ts';
import type { AccountSession } from '../../credentials/account-session.ts';
import { shared } from '../shared.ts';

/** Whose an access key is: the server's own, or that of one or several sessions of an account. */
export type KeyOwner =
  | { readonly kind: 'server' }
  | { readonly kind: 'account'; readonly accountId: string; readonly sessions: Set<string> };

const SERVER: KeyOwner = Object.freeze({ kind: 'server' });

/**
 * Credentials of `session` on their way to an AWS client or a child process. The guard remembers whose they are: a client
 * may go on signing with a session that the cache has already renewed.
 */
export function issue(session: AccountSession, credentials: AwsCredentials): AwsCredentials {
  const owner = ownerOf(credentials.accessKeyId);
  const { accountId } = session.info;
  // A key pair belongs to several sessions when its record changes while calls are under way.
  if (owner?.kind === 'account' && owner.accountId === accountId) owner.sessions.add(session.key);
  else setOwner(credentials.accessKeyId, { kind: 'account', accountId, sessions: new Set([session.key]) });
  return credentials;
}

/** A key that a call of `session` obtained from AWS. Never one that is known as somebody's already. */
export function adopt(session: AccountSession, accessKeyId: string): void {
  if (ownerOf(accessKeyId)) return;
  setOwner(accessKeyId, { kind: 'account', accountId: session.info.accountId, sessions: new Set([session.key]) });
}

/** A key that signed a request outside of every call for an account. */
export function observeServerKey(accessKeyId: string): void {
  if (!ownerOf(accessKeyId)) setOwner(accessKeyId, SERVER);
}

/** Undefined for a key that this process has not seen. */
export function ownerOf(accessKeyId: string): KeyOwner | undefined {
  return shared().keyOwners.get(accessKeyId);
}

function setOwner(accessKeyId: string, owner: KeyOwner): void {
  shared().keyOwners.set(accessKeyId, owner);
}
