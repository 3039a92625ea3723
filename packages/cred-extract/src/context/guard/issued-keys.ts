import type { AwsCredentials } from '../../account.ts';
import type { AccountSession } from '../../credentials/account-session.ts';
import { shared } from '../shared.ts';

/** Whose an access key is: the server's own, or that of one or several sessions of an account. */
export type KeyOwner =
  | { readonly kind: 'server' }
  | {
      readonly kind: 'account';
      readonly accountId: string;
      readonly sessions: Set<string>;
      /** Milliseconds since 1970; absent for a key that does not expire. */
      readonly expiresAt?: number | undefined;
    };

/** A key as AWS hands it out. */
export type IssuedKey = Pick<AwsCredentials, 'accessKeyId' | 'expiration'>;

/** How long after its end a key is still known, should a clock be wrong. AWS refuses it in any case. */
const GRACE_MS = 3_600_000;
const SWEEP_MS = 300_000;

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
  else setAccount(session, credentials);
  return credentials;
}

/** A key that a call of `session` obtained from AWS. Never one that is known as somebody's already. */
export function adopt(session: AccountSession, key: IssuedKey): void {
  if (!ownerOf(key.accessKeyId)) setAccount(session, key);
}

/** A key that signed a request outside of every call for an account. */
export function observeServerKey(accessKeyId: string): void {
  if (!ownerOf(accessKeyId)) setOwner(accessKeyId, SERVER);
}

/** Undefined for a key that this process has not seen. */
export function ownerOf(accessKeyId: string): KeyOwner | undefined {
  return shared().keyOwners.get(accessKeyId);
}

function setAccount({ info, key }: AccountSession, { accessKeyId, expiration }: IssuedKey): void {
  const { accountId } = info;
  setOwner(accessKeyId, { kind: 'account', accountId, sessions: new Set([key]), expiresAt: expiration?.getTime() });
}

function setOwner(accessKeyId: string, owner: KeyOwner): void {
  forgetExpired();
  shared().keyOwners.set(accessKeyId, owner);
}

let lastSweep = 0;

/** The keys of a day are many times those of the sessions that live. */
function forgetExpired(): void {
  const now = Date.now();
  if (now - lastSweep < SWEEP_MS) return;
  lastSweep = now;
  const { keyOwners } = shared();
  for (const [key, owner] of [...keyOwners.entries()]) if (isOver(owner, now)) keyOwners.delete(key);
}

function isOver(owner: KeyOwner, now: number): boolean {
  return owner.kind === 'account' && owner.expiresAt !== undefined && owner.expiresAt + GRACE_MS < now;
}
