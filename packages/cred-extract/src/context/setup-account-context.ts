import type { AccountInfo } from '../account.ts';
import { type AccountContext, currentContext } from './account-context.ts';
import { type AccountContextOptions, accountSession } from './account-contexts.ts';
import { shared } from './shared.ts';

/**
 * Binds the rest of the current asynchronous call to an account: every AWS client made with `perAccount` uses that
 * account's credentials from here on, through awaits, timers, streams and callbacks. Await it before the first AWS call.
 *
 * `withAccountContext` is the safer choice for a tool handler: its context ends with the handler. This one lasts until the
 * calling function's own asynchronous flow ends.
 *
 * @param target a 12-digit account ID or an alias; `undefined` binds the server's own identity.
 * @returns what is safe to show of the account; `undefined` for the server's own identity.
 * @throws the errors of `Accounts.session`. After an error every AWS call in this flow fails with it, so that swallowing
 * it never leads to an answer from another account.
 */
export function setupAccountContext(target: string, options?: AccountContextOptions): Promise<AccountInfo>;
export function setupAccountContext(
  target: string | undefined | null,
  options?: AccountContextOptions,
): Promise<AccountInfo | undefined>;
export function setupAccountContext(
  target: string | undefined | null,
  options: AccountContextOptions = {},
): Promise<AccountInfo | undefined> {
  const isServer = target === undefined || target === null;
  const request = currentContext()?.request;
  const context: AccountContext = { state: { kind: isServer ? 'server' : 'pending' }, ...(request && { request }) };
  // Not after an await: `enterWith` binds the flow it is called in, and that must be the caller's.
  shared().storage.enterWith(context);
  return isServer ? Promise.resolve(undefined) : fill(context, target, options);
}

async function fill(context: AccountContext, target: string, options: AccountContextOptions): Promise<AccountInfo> {
  try {
    const session = await accountSession(target, options);
    context.state = { kind: 'account', session };
    return session.info;
  } catch (error) {
    context.state = { kind: 'failed', error };
    throw error;
  }
}
