import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();

server.registerTool('ping', { description: 'No parameters', inputSchema: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async () => ({ content: [{ type: 'text', text: 'pong' }] })));

server.registerTool(
  'request-id',
  {
    description: 'Takes the context',
    inputSchema: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }),
  },
  withAccountContext(async (_args, ctx) => ({ content: [{ type: 'text', text: typeof ctx.mcpReq.id }] })),
);

server.registerTool('destructured', { title: 'Takes it apart', inputSchema: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async (_args, { mcpReq: { id } }) => ({
  content: [{ type: 'text', text: typeof id }],
})));

await server.connect(new StdioServerTransport());
