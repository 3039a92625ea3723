import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext as withAwsAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const withAccountContext = (text: string) => `own ${text}`;

server.registerTool('echo', { inputSchema: { text: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAwsAccountContext(async ({ text }) => ({ content: [{ type: 'text', text: withAccountContext(text) }] })));

await server.connect(new StdioServerTransport());
