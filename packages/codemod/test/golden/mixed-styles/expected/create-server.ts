import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { withAccounts } from '@mcp-multi-account/cred-extract';

export function createServer() {
  const instance = withAccounts(new McpServer({ name: 'golden', version: '1.0.0' }));
  return instance;
}
