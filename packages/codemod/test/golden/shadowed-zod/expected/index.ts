import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext, withAccounts } from '@mcp-multi-account/cred-extract';

const server = withAccounts(new McpServer({ name: 'golden', version: '1.0.0' }));

register(3);

function register(z: number): void {
  server.registerTool('shadowed', { description: 'z is a number here' }, async () => ({ content: [{ type: 'text', text: String(z) }] }));
}

server.registerTool('visible', { inputSchema: { q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ q }) => ({ content: [{ type: 'text', text: q }] })));

await server.connect(new StdioServerTransport());
