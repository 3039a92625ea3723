import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import tools, { type ListedTool } from './tools/index.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

tools.forEach((tool: ListedTool) => {
  const logged = async (params: Record<string, unknown>) => {
    console.error(`calling ${tool.name}`);
    return tool.handler(params);
  };

  server.tool(
    tool.name,
    tool.description,
    { ...tool.parameters, target_account_id: z.string().optional().describe(targetAccountId.description) },
    withAccountContext(logged)
  );
});

await server.connect(new StdioServerTransport());
