import { ZodJsonSchemaAdapter } from '@tmcp/adapter-zod';
import { StdioTransport } from '@tmcp/transport-stdio';
import { McpServer } from 'tmcp';
import { z } from 'zod';
import { registerMore } from './more.js';
import { count, status } from './tools.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer(
  { name: 'golden', version: '1.0.0' },
  { adapter: new ZodJsonSchemaAdapter(), capabilities: { tools: { listChanged: true } } },
);

server.tool(
  {
    name: 'search',
    description: 'Search everything',
    schema: z.object({
      query: z.string(),
      target_account_id: z.string().optional().describe(targetAccountId.description),
    }),
  },
  withAccountContext(async ({ query }) => ({ content: [{ type: 'text', text: `${query} in all` }] })),
);

server.tools([count, status]);
registerMore(server);

new StdioTransport(server).listen();
