import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const ListSchema = z.object({ prefix: z.string().default('') }).strict();

server.registerTool('list', { inputSchema: { ...ListSchema.shape, target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ prefix }) => ({
  content: [{ type: 'text', text: `prefix ${prefix}` }],
})));

server.registerTool('get', { inputSchema: { key: z.string().min(1), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ key }) => ({ content: [{ type: 'text', text: key }] })));

server.tool('old', 'The old way', { key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async ({ key }) => ({ content: [{ type: 'text', text: key }] })));

await server.connect(new StdioServerTransport());
