import type { AccountSession } from '../credentials/account-session.ts';
import type { Accounts } from '../credentials/accounts.ts';
import { type AccountContext, outsideContext } from './account-context.ts';
import { defaultAccounts } from './default-accounts.ts';
import { installGuard } from './guard/guard.ts';

export interface AccountContextOptions {
  /** Default: what `configureAccounts` set, else what the environment describes. */
  readonly accounts?: Accounts;
}

/**
 * The session `target` stands for.
 *
 * @throws the errors of `Accounts.session`
 */
export function accountSession(target: unknown, options: AccountContextOptions = {}): Promise<AccountSession> {
  installGuard();
  return outsideContext(() => (options.accounts ?? defaultAccounts()).session(target));
}

/** A context that runs as `session`'s account, on behalf of the MCP request that `request` identifies. */
export function accountContext(session: AccountSession, request?: object): AccountContext {
  return { state: { kind: 'account', session }, ...(request && { request }) };
}

/** A context that runs as the server itself. */
export function serverContext(request?: object): AccountContext {
  return { state: { kind: 'server' }, ...(request && { request }) };
}
