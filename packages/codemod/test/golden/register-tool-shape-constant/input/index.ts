import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const inputSchema = {
  bucket: z.string(),
  key: z.string()
};
const ConfigInConstant = { description: 'Head an object', inputSchema: { key: z.string() } };

server.registerTool('get-object', { description: 'Get an object', inputSchema }, async ({ bucket, key }) => ({
  content: [{ type: 'text', text: `${bucket}/${key}` }],
}));

server.registerTool('head-object', ConfigInConstant, async ({ key }) => ({ content: [{ type: 'text', text: key }] }));

await server.connect(new StdioServerTransport());
