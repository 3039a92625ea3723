import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool(
  'echo',
  'Says it again.',
  { text: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) },
  { readOnlyHint: true },
  withAccountContext(async ({ text }, extra) => ({ content: [{ type: 'text', text: `${text} ${typeof extra.requestId}` }] })),
);

await server.connect(new StdioServerTransport());
