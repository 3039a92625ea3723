import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import echo from './echo.js';
import ping from './ping.js';

const server = new McpServer({ name: 'golden', version: '1.0.0' });
server.tool(...echo);
server.tool(...ping);

await server.connect(new StdioServerTransport());
