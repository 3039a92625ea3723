#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool(
	'echo',
	{
		text: z.string(), // what to say
		times: z.number().optional(),
		target_account_id: z.string().optional().describe(targetAccountId.description),
	},
	withAccountContext(async ({ text }) => {
		return { content: [{ type: 'text', text }] };
	}),
);

await server.connect(new StdioServerTransport());
