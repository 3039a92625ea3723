/**
 * An MCP server twice in one process: `/plain` as it was, `/accounts` with the library. Prints its port. `/cpu` answers with
 * the milliseconds of processor time so far.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import { createAccounts, targetAccountId, withAccountContext } from '../../packages/cred-extract/src/index.ts';

const accounts = createAccounts({
  source: {
    find: async (target) => {
      const accountId = target.kind === 'account-id' ? target.accountId : '';
      return [{ account_id: accountId, auth_type: 'iam_role', role_arn: `arn:aws:iam::${accountId}:role/McpTarget` }];
    },
  },
});

// Made once, so that what is measured is a call and not zod's compiling of a schema for each request.
const plainSchema = z.object({ text: z.string() });
const accountSchema = z.object({
  text: z.string(),
  target_account_id: z.string().optional().describe(targetAccountId.description),
});

const echo = async ({ text }: { text: string }) => ({ content: [{ type: 'text' as const, text }] });

function plainServer(): McpServer {
  const server = new McpServer({ name: 'plain', version: '1.0.0' });
  server.registerTool('echo', { inputSchema: plainSchema }, echo);
  return server;
}

function accountServer(): McpServer {
  const server = new McpServer({ name: 'accounts', version: '1.0.0' });
  server.registerTool('echo', { inputSchema: accountSchema }, withAccountContext(echo, { accounts }));
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/cpu') {
    const { user, system } = process.cpuUsage();
    response.end(String((user + system) / 1_000));
    return;
  }
  const server = request.url === '/accounts' ? accountServer() : plainServer();
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.on('close', () => server.close());
  await server.connect(transport as never);
  await transport.handleRequest(request, response);
}

// No idle connection is closed while a client is about to use it.
const http = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  answer(request, response).catch(() => response.destroy());
});
http.listen(0, '127.0.0.1', () => console.log((http.address() as AddressInfo).port));
