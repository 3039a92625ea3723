import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();

server.tool('ping', { target_account_id: z.string().optional().describe(targetAccountId.description) }, { readOnlyHint: true }, withAccountContext(async () => ({ content: [{ type: 'text', text: 'pong' }] })));

server.tool(
  'request-id',
  { target_account_id: z.string().optional().describe(targetAccountId.description) },
  { title: 'Request id', readOnlyHint: true, openWorldHint: false },
  withAccountContext(async (_args, extra) => ({ content: [{ type: 'text', text: typeof extra.requestId }] })),
);

await server.connect(new StdioServerTransport());
