/** JSON-RPC 2.0 as MCP uses it: a request's ID is never null. https://www.jsonrpc.org/specification */
export type RequestId = string | number;

export type Params = Readonly<Record<string, unknown>>;

export interface JsonRpcRequest {
  readonly jsonrpc: '2.0';
  readonly id: RequestId;
  readonly method: string;
  readonly params?: Params;
}

export interface JsonRpcNotification {
  readonly jsonrpc: '2.0';
  readonly method: string;
  readonly params?: Params;
}

export interface JsonRpcResponse {
  readonly jsonrpc: '2.0';
  readonly id: RequestId | null;
  readonly result?: unknown;
  readonly error?: JsonRpcError;
}

export interface JsonRpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

export type JsonRpcMessage =
  | { readonly kind: 'request'; readonly message: JsonRpcRequest }
  | { readonly kind: 'notification'; readonly message: JsonRpcNotification }
  | { readonly kind: 'response'; readonly message: JsonRpcResponse };

/** https://www.jsonrpc.org/specification#error_object; -32000 is the first of those left to the server. */
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;
export const SERVER_ERROR = -32000;

/** What `value` is as a JSON-RPC message; undefined for anything else. `params: null` counts as absent. */
export function readMessage(value: unknown): JsonRpcMessage | undefined {
  if (!isObject(value) || value.jsonrpc !== '2.0') return undefined;
  const { id, method, params, ...rest } = value;
  if (method === undefined) return readResponse(value);
  if (typeof method !== 'string' || !(params == null || isObject(params))) return undefined;
  const message = { ...rest, method, ...(params != null && { params }) } as unknown as JsonRpcNotification;
  if (id === undefined) return { kind: 'notification', message };
  return isId(id) ? { kind: 'request', message: { ...message, id } } : undefined;
}

/** One message, or several of them, which protocol version 2025-03-26 allows; undefined if any is none. */
export function readMessages(value: unknown): readonly JsonRpcMessage[] | undefined {
  const messages = (Array.isArray(value) ? value : [value]).map(readMessage);
  return messages.length > 0 && messages.every((message) => message !== undefined) ? messages : undefined;
}

export function errorResponse(id: RequestId | null, error: JsonRpcError): JsonRpcResponse {
  return { jsonrpc: '2.0', id, error };
}

function readResponse(value: Record<string, unknown>): JsonRpcMessage | undefined {
  const answers = 'result' in value !== 'error' in value;
  if (!answers || !(isId(value.id) || value.id === null)) return undefined;
  return { kind: 'response', message: value as unknown as JsonRpcResponse };
}

function isId(value: unknown): value is RequestId {
  return typeof value === 'string' || typeof value === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
