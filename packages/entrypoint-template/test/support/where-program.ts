// Connects itself to standard input when it is imported. Its tool says in which account it runs.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { currentAccount, withAccounts } from '../../../cred-extract/src/index.ts';

const server = withAccounts(new McpServer({ name: 'where', version: '1.0.0' }));
server.registerTool('where', {}, async () => {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
  return { content: [{ type: 'text', text: currentAccount()?.accountId ?? 'server' }] };
});
await server.connect(new StdioServerTransport());
