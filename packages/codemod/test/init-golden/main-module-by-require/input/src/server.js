const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');

async function main() {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('greet', { description: 'Says hello' }, async () => ({ content: [{ type: 'text', text: 'hello' }] }));
  await server.connect(new StdioServerTransport());
}

if (require.main === module) main();
