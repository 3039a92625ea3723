import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import tools from './tools/index.js';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

for (const tool of Object.values(tools)) {
  server.tool(tool.name, tool.description, tool.inputSchema, tool.annotations, tool.execute);
}

await server.connect(new StdioServerTransport());
