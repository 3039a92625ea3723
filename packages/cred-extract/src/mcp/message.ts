import { isObject } from './tool-call.ts';

/** A JSON-RPC message as transports of both SDKs carry it. */
export type Message = Record<string, unknown>;

export interface RequestMessage extends Message {
  readonly id: string | number;
  readonly method: string;
  readonly params?: Record<string, unknown>;
}

/** The part of a transport that both SDKs have, and that this library touches. */
export interface Transport {
  onmessage?: ((message: never, extra?: never) => void) | undefined;
  onclose?: (() => void) | undefined;
  send(message: never, options?: never): Promise<void>;
}

export function isRequest(message: unknown): message is RequestMessage {
  return isObject(message) && typeof message.method === 'string' && message.id !== undefined && message.id !== null;
}

/** Requests of the server to its client have ids of their own, which may equal those of the client's. */
export function isResponse(message: unknown): message is Message {
  return isObject(message) && message.method === undefined && message.id !== undefined;
}

/** The id of the request that a `notifications/cancelled` message takes back. */
export function cancelledRequestId(message: unknown): unknown {
  if (!isObject(message) || message.method !== 'notifications/cancelled') return undefined;
  return isObject(message.params) ? message.params.requestId : undefined;
}

/** Set by clients of protocol 2026-07-28 on every request. */
const PROTOCOL_VERSION_META_KEY = 'io.modelcontextprotocol/protocolVersion';

/** The response to `request`. From protocol 2026-07-28 on every result names its type; earlier clients do not expect one. */
export function responseTo(request: RequestMessage, result: Message): Message {
  const meta = request.params?._meta;
  const isModern = isObject(meta) && PROTOCOL_VERSION_META_KEY in meta;
  return { jsonrpc: '2.0', id: request.id, result: isModern ? { resultType: 'complete', ...result } : result };
}
