// @ts-check
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
	S3Client, // storage
} from '@aws-sdk/client-s3';
import { z } from 'zod'; // schemas

/* before */ export const s3 = new S3Client( /* settings */ {
	// from outside
	region: process.env.AWS_REGION || 'us-east-1', /* or the default */
}, ) // after

export const other = new S3Client

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', {
	inputSchema: {
		suffix: z.string(),
	},
}, async ({ suffix }) => ({ content: [{ type: 'text', text: await s3.config.region() + suffix }] }));

await server.connect(new StdioServerTransport());
