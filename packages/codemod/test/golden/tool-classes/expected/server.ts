import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createTools } from './tools.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });
const tools = createTools(new Map([['a', 'letter a']]));
for (const tool of tools) {
  server.tool(tool.name, tool.description, { ...tool.parameters, target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(tool.execute.bind(tool)));
}

await server.connect(new StdioServerTransport());
