import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const Paging = z.object({ limit: z.number().optional() });
const Both = z.object({ a: z.string(), b: z.string().optional() });
const shape = { q: z.string() };
const Search = z
  .object({
    query: z.string(),
  })
  .describe('What to search for');

server.registerTool('strict', { inputSchema: z.object({ q: z.string() }).strict() }, async ({ q }) => ({
  content: [{ type: 'text', text: q }],
}));

server.registerTool('strict-object', { inputSchema: z.strictObject({ q: z.string() }) }, async ({ q }) => ({
  content: [{ type: 'text', text: q }],
}));

server.registerTool('loose-object', { inputSchema: z.looseObject({ q: z.string() }) }, async ({ q }) => ({
  content: [{ type: 'text', text: q }],
}));

server.registerTool('refined', { inputSchema: z.object({ a: z.number(), b: z.number() }).refine(({ a, b }) => a < b) }, async ({ a, b }) => ({
  content: [{ type: 'text', text: String(b - a) }],
}));

server.registerTool('extended', { inputSchema: Paging.extend({ q: z.string() }) }, async ({ q, limit }) => ({
  content: [{ type: 'text', text: `${q} ${limit ?? 10}` }],
}));

server.registerTool('picked', { inputSchema: Both.pick({ a: true }) }, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

server.registerTool('required', { inputSchema: Both.required() }, async ({ a, b }) => ({ content: [{ type: 'text', text: a + b }] }));

server.registerTool('merged', { inputSchema: Paging.merge(Both) }, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

server.registerTool('shape', { inputSchema: z.object(shape) }, async ({ q }) => ({ content: [{ type: 'text', text: q }] }));

server.registerTool('constant', { inputSchema: Search }, async ({ query }) => ({ content: [{ type: 'text', text: query }] }));

await server.connect(new StdioServerTransport());
