import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const admin = new McpServer({ name: 'admin', version: '1.0.0' });
const reader = new McpServer({
  name: 'reader',
  version: '1.0.0',
});

admin.registerTool('delete', { inputSchema: { key: z.string() } }, async ({ key }) => ({ content: [{ type: 'text', text: key }] }));

const inputSchema = { key: z.string() };
for (const name of (process.env.READER_TOOLS ?? 'get').split(',')) {
  reader.registerTool(name, { inputSchema }, async ({ key }) => ({ content: [{ type: 'text', text: key }] }));
}

await (process.argv.includes('--admin') ? admin : reader).connect(new StdioServerTransport());
