import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext, withAccounts } from '@mcp-multi-account/cred-extract';

const TOOLS = [
  {
    name: 'echo',
    description: 'Says it again',
    shape: { text: z.string() },
    handler: async ({ text }: { text: string }) => ({ content: [{ type: 'text' as const, text }] }),
  },
];

const pingTool: [string, string, () => Promise<{ content: { type: 'text'; text: string }[] }>] = [
  'ping',
  'Answers pong',
  async () => ({ content: [{ type: 'text', text: 'pong' }] }),
];

const server = withAccounts(new McpServer({ name: 'golden', version: '1.0.0' }));

for (const tool of TOOLS) {
  server.registerTool(tool.name, { description: tool.description, inputSchema: { ...tool.shape, target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(tool.handler));
}

server.tool(...pingTool);

for (const name of ['red', 'green']) {
  server.registerTool(`colour-${name}`, { inputSchema: { text: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ text }) => ({
    content: [{ type: 'text', text: `${text} ${name}` }],
  })));
}

await server.connect(new StdioServerTransport());
