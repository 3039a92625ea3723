import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

const server = new McpServer({ name: 'greeter', version: '1.0.0' });
server.registerTool('greet', { description: 'Says hello' }, async () => ({ content: [{ type: 'text', text: 'hello' }] }));

async function main() {
  await server.connect(new StdioServerTransport());
}

main();
