import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool('echo', { title: z.string() }, { title: 'Echo', readOnlyHint: true }, async ({ title }) => ({
  content: [{ type: 'text', text: title }],
}));

await server.connect(new StdioServerTransport());
