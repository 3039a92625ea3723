import type { JsonRpcNotification, JsonRpcRequest, RequestId } from './json-rpc.ts';

/** The request as it is told to a program: under an ID that no other client has, which is its progress token too where it has one. */
export function withOwnId(request: JsonRpcRequest, id: RequestId): JsonRpcRequest {
  if (progressTokenOf(request) === undefined) return { ...request, id };
  return { ...request, id, params: { ...request.params, _meta: { ...metaOf(request), progressToken: id } } };
}

/** Progress as it is told to the client of `request`; undefined when it has asked for none. */
export function withItsToken(progress: JsonRpcNotification, request: JsonRpcRequest): JsonRpcNotification | undefined {
  const progressToken = progressTokenOf(request);
  return progressToken === undefined ? undefined : { ...progress, params: { ...progress.params, progressToken } };
}

/**
 * One line for every reader: Node's readline ends lines at these characters, too, and what a client wrote between two of them
 * would be a message of its own, with whatever ID.
 */
export function asLine(message: object): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(message).replace(/[\u0085\u2028\u2029]/g, escaped);
}

function progressTokenOf(request: JsonRpcRequest): unknown {
  return metaOf(request)?.progressToken;
}

function metaOf({ params }: JsonRpcRequest): Record<string, unknown> | undefined {
  return params?._meta as Record<string, unknown> | undefined;
}
