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

/**
 * The abort signal of the MCP request that called a handler: one object for each request in both SDKs (`extra.signal` in
 * v1, `ctx.mcpReq.signal` in v2). Undefined when the handler was called by other code.
 */
export function requestOf(handlerArguments: readonly unknown[]): object | undefined {
  const extra = handlerArguments.at(-1);
  if (!isObject(extra)) return undefined;
  const { signal } = isObject(extra.mcpReq) ? extra.mcpReq : extra;
  return signal instanceof AbortSignal ? signal : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
