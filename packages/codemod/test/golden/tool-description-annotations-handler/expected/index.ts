import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();

server.tool('ping', 'Answers pong.', { target_account_id: z.string().optional().describe(targetAccountId.description) }, { readOnlyHint: true }, withAccountContext(async (_args, _extra) => ({
  content: [{ type: 'text', text: 'pong' }],
})));

await server.connect(new StdioServerTransport());
