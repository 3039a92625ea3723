import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { withAccounts } from '@mcp-multi-account/cred-extract';

const Operation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('stop'), force: z.boolean() }),
]);

function paged<Shape extends z.ZodRawShape>(shape: Shape) {
  return { ...shape, limit: z.number().optional() };
}

const server = withAccounts(new McpServer({ name: 'golden', version: '1.0.0' }));

server.registerTool('union', { inputSchema: Operation }, async (operation) => ({ content: [{ type: 'text', text: operation.kind }] }));
server.registerTool('computed', { inputSchema: paged({ q: z.string() }) }, async ({ q }) => ({ content: [{ type: 'text', text: String(q) }] }));
server.registerTool('both', { inputSchema: z.object({ a: z.string() }).and(z.object({ b: z.string() })) }, async ({ a, b }) => ({ content: [{ type: 'text', text: a + b }] }));

await server.connect(new StdioServerTransport());
