import type { Readable, Writable } from 'node:stream';
import { TrackedTransport, type Wire } from '../stdio/tracked-transport.ts';
import { createFailures } from './failures.ts';
import { importOrExplain } from './import-or-explain.ts';
import type { CreateServer, HttpHandler, McpSdk, StdioConnection } from './mcp-sdk.ts';
import { withAuth } from './with-auth.ts';

/** One copy (ESM or CommonJS) of `@modelcontextprotocol/server`. */
export interface V2Packages {
  readonly server: typeof import('@modelcontextprotocol/server');
  readonly stdio: typeof import('@modelcontextprotocol/server/stdio');
}

/** Its `method` and `url` cannot be undefined, which Node's can in type only. */
type NodeRequest = import('@modelcontextprotocol/node').NodeIncomingMessageLike;
type V2Factory = import('@modelcontextprotocol/server').McpServerFactory;

/** `@modelcontextprotocol/server`: protocol version 2026-07-28 and, for older clients, those before it. */
export function createV2Sdk({ server, stdio }: V2Packages): McpSdk {
  return {
    connectStdio: (createServer, input, output) => connectStdio(stdio, createServer, input, output),
    createHttpHandler: (createServer) => createHttpHandler(server, createServer),
  };
}

async function connectStdio(
  sdk: V2Packages['stdio'],
  createServer: CreateServer,
  input: Readable,
  output: Writable,
): Promise<StdioConnection> {
  const transport = new TrackedTransport(new sdk.StdioServerTransport(input, output) as unknown as Wire);
  const connection = sdk.serveStdio(asFactory(createServer), { transport: transport as never, onerror: logError });
  return { idle: () => transport.idle(), close: () => connection.close() };
}

async function createHttpHandler(sdk: V2Packages['server'], createServer: CreateServer): Promise<HttpHandler> {
  const node = await importOrExplain('@modelcontextprotocol/node', () => import('@modelcontextprotocol/node'));
  const failures = createFailures();
  const handler = sdk.createMcpHandler(asFactory(failures.keptOf(createServer)));
  const handle = node.toNodeHandler(handler, { onerror: failures.keep });
  return {
    handle: (request, response, body, { authInfo }) =>
      failures.throwAfter(() => handle(withAuth(request, authInfo) as NodeRequest, response, body)),
    close: () => handler.close(),
  };
}

/** The SDK passes a context that `CreateServer` does not take. */
function asFactory(createServer: CreateServer): V2Factory {
  return (() => createServer()) as unknown as V2Factory;
}

function logError(error: Error): void {
  console.error(`mcp: ${error.message}`);
}
