import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernHttpTransport,
} from '@modelcontextprotocol/client';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createMcpHandler, McpServer as ModernServer } from '@modelcontextprotocol/server';

/** The part of `McpServer` that both SDKs have. */
export interface AnyServer {
  registerTool(name: string, config: object, handler: (...args: never[]) => unknown): unknown;
}

export interface AnyClient {
  callTool(params: { name: string; arguments?: Record<string, unknown>; _meta?: object }): Promise<object>;
  close(): Promise<void>;
}

export interface AuthenticatedServer {
  /** A real client over HTTP that sends the token of `claims`; without claims it sends none. */
  client(claims?: Record<string, unknown>): Promise<AnyClient>;
  close(): Promise<void>;
}

export type SdkName = 'SDK v1' | 'SDK v2 with clients of 2025' | 'SDK v2 with clients of 2026-07-28';
export const SDKS: readonly SdkName[] = ['SDK v1', 'SDK v2 with clients of 2025', 'SDK v2 with clients of 2026-07-28'];

/**
 * A stateless MCP server over HTTP whose tools `build` registers on a new server for each request. Tokens are verified as a
 * middleware would do it: the SDKs see `req.auth`.
 */
export async function authenticatedServer(
  sdk: SdkName,
  build: (server: AnyServer) => void,
): Promise<AuthenticatedServer> {
  const tokens = new Map<string, Record<string, unknown>>();
  const handle = sdk === 'SDK v1' ? legacyHandler(build) : modernHandler(build);
  const http = createServer((request: IncomingMessage & { auth?: AuthInfo }, response) => {
    const token = request.headers.authorization?.replace('Bearer ', '');
    const claims = token === undefined ? undefined : tokens.get(token);
    if (token !== undefined && !claims) return response.writeHead(401).end();
    if (token !== undefined && claims) request.auth = authInfoOf(token, claims);
    void handle(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`);
  const clients: AnyClient[] = [];

  return {
    client: async (claims) => {
      const token = `token-${tokens.size}`;
      if (claims) tokens.set(token, claims);
      const requestInit = { headers: claims ? { authorization: `Bearer ${token}`, 'x-subject': 'admin' } : {} };
      const client = await connected(sdk, url, requestInit);
      clients.push(client);
      return client;
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function authInfoOf(token: string, claims: Record<string, unknown>): AuthInfo {
  return { token, clientId: 'agent', scopes: ['aws'], expiresAt: Date.now() / 1000 + 600, extra: claims };
}

type Handle = (request: IncomingMessage & { auth?: AuthInfo }, response: ServerResponse) => Promise<void>;

function legacyHandler(build: (server: AnyServer) => void): Handle {
  return async (request, response) => {
    const server = new McpServer({ name: 's', version: '1' });
    build(server as unknown as AnyServer);
    const transport = new StreamableHTTPServerTransport({});
    await server.connect(transport as never);
    await transport.handleRequest(request, response);
  };
}

function modernHandler(build: (server: AnyServer) => void): Handle {
  const handler = createMcpHandler(() => {
    const server = new ModernServer({ name: 's', version: '1' });
    build(server as unknown as AnyServer);
    return server;
  });
  return toNodeHandler(handler) as unknown as Handle;
}

async function connected(sdk: SdkName, url: URL, requestInit: RequestInit): Promise<AnyClient> {
  if (sdk === 'SDK v1') {
    const client = new Client({ name: 'c', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit }) as never);
    return client as unknown as AnyClient;
  }
  const mode = sdk === 'SDK v2 with clients of 2025' ? 'legacy' : { pin: '2026-07-28' };
  const client = new ModernClient({ name: 'c', version: '1' }, { versionNegotiation: { mode: mode as 'legacy' } });
  await client.connect(new ModernHttpTransport(url, { requestInit }));
  return client as unknown as AnyClient;
}
