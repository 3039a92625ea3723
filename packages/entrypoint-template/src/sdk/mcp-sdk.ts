import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import type { RequestContext } from '../request-context.ts';

/** An `McpServer` or low-level `Server` of either MCP SDK. */
export interface McpServerLike {
  connect(transport: never): Promise<void>;
  close(): Promise<void>;
}

/** Makes a server ready to be connected. Called anew for every HTTP request. */
export type CreateServer = () => McpServerLike | Promise<McpServerLike>;

/** What differs between the two generations of the MCP SDK, for a server of one of them. */
export interface McpSdk {
  /** Serves one connection over a pair of streams. */
  connectStdio(createServer: CreateServer, input: Readable, output: Writable): Promise<StdioConnection>;
  /** @throws ServeConfigurationError when a package that HTTP needs is not installed. */
  createHttpHandler(createServer: CreateServer): Promise<HttpHandler>;
}

export interface StdioConnection {
  /** Resolves when no request waits for its answer. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Answers one `POST /mcp` whose body is parsed already. */
export interface HttpHandler {
  handle(request: IncomingMessage, response: ServerResponse, body: unknown, context: RequestContext): Promise<void>;
  close(): Promise<void>;
}
