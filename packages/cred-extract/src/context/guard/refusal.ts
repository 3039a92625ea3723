import type { AccountSession } from '../../credentials/account-session.ts';
import { AccountContextBypassError } from '../../errors.ts';
import { type AccountContext, sessionOf } from '../account-context.ts';
import { callSite } from './call-site.ts';
import { issue, type KeyOwner, observeServerKey, ownerOf } from './issued-keys.ts';
import type { Signature } from './signature.ts';

/**
 * Why a request may not leave the process; undefined when it may.
 *
 * @param hook the function Node calls with the request: what stands below it on the stack is the program's own
 */
export function refusalOf(
  signatures: readonly Signature[],
  context: AccountContext | undefined,
  hook: (...args: never[]) => unknown,
): Error | undefined {
  if (signatures.length === 0) return undefined;
  try {
    const session = sessionOf(context);
    if (!session) return observe(signatures);
    const foreign = signatures.find((signature) => !isOwn(signature, session));
    return foreign && remembered(context, bypassError(session, knownOwnerOf(foreign.accessKeyId), callSite(hook)));
  } catch (error) {
    // A context that is not ready. A subscriber of a diagnostics channel must not throw.
    return remembered(context, error as Error);
  }
}

function remembered(context: AccountContext | undefined, error: Error): Error {
  if (context) context.refusal = error;
  return error;
}

/** A URL may have been signed by anybody; who signs a header has the key. */
function observe(signatures: readonly Signature[]): undefined {
  for (const { accessKeyId, place } of signatures) if (place === 'header') observeServerKey(accessKeyId);
}

function isOwn({ accessKeyId, place }: Signature, session: AccountSession): boolean {
  const owner = knownOwnerOf(accessKeyId);
  if (owner?.kind === 'account' && owner.accountId === session.info.accountId) {
    if (place === 'query' || owner.sessions.has(session.key)) return true;
  }
  if (isCurrentKey(accessKeyId, session)) return true;
  // AWS hands out URLs that its own services have signed, such as the code location of a Lambda function.
  return place === 'query' && owner === undefined;
}

/** Before the server has signed anything itself, its key may be known from the environment. */
function knownOwnerOf(accessKeyId: string): KeyOwner | undefined {
  return ownerOf(accessKeyId) ?? (process.env.AWS_ACCESS_KEY_ID === accessKeyId ? { kind: 'server' } : undefined);
}

/** Credentials that the program took from the session itself, or whose entry has made room for others. */
function isCurrentKey(accessKeyId: string, session: AccountSession): boolean {
  const credentials = session.currentCredentials();
  if (credentials?.accessKeyId !== accessKeyId) return false;
  issue(session, credentials);
  return true;
}

function bypassError(session: AccountSession, owner: KeyOwner | undefined, site: string | undefined): Error {
  const { accountId } = session.info;
  const error = new AccountContextBypassError(
    `A request of a call for AWS account ${accountId} was signed by ${signer(owner, accountId)} and has been stopped` +
      `${site === undefined ? '' : `; it was made at ${site}`}. ` +
      'Create its AWS client with perAccount(), or wrap the code in asServer() if it acts for the server itself.',
  );
  // AWS SDK v2 writes a code of its own and `retryable: true` over every network error, and would try again. It also takes
  // the name away from an error that has inherited it.
  Object.defineProperty(error, 'code', { writable: false });
  Object.defineProperty(error, 'retryable', { writable: false });
  Object.defineProperty(error, 'name', { value: error.name, writable: true, configurable: true });
  return error;
}

function signer(owner: KeyOwner | undefined, accountId: string): string {
  if (owner === undefined) return 'another identity';
  if (owner.kind === 'server') return "the server's own identity";
  return owner.accountId === accountId ? 'another session of that account' : `account ${owner.accountId}`;
}
