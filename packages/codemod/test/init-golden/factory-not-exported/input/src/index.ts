import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

function createServer(): McpServer {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('greet', { description: 'Says hello' }, async () => ({ content: [{ type: 'text', text: 'hello' }] }));
  return server;
}

const server = createServer();
await server.connect(new StdioServerTransport());
