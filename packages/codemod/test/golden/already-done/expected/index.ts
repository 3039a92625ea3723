import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('get', {
  inputSchema: { key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) },
}, withAccountContext(async ({ key }) => ({ content: [{ type: 'text', text: key }] })));

server.registerTool('list', {
  inputSchema: { prefix: z.string().optional(), target_account_id: z.string().optional().describe(targetAccountId.description) },
}, withAccountContext(async ({ prefix }) => ({ content: [{ type: 'text', text: prefix ?? 'all' }] })));

await server.connect(new StdioServerTransport());
