import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool(
  'echo',
  'Says it again.',
  { text: z.string() },
  { readOnlyHint: true },
  async ({ text }, extra) => ({ content: [{ type: 'text', text: `${text} ${typeof extra.requestId}` }] }),
);

await server.connect(new StdioServerTransport());
