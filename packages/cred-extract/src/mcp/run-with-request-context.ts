import type { CallAudit } from '../access/audit/call-audit.ts';
import { type AccountContext, runInContext } from '../context/account-context.ts';
import { accountsOf } from '../context/account-contexts.ts';
import { asServer } from '../context/as-server.ts';
import { checkAccounts } from '../context/check-accounts.ts';
import { installGuard } from '../context/guard/guard.ts';
import { currentRequest, type RequestContext, runInRequest, takeOverCall } from '../context/request-context.ts';
import { AccountContextBypassError, isCredentialExtractionError } from '../errors.ts';
import { type AccountCall, auditOf, contextFor } from './account-call.ts';
import { accountNeedOf, accountRequestsOf, requestsOf } from './account-need.ts';
import { logAccountError } from './log-error.ts';
import { isCallToolRequest } from './tool-call.ts';

/**
 * Runs `fn`, which hands an MCP request to a server, with what is known of that request. For programs that receive requests
 * for a server, as `serve()` does; inside another one it adds to it.
 *
 * With `targetAccountId` a call that names no account runs in that one, as if it had named it. So does, by what
 * `configureAccounts` or the environment describes, a tool that is not wrapped: its account is bound before `fn` runs. Where
 * that account cannot be had, wrapped handlers answer with the typed error, and nothing signed leaves the process.
 *
 * @returns what `fn` returns; a promise of it where an account had to be looked up.
 */
export function runWithRequestContext<T>(request: RequestContext, fn: () => T): T | Promise<Awaited<T>> {
  const outer = currentRequest();
  const whole = { ...outer, ...request };
  const run = () => (request.targetAccountId === undefined ? fn() : runInDefault(whole, fn));
  // A request has nothing of the flow that happens to receive it, and leaves nothing in it.
  return runInRequest(whole, outer ? run : () => runInContext(undefined, run));
}

const KEY = Symbol.for('@mcp-multi-account/cred-extract/library/1');

// So that `serve()` finds the copy of the library that its server has loaded, and loads none itself.
(globalThis as { [KEY]?: object })[KEY] ??= { runWithRequestContext, asServer, checkAccounts };

/** A call without a target has that of its request. From here on the call is the business of who asks for it. */
export function takenOver<Call extends AccountCall>(call: Call): Call {
  takeOverCall();
  const { targetAccountId } = currentRequest() ?? {};
  return call.target === undefined && targetAccountId !== undefined ? { ...call, target: targetAccountId } : call;
}

function runInDefault<T>(request: RequestContext, fn: () => T): T | Promise<Awaited<T>> {
  switch (accountNeedOf(request)) {
    case 'none':
      return fn();
    case 'default':
      return runInDefaultAccount(request, fn);
    case 'named':
      installGuard();
      return runInContext({ state: { kind: 'failed', error: namedError() }, ofRequest: { takenOver: 0 } }, fn);
  }
}

/** For tools that are not wrapped. What is wrapped takes its call over, and asks for the account itself. */
async function runInDefaultAccount<T>(request: RequestContext, fn: () => T): Promise<Awaited<T>> {
  installGuard();
  const { audit, ...call } = await openCall(callOf(request));
  const ofRequest = { takenOver: 0 };
  const context = { ...call.context, ofRequest };
  try {
    return await runInContext(context, fn);
  } finally {
    if (ofRequest.takenOver < Math.max(1, accountRequestsOf(request).length)) await concludeCall(context, audit);
  }
}

interface DefaultCall {
  readonly context: AccountContext;
  readonly audit: CallAudit | undefined;
}

async function openCall(call: AccountCall): Promise<DefaultCall> {
  let audit: CallAudit | undefined;
  try {
    const accounts = accountsOf({});
    audit = auditOf(accounts, call);
    return { context: await contextFor(accounts, call, audit), audit };
  } catch (error) {
    return { context: { state: { kind: 'failed', error } }, audit };
  }
}

/** The server has answered by now, so that a failure can only be told of. */
async function concludeCall({ state, refusal }: AccountContext, audit: CallAudit | undefined): Promise<void> {
  const error = state.kind === 'failed' ? state.error : refusal;
  if (isCredentialExtractionError(error)) logAccountError(error);
  const recorded = error === undefined ? audit?.end({ outcome: 'ok' }) : audit?.fail(error);
  await recorded?.catch((unavailable) => logAccountError(unavailable));
}

function callOf({ message, targetAccountId }: RequestContext): AccountCall {
  const [request, ...others] = requestsOf(message);
  const isAlone = request !== undefined && others.length === 0;
  return {
    target: targetAccountId,
    tool: isAlone && isCallToolRequest(request) ? request.params.name : undefined,
    mcpRequestId: isAlone ? request.id : undefined,
    extra: {},
    request: undefined,
    signal: undefined,
  };
}

function namedError(): AccountContextBypassError {
  return new AccountContextBypassError(
    'This tool does not take target_account_id, so that it cannot run in the AWS account that the call names.',
  );
}
