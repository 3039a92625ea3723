import express from 'express';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

function createServer() {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('greet', { description: 'Says hello' }, async () => ({ content: [{ type: 'text', text: 'hello' }] }));
  return server;
}

const transport = (process.env.MCP_TRANSPORT || 'stdio').toLowerCase();

if (transport === 'stdio') {
  await createServer().connect(new StdioServerTransport());
} else {
  const app = express();
  app.post('/mcp', express.json(), async (request, response) => {
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await createServer().connect(transport);
    await transport.handleRequest(request, response, request.body);
  });
  app.listen(3000);
}
