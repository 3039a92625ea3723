import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool('echo', { text: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async ({ text }) => ({ content: [{ type: 'text', text }] })));

server.tool('empty', { target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async () => ({ content: [{ type: 'text', text: 'empty' }] })));

await server.connect(new StdioServerTransport());
