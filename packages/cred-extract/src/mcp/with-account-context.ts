import type { CallAudit } from '../access/audit/call-audit.ts';
import { type AccountContext, currentContext, runInContext, UNCLAIMED } from '../context/account-context.ts';
import { type AccountContextOptions, accountsOf } from '../context/account-contexts.ts';
import type { Accounts } from '../credentials/accounts.ts';
import { ConfigurationError } from '../errors.ts';
import { isPromise } from '../maybe-promise.ts';
import { type AccountCall, auditOf, contextFor } from './account-call.ts';
import { accountErrorResult, accountToolError } from './error-result.ts';
import { logAccountError } from './log-error.ts';
import { takenOver } from './run-with-request-context.ts';
import {
  endOf,
  handlerExtraOf,
  isCallToolRequest,
  isObject,
  requestIdOf,
  requestWithoutTarget,
  requestWithTarget,
  signalOf,
  targetOf,
  withoutTarget,
  withTarget,
} from './tool-call.ts';
import { typedErrorOf } from './typed-error.ts';

export interface ToolHandlerOptions extends AccountContextOptions {
  /** Leaves `target_account_id` in what the handler receives. Default `false`. */
  readonly keepTarget?: boolean;
  /**
   * Throws a typed error instead of returning it, for libraries that take whatever a handler returns for the tool's data.
   * The thrown error's message is the JSON text of the result. Default `false`.
   */
  readonly throwErrors?: boolean;
  /** The tool's name, for the audit. Default: that of the request, for a low-level handler, or of the tool that is wrapped. */
  readonly tool?: string;
}

/**
 * Wraps a tool handler so that a call with `target_account_id` runs as that account, or answers with a typed error
 * without running at all; and a call without it runs as the server itself.
 *
 * Takes a tool callback, `(args, extra) => …`, or a low-level `tools/call` request handler. Neither sees the parameter: it
 * may validate its arguments again or forward all of them to another API. `currentAccount()` tells the account. A handler
 * that remembers answers by its arguments must see it, or would answer one account with another's: `keepTarget`.
 *
 * The handler's own errors pass through untouched; errors of this library, raised inside it and not caught by it, become
 * the same typed result, also where they are the `cause` of another.
 */
export function withAccountContext<One extends Handler>(handler: One, options?: ToolHandlerOptions): One;
export function withAccountContext<Args extends unknown[], Result>(
  handler: (...args: Args) => Result,
  options?: ToolHandlerOptions,
): (...args: Args) => Result;
/** A tool that other code has made of its definition: its `handler` or `execute` is wrapped, and the tool returned. */
export function withAccountContext<Tool extends ToolWithHandler>(tool: Tool, options?: ToolHandlerOptions): Tool;
export function withAccountContext(target: Handler | ToolWithHandler, options: ToolHandlerOptions = {}): unknown {
  if (typeof target === 'function') return wrapHandler(target as (...args: unknown[]) => unknown, options);
  const tool = target as Record<string, unknown>;
  const member = ['execute', 'handler'].find((name) => typeof tool[name] === 'function');
  if (member === undefined)
    throw new ConfigurationError(
      'withAccountContext takes a tool handler, or a tool with a handler or execute function.',
    );
  const name = [tool.name, tool.id].find((one) => typeof one === 'string') as string | undefined;
  const named = { ...(name !== undefined && { tool: name }), ...options };
  tool[member] = wrapHandler(tool[member] as (...args: unknown[]) => unknown, named);
  return target;
}

type Handler = (...args: never[]) => unknown;
type ToolWithHandler = { handler: Handler } | { execute?: Handler | undefined };

function wrapHandler<Args extends unknown[], Result>(
  handler: (...args: Args) => Result,
  options: ToolHandlerOptions,
): (...args: Args) => Result {
  return async function (this: unknown, ...args: Args) {
    const run = (context: AccountContext) => {
      const received = options.keepTarget ? withTargetArgument(args, context) : withoutTargetArgument(args);
      return runInContext(context, () => handler.apply(this, received));
    };
    try {
      const call = callOf(args, options);
      const inherited = call.target === undefined ? inheritedContext(call.request) : undefined;
      return await (inherited ? runInherited(inherited, run) : runCall(takenOver(call), options, run));
    } catch (error) {
      const typed = typedErrorOf(error);
      if (!typed) throw error;
      logAccountError(typed);
      if (options.throwErrors) throw accountToolError(typed);
      return accountErrorResult(typed);
    }
    // The SDKs await a handler's result, so a handler that answered at once may answer with a promise.
  } as unknown as (...args: Args) => Result;
}

type Run<Result> = (context: AccountContext) => Result;

function callOf(args: readonly unknown[], options: ToolHandlerOptions): AccountCall {
  const request = isCallToolRequest(args[0]) ? args[0] : undefined;
  const extra = handlerExtraOf(args);
  const signal = signalOf(extra);
  return {
    target: targetOf(request ? request.params.arguments : args[0]),
    tool: request?.params.name ?? options.tool,
    mcpRequestId: requestIdOf(extra),
    extra,
    request: signal,
    signal,
  };
}

function runCall<Result>(
  call: AccountCall,
  options: ToolHandlerOptions,
  run: Run<Result>,
): Result | Promise<Awaited<Result>> {
  const accounts = accountsOf(options);
  const audit = auditOf(accounts, call);
  if (audit) return runRecorded(accounts, call, audit, run);
  const context = contextFor(accounts, call);
  return isPromise(context) ? (context.then(run) as Promise<Awaited<Result>>) : run(context);
}

async function runRecorded<Result>(
  accounts: Accounts,
  call: AccountCall,
  audit: CallAudit,
  run: Run<Result>,
): Promise<Awaited<Result>> {
  let result: Awaited<Result>;
  try {
    const context = await contextFor(accounts, call, audit);
    await audit.start();
    result = await run(context);
  } catch (error) {
    await audit.fail(typedErrorOf(error) ?? error);
    throw error;
  }
  await audit.end(endOf(result));
  return result;
}

/** The call is recorded where its context was made; that side sees a result and not this error. */
async function runInherited<Result>(context: AccountContext, run: Run<Result>): Promise<Awaited<Result>> {
  try {
    return await run(context);
  } catch (error) {
    if (context.audit) context.audit.failure = typedErrorOf(error);
    throw error;
  }
}

/**
 * Without a target of its own, a handler stays in the context of the call it is part of: when `withAccounts` has already
 * read the target of this request, or when another handler calls it as a function. A different request, such as a nested MCP
 * call inside one process, is a call of its own and starts as the server.
 */
function inheritedContext(request: object | undefined): AccountContext | undefined {
  const context = currentContext();
  if (!context || context.ofRequest) return undefined;
  if (request === undefined) return context;
  if (context.request === UNCLAIMED) context.request = request;
  return context.request === request ? context : undefined;
}

/** An account that the arguments do not name, but a header or the call around: what a handler remembers is of that account. */
function withTargetArgument<Args extends unknown[]>(args: Args, { state }: AccountContext): Args {
  const [first, ...rest] = args;
  if (state.kind !== 'account' || !isObject(first) || first === handlerExtraOf([first])) return args;
  const { accountId } = state.session.info;
  const given = isCallToolRequest(first) ? requestWithTarget(first, accountId) : withTarget(first, accountId);
  return [given, ...rest] as unknown as Args;
}

function withoutTargetArgument<Args extends unknown[]>(args: Args): Args {
  const [first, ...rest] = args;
  const stripped = isCallToolRequest(first) ? requestWithoutTarget(first) : withoutTarget(first);
  return stripped === first ? args : ([stripped, ...rest] as unknown as Args);
}
