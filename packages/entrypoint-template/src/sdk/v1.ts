import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import type { RequestContext } from '../request-context.ts';
import { TrackedTransport, type Wire } from '../stdio/tracked-transport.ts';
import { importOrExplain } from './import-or-explain.ts';
import type { CreateServer, HttpHandler, McpSdk, StdioConnection } from './mcp-sdk.ts';
import { withAuth } from './with-auth.ts';

/** `@modelcontextprotocol/sdk`: protocol versions up to 2025-11-25. */
export function createV1Sdk(): McpSdk {
  return { connectStdio, createHttpHandler };
}

async function connectStdio(createServer: CreateServer, input: Readable, output: Writable): Promise<StdioConnection> {
  const { StdioServerTransport } = await importSdk(() => import('@modelcontextprotocol/sdk/server/stdio.js'));
  const transport = new TrackedTransport(new StdioServerTransport(input, output) as unknown as Wire);
  const server = await createServer();
  await server.connect(transport as never);
  return { idle: () => transport.idle(), close: () => server.close() };
}

async function createHttpHandler(createServer: CreateServer): Promise<HttpHandler> {
  const { StreamableHTTPServerTransport } = await importSdk(
    () => import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
  );
  // A server has one connection, and stateless means a connection per request: hence a server per request.
  const handle = async (
    request: IncomingMessage,
    response: ServerResponse,
    body: unknown,
    { authInfo }: RequestContext,
  ) => {
    const server = await createServer();
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined } as object);
    response.on('close', () => void server.close());
    await server.connect(transport as never);
    await transport.handleRequest(withAuth(request, authInfo) as never, response, body);
  };
  return { handle, close: async () => {} };
}

function importSdk<T>(load: () => Promise<T>): Promise<T> {
  return importOrExplain('@modelcontextprotocol/sdk', load);
}
