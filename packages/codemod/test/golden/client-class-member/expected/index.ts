import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { Store } from './store.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });
const store = new Store(process.env.AWS_REGION ?? 'us-east-2');

server.registerTool('regions', { inputSchema: { verbose: z.boolean().optional(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async () => ({
  content: [{ type: 'text', text: await store.regions() }],
})));

await server.connect(new StdioServerTransport());
