import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool('one-line-comma', { a: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description), }, withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })));

server.tool('block-comment', { a: z.string() /* the a */, target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })));

server.tool('line-comment', {
  a: z.string(), // the a
  target_account_id: z.string().optional().describe(targetAccountId.description)
}, withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })));

server.tool('line-comment-comma', {
      a: z.string(),
      b: z.string().optional(), // the b
      target_account_id: z.string().optional().describe(targetAccountId.description),
      // c: z.string(),
}, withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })));

server.tool('two-per-line', {
  a: z.string(), b: z.string().optional(),
  c: z.string().optional(), d: z.string().optional(), target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })));

server.tool('multi-line-value', {
  a: z
    .string()
    .min(1),
  target_account_id: z.string().optional().describe(targetAccountId.description)
}, withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })));

server.tool('empty-comment', {
  // nothing yet
  target_account_id: z.string().optional().describe(targetAccountId.description)
}, withAccountContext(async () => ({ content: [{ type: 'text', text: 'empty' }] })));

server.tool('empty-lines', { target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async () => ({ content: [{ type: 'text', text: 'empty' }] })));

server.tool('comment-before-brace', {
  a: z.string(),
  target_account_id: z.string().optional().describe(targetAccountId.description),

  /* the end */
}, /* the handler */ withAccountContext(async ({ a }) => ({ content: [{ type: 'text', text: a }] })) /* done */);

await server.connect(new StdioServerTransport());
