import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool('one-line-comma', { a: z.string(), }, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

server.tool('block-comment', { a: z.string() /* the a */ }, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

server.tool('line-comment', {
  a: z.string() // the a
}, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

server.tool('line-comment-comma', {
      a: z.string(),
      b: z.string().optional(), // the b
      // c: z.string(),
}, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

server.tool('two-per-line', {
  a: z.string(), b: z.string().optional(),
  c: z.string().optional(), d: z.string().optional() }, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

server.tool('multi-line-value', {
  a: z
    .string()
    .min(1)
}, async ({ a }) => ({ content: [{ type: 'text', text: a }] }));

server.tool('empty-comment', {
  // nothing yet
}, async () => ({ content: [{ type: 'text', text: 'empty' }] }));

server.tool('empty-lines', {
}, async () => ({ content: [{ type: 'text', text: 'empty' }] }));

server.tool('comment-before-brace', {
  a: z.string(),

  /* the end */
}, /* the handler */ async ({ a }) => ({ content: [{ type: 'text', text: a }] }) /* done */);

await server.connect(new StdioServerTransport());
