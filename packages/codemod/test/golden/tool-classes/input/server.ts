import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createTools } from './tools.js';

const server = new McpServer({ name: 'golden', version: '1.0.0' });
const tools = createTools(new Map([['a', 'letter a']]));
for (const tool of tools) {
  server.tool(tool.name, tool.description, tool.parameters, tool.execute.bind(tool));
}

await server.connect(new StdioServerTransport());
