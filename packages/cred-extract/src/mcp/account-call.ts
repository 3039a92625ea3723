import type { CallAudit } from '../access/audit/call-audit.ts';
import type { Caller } from '../caller.ts';
import type { AccountContext, CallOrigin } from '../context/account-context.ts';
import { accountContext, accountSession, authorizeServer, serverContext } from '../context/account-contexts.ts';
import { callerOfRequest, inheritedCaller } from '../context/caller-of-request.ts';
import { openAudit } from '../context/open-audit.ts';
import type { AccountSession } from '../credentials/account-session.ts';
import type { Accounts } from '../credentials/accounts.ts';
import { isPromise, type MaybePromise } from '../maybe-promise.ts';
import type { HandlerExtra } from './tool-call.ts';

/** One tool call, before it is known what it runs as. */
export interface AccountCall {
  readonly target: unknown;
  readonly tool: string | undefined;
  readonly mcpRequestId: string | number | undefined;
  /** What tells who calls. Undefined for a handler that other code calls: its caller is that of the call it is part of. */
  readonly extra: HandlerExtra | undefined;
  /** See `CallOrigin.request`. */
  readonly request: object | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The record of a call from its arrival on; undefined where calls are not recorded. */
export function auditOf(accounts: Accounts, { target, tool, mcpRequestId }: AccountCall): CallAudit | undefined {
  return openAudit(accounts.audit, { target: target === undefined ? 'server' : 'account', tool, mcpRequestId });
}

/**
 * The context that a call runs in: its account's or, without a target, the server's. No promise where nothing is to wait for.
 *
 * @throws the errors of `Accounts.session`
 */
export function contextFor(accounts: Accounts, call: AccountCall, audit?: CallAudit): MaybePromise<AccountContext> {
  const caller = call.extra ? callerOfRequest(accounts, call.extra) : inheritedCaller(accounts);
  return isPromise(caller)
    ? caller.then((known) => callersContext(accounts, call, known, audit))
    : callersContext(accounts, call, caller, audit);
}

function callersContext(
  accounts: Accounts,
  { request, signal, target }: AccountCall,
  caller: Caller | undefined,
  audit: CallAudit | undefined,
): MaybePromise<AccountContext> {
  if (audit) audit.caller = caller;
  const origin = { request, caller, audit };
  if (target === undefined) {
    const authorized = authorizeServer(accounts, { caller, signal });
    return isPromise(authorized) ? authorized.then(() => serverContext(origin)) : serverContext(origin);
  }
  const session = accountSession(accounts, target, { caller, signal });
  return isPromise(session)
    ? session.then((opened) => accountsContext(opened, origin))
    : accountsContext(session, origin);
}

function accountsContext(session: AccountSession, origin: CallOrigin): AccountContext {
  if (origin.audit) origin.audit.account = session.info;
  return accountContext(session, origin);
}
