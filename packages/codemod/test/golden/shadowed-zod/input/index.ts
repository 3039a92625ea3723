import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

register(3);

function register(z: number): void {
  server.registerTool('shadowed', { description: 'z is a number here' }, async () => ({ content: [{ type: 'text', text: String(z) }] }));
}

server.registerTool('visible', { inputSchema: { q: z.string() } }, async ({ q }) => ({ content: [{ type: 'text', text: q }] }));

await server.connect(new StdioServerTransport());
