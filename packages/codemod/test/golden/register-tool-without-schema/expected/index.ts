import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();
const described = { description: 'From a constant' };

server.registerTool('plain', { description: 'No parameters', inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async () => ({ content: [{ type: 'text', text: 'plain' }] })));

server.registerTool(
  'extra',
  {
    title: 'Extra',
    description: 'Takes the context',
    inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) }
  },
  withAccountContext(async (_args, extra) => ({ content: [{ type: 'text', text: typeof extra.requestId }] })),
);

server.registerTool('no-parentheses', { inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async (_args, extra) => ({ content: [{ type: 'text', text: typeof extra.requestId }] })));

server.registerTool('destructured', { description: 'Takes it apart', inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) }, }, withAccountContext(async (_args, { requestId, signal }) => ({
  content: [{ type: 'text', text: `${typeof requestId} ${signal.aborted}` }],
})));

server.registerTool('constant-config', { ...described, inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async function (_args, extra) {
  return { content: [{ type: 'text', text: typeof extra.requestId }] };
}));

await server.connect(new StdioServerTransport());
