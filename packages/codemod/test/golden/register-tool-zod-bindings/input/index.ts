import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { registerAliased } from './aliased.js';
import { registerDefault } from './default.js';
import { registerNamespace } from './namespace.js';
import { registerReexported } from './reexported.js';

const server = new McpServer({ name: 'golden', version: '1.0.0' });
registerAliased(server);
registerDefault(server);
registerNamespace(server);
registerReexported(server);

await server.connect(new StdioServerTransport());
