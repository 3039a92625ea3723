import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const listTools = [
  {
    name: 'list',
    config: { description: 'Lists', inputSchema: { prefix: z.string() } },
    handler: async ({ prefix }: { prefix: string }) => ({ content: [{ type: 'text' as const, text: `${prefix}*` }] }),
  },
];
const allTools = [
  ...listTools,
  ...(process.env.NO_COUNT ? [] : [{
    name: 'count',
    config: { description: 'Counts', inputSchema: { prefix: z.string() } },
    handler: async ({ prefix }: { prefix: string }) => ({ content: [{ type: 'text' as const, text: String(prefix.length) }] }),
  }]),
];

const server = new McpServer({ name: 'golden', version: '1.0.0' });
for (const { name, config, handler } of allTools) server.registerTool(name, { ...config, inputSchema: { ...config.inputSchema, target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(handler));

await server.connect(new StdioServerTransport());
