import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();

server.tool('ping', { readOnlyHint: true }, async () => ({ content: [{ type: 'text', text: 'pong' }] }));

server.tool(
  'request-id',
  { title: 'Request id', readOnlyHint: true, openWorldHint: false },
  async (extra) => ({ content: [{ type: 'text', text: typeof extra.requestId }] }),
);

await server.connect(new StdioServerTransport());
