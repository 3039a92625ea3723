import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const ListSchema = z.object({ prefix: z.string().default('') }).strict();

server.registerTool('list', { inputSchema: ListSchema.shape }, async ({ prefix }) => ({
  content: [{ type: 'text', text: `prefix ${prefix}` }],
}));

server.registerTool('get', { inputSchema: { key: z.string().min(1) } }, async ({ key }) => ({ content: [{ type: 'text', text: key }] }));

server.tool('old', 'The old way', { key: z.string() }, async ({ key }) => ({ content: [{ type: 'text', text: key }] }));

await server.connect(new StdioServerTransport());
