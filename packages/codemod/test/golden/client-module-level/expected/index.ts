import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { logs, s3 } from './clients.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool(
  'region',
  { description: 'The region of a service', inputSchema: { service: z.enum(['s3', 'logs']), target_account_id: z.string().optional().describe(targetAccountId.description) } },
  withAccountContext(async ({ service }) => {
    const client = service === 's3' ? s3 : logs;
    return { content: [{ type: 'text', text: await client.config.region() }] };
  }),
);

await server.connect(new StdioServerTransport());
