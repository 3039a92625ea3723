import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import tools from './tools/index.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

for (const tool of Object.values(tools)) {
  server.tool(tool.name, tool.description, { ...tool.inputSchema, target_account_id: z.string().optional().describe(targetAccountId.description) }, tool.annotations, withAccountContext(tool.execute));
}

await server.connect(new StdioServerTransport());
