import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const GetSchema = z.object({ bucket: z.string(), key: z.string() });

server.registerTool(
  'list',
  {
    description: 'List objects',
    inputSchema: z.object({
      bucket: z.string(),
    }),
  },
  async ({ bucket }) => ({ content: [{ type: 'text', text: bucket }] }),
);

server.registerTool('get', { inputSchema: GetSchema }, async ({ bucket, key }, ctx) => ({
  content: [{ type: 'text', text: `${bucket}/${key} ${typeof ctx.mcpReq.id}` }],
}));

await server.connect(new StdioServerTransport());
