import { CallAudit } from '../access/audit/call-audit.ts';
import type { Caller } from '../caller.ts';
import { type AccountContext, currentContext, outsideContext } from '../context/account-context.ts';
import { accountContext, accountSession, authorizeServer, serverContext } from '../context/account-contexts.ts';
import type { Accounts } from '../credentials/accounts.ts';
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
  if (!accounts.audit) return undefined;
  return new CallAudit(accounts.audit, { target: target === undefined ? 'server' : 'account', tool, mcpRequestId });
}

/**
 * The context that a call runs in: its account's or, without a target, the server's.
 *
 * @throws the errors of `Accounts.session`
 */
export async function contextFor(accounts: Accounts, call: AccountCall, audit?: CallAudit): Promise<AccountContext> {
  const caller = await callerOf(accounts, call);
  if (audit) audit.caller = caller;
  const { request, signal, target } = call;
  const origin = { request, caller, audit };
  if (target === undefined) {
    await authorizeServer(accounts, { caller, signal });
    return serverContext(origin);
  }
  const session = await accountSession(accounts, target, { caller, signal });
  if (audit) audit.account = session.info;
  return accountContext(session, origin);
}

function callerOf(accounts: Accounts, { extra }: AccountCall): Caller | undefined | Promise<Caller | undefined> {
  if (extra === undefined) return currentContext()?.caller;
  return accounts.callerOf && outsideContext(() => accounts.callerOf?.(extra));
}
