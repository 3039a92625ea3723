import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

export function createServer() {
  const instance = new McpServer({ name: 'golden', version: '1.0.0' });
  return instance;
}
