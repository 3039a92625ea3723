import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { withAccounts } from '../../../../cred-extract/src/index.ts';
import { who } from './who.ts';

const server = withAccounts(new McpServer({ name: 'accounts', version: '1.0.0' }));
server.registerTool('who', {}, async () => ({ content: [{ type: 'text', text: await who() }] }));
await server.connect(new StdioServerTransport());
