import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod/v3';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('get', { inputSchema: { key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ key }) => ({ content: [{ type: 'text', text: key }] })));

server.registerTool('ping', { description: 'No parameters', inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async () => ({ content: [{ type: 'text', text: 'pong' }] })));

await server.connect(new StdioServerTransport());
