import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { createServer } from './create-server.js';
import { addTool } from './wrapper.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server: McpServer = createServer();

server.tool('ping', { target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async () => ({ content: [{ type: 'text', text: 'pong' }] })));
server.registerTool('echo', { inputSchema: z.object({ text: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async ({ text }) => ({ content: [{ type: 'text', text }] })));
addTool(server, 'wrapped', { text: z.string() }, async ({ text }) => String(text));

await server.connect(new StdioServerTransport());
