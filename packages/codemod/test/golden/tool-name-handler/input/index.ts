import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();

server.tool('ping', async () => ({ content: [{ type: 'text', text: 'pong' }] }));

server.tool('request-id', async (extra) => {
  return { content: [{ type: 'text', text: `request ${typeof extra.requestId}` }] };
});

await server.connect(new StdioServerTransport());
