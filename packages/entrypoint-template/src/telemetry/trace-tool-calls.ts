import type { CreateServer, McpServerLike } from '../sdk/mcp-sdk.ts';
import { type JsonRpcMessage, startToolCallSpan, type ToolCallSpan } from './tool-call-span.ts';
import { tracing } from './tracing.ts';

interface Wire {
  onmessage?: Receive | undefined;
  onclose?: (() => void) | undefined;
  send(message: JsonRpcMessage, options?: unknown): Promise<void>;
}

type Receive = (message: JsonRpcMessage, extra?: unknown) => void;

/** Servers each of whose tool calls is a span, from its arrival to its response, where somebody traces. */
export function traceToolCalls(createServer: CreateServer): CreateServer {
  return async () => {
    const server = await createServer();
    if (!tracing()) return server;
    const connected = lowLevel(server);
    const connect = connected.connect.bind(connected);
    connected.connect = (transport) => {
      trace(transport);
      return connect(transport);
    };
    return server;
  };
}

/** An `McpServer` connects the `Server` inside it, and SDK v2 may connect that one itself. */
function lowLevel(server: McpServerLike): McpServerLike {
  return 'server' in server ? (server.server as McpServerLike) : server;
}

/** In place, because the SDKs know their transports by their classes. */
function trace(transport: Wire): void {
  const spans = new Map<unknown, ToolCallSpan>();
  const end = (id: unknown, response?: JsonRpcMessage) => {
    spans.get(id)?.end(response);
    spans.delete(id);
  };
  wrapHandler(transport, 'onmessage', (deliver: Receive) => (message: JsonRpcMessage, extra?: unknown) => {
    if (message.method === 'notifications/cancelled') end((message.params as { requestId?: unknown })?.requestId);
    const span = startToolCallSpan(message);
    if (!span) return deliver(message, extra);
    end(message.id);
    spans.set(message.id, span);
    span.run(() => deliver(message, extra));
  });
  wrapHandler(transport, 'onclose', (closed: () => void) => () => {
    for (const id of [...spans.keys()]) end(id);
    closed();
  });
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    if (message.method === undefined) end(message.id, message);
    return send(message, options);
  };
}

/** Some transports have a plain property there, others an accessor on their class that passes the handler on. */
function wrapHandler<Name extends 'onmessage' | 'onclose', Handler extends NonNullable<Wire[Name]>>(
  transport: Wire,
  name: Name,
  wrap: (handler: Handler) => Handler,
): void {
  const inherited = accessorOf(transport, name);
  let own: unknown = transport[name];
  Object.defineProperty(transport, name, {
    configurable: true,
    enumerable: true,
    get: () => (inherited ? inherited.get?.call(transport) : own),
    set: (handler: unknown) => {
      const wrapped = typeof handler === 'function' ? wrap(handler.bind(transport) as Handler) : handler;
      if (inherited) inherited.set?.call(transport, wrapped);
      else own = wrapped;
    },
  });
}

function accessorOf(transport: object, name: string): PropertyDescriptor | undefined {
  for (let type = Object.getPrototypeOf(transport); type; type = Object.getPrototypeOf(type)) {
    const descriptor = Object.getOwnPropertyDescriptor(type, name);
    if (descriptor?.set) return descriptor;
  }
  return undefined;
}
