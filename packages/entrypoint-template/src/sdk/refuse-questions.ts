import type { CreateServer, McpServerLike } from './mcp-sdk.ts';

interface Message {
  readonly id?: unknown;
  readonly method?: string;
}

interface Wire {
  send(message: Message, options?: unknown): Promise<void>;
  onmessage?(message: object): void;
}

/** What a client says that does not know the method, which is how a server must take it here. */
const METHOD_NOT_FOUND = -32601;

/**
 * Servers whose requests to the client (sampling, elicitation, roots, ping) fail at once.
 *
 * Without sessions the client's answer is another HTTP request, which another server gets: a tool that asks would wait
 * until the SDK gives up, which is a minute.
 */
export function refuseQuestions(createServer: CreateServer): CreateServer {
  return async () => {
    const server = await createServer();
    const connected = lowLevel(server);
    const connect = connected.connect.bind(connected);
    connected.connect = (transport) => {
      refuse(transport);
      return connect(transport);
    };
    return server;
  };
}

/** An `McpServer` connects the `Server` inside it, and SDK v2 may connect that one itself. */
function lowLevel(server: McpServerLike): McpServerLike {
  return 'server' in server ? (server.server as McpServerLike) : server;
}

function refuse(transport: Wire): void {
  const send = transport.send.bind(transport);
  transport.send = async (message, options) => {
    const { id, method } = message;
    if (id === undefined || method === undefined) return send(message, options);
    const reason = `A stateless server cannot send ${method}: the answer would not find the way back.`;
    queueMicrotask(() =>
      transport.onmessage?.({ jsonrpc: '2.0', id, error: { code: METHOD_NOT_FOUND, message: reason } }),
    );
  };
}
