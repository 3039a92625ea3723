import type { CallAudit } from '../access/audit/call-audit.ts';
import type { AccountContext } from '../context/account-context.ts';
import { accountContext, accountSession, authorizeServer, serverContext } from '../context/account-contexts.ts';
import { callerOfRequest, inheritedCaller } from '../context/caller-of-request.ts';
import { openAudit } from '../context/open-audit.ts';
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
  return openAudit(accounts.audit, { target: target === undefined ? 'server' : 'account', tool, mcpRequestId });
}

/**
 * The context that a call runs in: its account's or, without a target, the server's.
 *
 * @throws the errors of `Accounts.session`
 */
export async function contextFor(accounts: Accounts, call: AccountCall, audit?: CallAudit): Promise<AccountContext> {
  const caller = await (call.extra ? callerOfRequest(accounts, call.extra) : inheritedCaller(accounts));
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
