import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool(
  'list-objects',
  'List the objects of a bucket.',
  {
    bucket: z.string().describe('Bucket name'),
    prefix: z.string().optional().describe('Key prefix'),
    target_account_id: z.string().optional().describe(targetAccountId.description),
  },
  withAccountContext(async ({ bucket, prefix }) => {
    const text = `${bucket}/${prefix ?? ''}`;
    return { content: [{ type: 'text', text }] };
  }),
);

await server.connect(new StdioServerTransport());
