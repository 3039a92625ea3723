import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool(
  'list-objects',
  {
    title: 'List objects',
    description: 'List objects in a bucket',
    inputSchema: { bucket: z.string() },
    annotations: { readOnlyHint: true },
  },
  async ({ bucket }) => {
    return { content: [{ type: 'text', text: bucket.toUpperCase() }] };
  },
);

server.registerTool('sum', {
  description: 'Adds two numbers',
  inputSchema: {
    a: z.number(),
    b: z.number(),
  },
  outputSchema: { sum: z.number() },
}, async ({ a, b }) => {
  const structuredContent = { sum: a + b };
  return { structuredContent, content: [{ type: 'text', text: JSON.stringify(structuredContent) }] };
});

await server.connect(new StdioServerTransport());
