import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

enum Tool {
  Greet = 'greet',
}

const server = new McpServer({ name: 'greeter', version: '1.0.0' });
server.registerTool(Tool.Greet, { description: 'Says hello' }, async () => ({ content: [] }));
await server.connect(new StdioServerTransport());
