import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext, withAccounts } from '@mcp-multi-account/cred-extract';

const admin = new McpServer({ name: 'admin', version: '1.0.0' });
const reader = withAccounts(new McpServer({
  name: 'reader',
  version: '1.0.0',
}));

admin.registerTool('delete', { inputSchema: { key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ key }) => ({ content: [{ type: 'text', text: key }] })));

const inputSchema = { key: z.string() };
for (const name of (process.env.READER_TOOLS ?? 'get').split(',')) {
  reader.registerTool(name, { inputSchema }, async ({ key }) => ({ content: [{ type: 'text', text: key }] }));
}

await (process.argv.includes('--admin') ? admin : reader).connect(new StdioServerTransport());
