import type { CallAudit } from '../access/audit/call-audit.ts';
import type { AccountInfo } from '../account.ts';
import type { SessionRequest } from '../caller.ts';
import type { Accounts } from '../credentials/accounts.ts';
import { type AccountContext, currentContext } from './account-context.ts';
import {
  type AccountContextOptions,
  accountSession,
  accountsOf,
  authorizeServer,
  originOf,
} from './account-contexts.ts';
import { callerOfRequest } from './caller-of-request.ts';
import { openAudit } from './open-audit.ts';
import { currentRequest, takeOverCall } from './request-context.ts';
import { shared } from './shared.ts';

/** The caller of the call that this is part of counts where none is given. */
export interface SetupOptions extends AccountContextOptions, SessionRequest {}

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
export function setupAccountContext(target: string, options?: SetupOptions): Promise<AccountInfo>;
export function setupAccountContext(
  target: string | undefined | null,
  options?: SetupOptions,
): Promise<AccountInfo | undefined>;
export function setupAccountContext(
  target: string | undefined | null,
  options: SetupOptions = {},
): Promise<AccountInfo | undefined> {
  const { caller } = options;
  const enclosing = currentContext();
  takeOverCall();
  const context: AccountContext = {
    ...(enclosing && !enclosing.ofRequest && originOf(enclosing)),
    ...(caller && { caller }),
    state: { kind: 'pending' },
  };
  // Not after an await: `enterWith` binds the flow it is called in, and that must be the caller's.
  shared().storage.enterWith(context);
  return fill(context, target ?? defaultTarget(enclosing), options);
}

/** Up to its first `await` it runs at once: where nothing has to be asked, the server's identity is there without waiting. */
async function fill(context: AccountContext, target: unknown, options: SetupOptions): Promise<AccountInfo | undefined> {
  try {
    const accounts = accountsOf(options);
    const audit = setupAudit(accounts, context, target);
    try {
      const info = await bind(context, accounts, target, options);
      if (audit) Object.assign(audit, { account: info, caller: context.caller });
      await audit?.end({ outcome: 'ok' });
      return info;
    } catch (error) {
      if (audit) audit.caller = context.caller;
      await audit?.fail(error);
      throw error;
    }
  } catch (error) {
    context.state = { kind: 'failed', error };
    throw error;
  }
}

async function bind(
  context: AccountContext,
  accounts: Accounts,
  target: unknown,
  { signal }: SetupOptions,
): Promise<AccountInfo | undefined> {
  if (!context.caller && currentRequest()) context.caller = await callerOfRequest(accounts);
  const request = { caller: context.caller, signal };
  if (target === undefined) {
    const authorized = authorizeServer(accounts, request);
    if (authorized) await authorized;
    context.state = { kind: 'server' };
    return undefined;
  }
  const session = await accountSession(accounts, target, request);
  context.state = { kind: 'account', session };
  if (context.audit) context.audit.account = session.info;
  return session.info;
}

/** Inside a call that is recorded, the account becomes part of its record. Anywhere else this is all there is to record. */
function setupAudit(accounts: Accounts, context: AccountContext, target: unknown): CallAudit | undefined {
  if (context.audit) return undefined;
  const audit = openAudit(accounts.audit, { target: target === undefined ? 'server' : 'account' });
  if (audit) audit.caller = context.caller;
  return audit;
}

/**
 * Without a target the request's account is meant; within a call that has an identity already, by an account that it named or
 * by `asServer`, that one.
 */
function defaultTarget(enclosing: AccountContext | undefined): string | undefined {
  const { targetAccountId } = currentRequest() ?? {};
  if (targetAccountId === undefined || !enclosing || enclosing.ofRequest) return targetAccountId;
  switch (enclosing.state.kind) {
    case 'account':
      return enclosing.state.session.info.accountId;
    case 'server':
      return undefined;
    case 'pending':
    case 'failed':
      return targetAccountId;
  }
}
