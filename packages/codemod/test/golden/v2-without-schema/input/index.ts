import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();

server.registerTool('ping', { description: 'No parameters' }, async () => ({ content: [{ type: 'text', text: 'pong' }] }));

server.registerTool(
  'request-id',
  {
    description: 'Takes the context',
  },
  async (ctx) => ({ content: [{ type: 'text', text: typeof ctx.mcpReq.id }] }),
);

server.registerTool('destructured', { title: 'Takes it apart' }, async ({ mcpReq: { id } }) => ({
  content: [{ type: 'text', text: typeof id }],
}));

await server.connect(new StdioServerTransport());
