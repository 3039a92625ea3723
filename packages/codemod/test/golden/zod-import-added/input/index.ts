import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { registerObjects } from './objects.js';
import { registerStatus } from './status.js';

const server = new McpServer({ name: 'golden', version: '1.0.0' });
registerObjects(server);
registerStatus(server);

await server.connect(new StdioServerTransport());
