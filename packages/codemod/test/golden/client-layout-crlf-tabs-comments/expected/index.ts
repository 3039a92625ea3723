// @ts-check
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
	S3Client, // storage
} from '@aws-sdk/client-s3';
import { z } from 'zod'; // schemas
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

/* before */ export const s3 = perAccount((aws) => new S3Client( /* settings */ aws({
	// from outside
	region: process.env.AWS_REGION || 'us-east-1', /* or the default */
}), )) // after

export const other = perAccount((aws) => new S3Client(aws()))

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', {
	inputSchema: {
		suffix: z.string(),
		target_account_id: z.string().optional().describe(targetAccountId.description),
	},
}, withAccountContext(async ({ suffix }) => ({ content: [{ type: 'text', text: await s3.config.region() + suffix }] })));

await server.connect(new StdioServerTransport());
