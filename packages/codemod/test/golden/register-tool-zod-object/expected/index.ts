import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const Paging = z.object({ limit: z.number().optional() });
const Both = z.object({ a: z.string(), b: z.string().optional() });
const shape = { q: z.string() };
const Search = z
  .object({
    query: z.string(),
    target_account_id: z.string().optional().describe(targetAccountId.description),
  })
  .describe('What to search for');

server.registerTool('strict', { inputSchema: z.object({ q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }).strict() }, withAccountContext(async ({ q }) => ({
  content: [{ type: 'text', text: q }],
})));

server.registerTool('strict-object', { inputSchema: z.strictObject({ q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async ({ q }) => ({
  content: [{ type: 'text', text: q }],
})));

server.registerTool('loose-object', { inputSchema: z.looseObject({ q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async ({ q }) => ({
  content: [{ type: 'text', text: q }],
})));

server.registerTool('refined', { inputSchema: z.object({ a: z.number(), b: z.number(), target_account_id: z.string().optional().describe(targetAccountId.description) }).refine(({ a, b }) => a < b) }, withAccountContext(async ({ a, b }) => ({
  content: [{ type: 'text', text: String(b - a) }],
})));

server.registerTool('extended', { inputSchema: Paging.extend({ q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async ({ q, limit }) => ({
  content: [{ type: 'text', text: `${q} ${limit ?? 10}` }],
})));

server.registerTool('picked', { inputSchema: Both.pick({ a: true }).extend({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })));

server.registerTool('required', { inputSchema: Both.required().extend({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async ({ a, b }) => ({ content: [{ type: 'text', text: a + b }] })));

server.registerTool('merged', { inputSchema: Paging.merge(Both).extend({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })));

server.registerTool('shape', { inputSchema: z.object({ ...shape, target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async ({ q }) => ({ content: [{ type: 'text', text: q }] })));

server.registerTool('constant', { inputSchema: Search }, withAccountContext(async ({ query }) => ({ content: [{ type: 'text', text: query }] })));

await server.connect(new StdioServerTransport());
