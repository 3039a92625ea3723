import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();

server.tool('ping', 'Answers pong.', { readOnlyHint: true }, async (_extra) => ({
  content: [{ type: 'text', text: 'pong' }],
}));

await server.connect(new StdioServerTransport());
