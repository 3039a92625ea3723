#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool(
	'echo',
	{
		text: z.string(), // what to say
		times: z.number().optional(),
	},
	async ({ text }) => {
		return { content: [{ type: 'text', text }] };
	},
);

await server.connect(new StdioServerTransport());
