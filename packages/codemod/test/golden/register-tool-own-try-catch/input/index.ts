import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('divide', { inputSchema: { a: z.number(), b: z.number() } }, async function divide({ a, b }) {
  try {
    if (b === 0) throw new Error('division by zero');
    return { content: [{ type: 'text', text: String(a / b) }] };
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: error instanceof Error ? error.message : String(error) }] };
  }
});

await server.connect(new StdioServerTransport());
