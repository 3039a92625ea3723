import type { SessionRequest } from '../caller.ts';
import type { AccountSession } from '../credentials/account-session.ts';
import type { Accounts } from '../credentials/accounts.ts';
import { sessionInHand } from '../credentials/session-in-hand.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import { type AccountContext, type CallOrigin, outsideContext } from './account-context.ts';
import { defaultAccounts } from './default-accounts.ts';
import { installGuard } from './guard/guard.ts';

export interface AccountContextOptions {
  /** Default: what `configureAccounts` set, else what the environment describes. */
  readonly accounts?: Accounts;
}

/** @throws ConfigurationError when the environment describes none that could be used. */
export function accountsOf(options: AccountContextOptions): Accounts {
  return options.accounts ?? defaultAccounts();
}

/**
 * The session `target` stands for; no promise where it is in hand.
 *
 * @throws the errors of `Accounts.session`
 */
export function accountSession(
  accounts: Accounts,
  target: unknown,
  request: SessionRequest,
): MaybePromise<AccountSession> {
  installGuard();
  return sessionInHand(accounts, target, request) ?? outsideContext(() => accounts.session(target, request));
}

/** Whether a call without a target may run as the server; nothing to wait for where everybody may. */
export function authorizeServer(accounts: Accounts, request: SessionRequest): void | Promise<void> {
  return accounts.authorizeServer && outsideContext(() => accounts.authorizeServer?.(request));
}

/** A context that runs as `session`'s account. */
export function accountContext(session: AccountSession, origin: CallOrigin = {}): AccountContext {
  const { request, caller, audit } = origin;
  return { request, caller, audit, state: { kind: 'account', session } };
}

/** A context that runs as the server itself. */
export function serverContext(origin: CallOrigin = {}): AccountContext {
  const { request, caller, audit } = origin;
  return { request, caller, audit, state: { kind: 'server' } };
}

/** What a context says of its call, without what it runs as. */
export function originOf({ request, caller, audit }: CallOrigin): CallOrigin {
  return { ...(request && { request }), ...(caller && { caller }), ...(audit && { audit }) };
}
