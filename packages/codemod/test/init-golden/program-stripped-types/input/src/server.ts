import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

export const server: McpServer = new McpServer({ name: 'greeter', version: '1.0.0' });
