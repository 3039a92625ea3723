import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const Operation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('stop'), force: z.boolean() }),
]);
const Both = z.object({ a: z.string(), b: z.string() });

function paged<Shape extends z.ZodRawShape>(shape: Shape) {
  return { ...shape, limit: z.number().optional() };
}

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('union', { inputSchema: Operation }, async (operation) => ({ content: [{ type: 'text', text: operation.kind }] }));
server.registerTool('computed', { inputSchema: paged({ q: z.string() }) }, async ({ q }) => ({ content: [{ type: 'text', text: String(q) }] }));
server.registerTool('picked', { inputSchema: Both.pick({ a: true }) }, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

await server.connect(new StdioServerTransport());
