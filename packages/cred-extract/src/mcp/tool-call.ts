import { targetAccountId } from './parameter.ts';

/** A `tools/call` request as both SDKs hand it to a low-level handler, and as it stands on the wire. */
export interface CallToolRequest {
  readonly method: 'tools/call';
  readonly params: { readonly name: string; readonly arguments?: Record<string, unknown> };
}

export function isCallToolRequest(value: unknown): value is CallToolRequest {
  return isObject(value) && value.method === 'tools/call' && isObject(value.params);
}

/** The account a set of tool arguments asks for. `null` is how some clients leave an optional argument out. */
export function targetOf(args: unknown): unknown {
  return isObject(args) ? (args[targetAccountId.name] ?? undefined) : undefined;
}

/** The request without the parameter. Never changes the request it is given: the transport may still hold it. */
export function requestWithoutTarget<Request extends CallToolRequest>(request: Request): Request {
  const given = withoutTarget(request.params.arguments);
  if (given === request.params.arguments) return request;
  return { ...request, params: { ...request.params, arguments: given } };
}

/** The arguments without the parameter; the very same object when it is not among them. */
export function withoutTarget<Args>(args: Args): Args {
  if (!isObject(args) || !(targetAccountId.name in args)) return args;
  const { [targetAccountId.name]: _, ...rest } = args;
  return rest as Args;
}

/** The request with the account it runs in, unless it names one itself. */
export function requestWithTarget<Request extends CallToolRequest>(request: Request, accountId: string): Request {
  return {
    ...request,
    params: { ...request.params, arguments: withTarget(request.params.arguments ?? {}, accountId) },
  };
}

export function withTarget<Args extends object>(args: Args, accountId: string): Args {
  return targetOf(args) === undefined ? { ...args, [targetAccountId.name]: accountId } : args;
}

/** What an SDK gives a handler beside its arguments: `extra` of v1, `ctx` of v2. */
export type HandlerExtra = Record<string, unknown>;

/**
 * The last of a handler's arguments, if it comes from an SDK; undefined when other code called the handler. What a model
 * wrote could look like it, with a caller of its choice, in everything but the abort signal.
 */
export function handlerExtraOf(handlerArguments: readonly unknown[]): HandlerExtra | undefined {
  const extra = handlerArguments.at(-1);
  return isObject(extra) && signalOf(extra) ? extra : undefined;
}

/** The abort signal of the MCP request: one object for each request in both SDKs (`extra.signal`, `ctx.mcpReq.signal`). */
export function signalOf(extra: HandlerExtra | undefined): AbortSignal | undefined {
  if (!extra) return undefined;
  const { signal } = isObject(extra.mcpReq) ? extra.mcpReq : extra;
  return signal instanceof AbortSignal ? signal : undefined;
}

/** The id of the JSON-RPC request: `extra.requestId` in v1, `ctx.mcpReq.id` in v2. */
export function requestIdOf(extra: HandlerExtra | undefined): string | number | undefined {
  const id = isObject(extra?.mcpReq) ? extra.mcpReq.id : extra?.requestId;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

/** What a tool result says for the record. */
export function endOf(result: unknown): { readonly outcome: 'ok' | 'tool_error' } {
  return { outcome: isObject(result) && result.isError === true ? 'tool_error' : 'ok' };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
