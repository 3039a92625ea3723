import type { RequestContext } from '../context/request-context.ts';
import { isRequest, type RequestMessage } from './message.ts';
import { isCallToolRequest, targetOf } from './tool-call.ts';

/** About the server, whichever account somebody works in: https://modelcontextprotocol.io/specification/2025-11-25/schema */
const SERVER_METHODS: ReadonlySet<string> = new Set([
  'initialize',
  'logging/setLevel',
  'ping',
  'prompts/list',
  'server/discover',
  'tools/list',
]);

/** Whether a request that carries messages needs an account of its own: `none` is about the server, `named` has calls that name theirs. */
export type AccountNeed = 'none' | 'default' | 'named';

/** A batch is bound as a whole: beside a call that names an account, tools that are not wrapped get none. */
export function accountNeedOf(request: RequestContext): AccountNeed {
  if (request.message === undefined) return 'default';
  const requests = accountRequestsOf(request);
  if (requests.length === 0) return 'none';
  const isNamed = requests.some((one) => isCallToolRequest(one) && targetOf(one.params.arguments) !== undefined);
  return isNamed ? 'named' : 'default';
}

/** The requests that run in an account. */
export function accountRequestsOf({ message }: RequestContext): readonly RequestMessage[] {
  return requestsOf(message).filter(({ method }) => !SERVER_METHODS.has(method));
}

export function requestsOf(message: unknown): readonly RequestMessage[] {
  return (Array.isArray(message) ? message : [message]).filter(isRequest);
}
