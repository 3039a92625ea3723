import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

const [command, , transport] = process.argv.slice(2);
if (command !== 'serve') process.exit(2);

const server = new McpServer({ name: 'greeter', version: '1.0.0' });
server.registerTool('greet', { description: 'Says hello' }, async () => ({ content: [{ type: 'text', text: 'hello' }] }));

if (transport === 'stdio') await server.connect(new StdioServerTransport());
else await server.connect(new StreamableHTTPServerTransport({ sessionIdGenerator: undefined }));
