import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { suffix: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ suffix }) => {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const s3 = perAccount((aws) => new S3Client(aws({ region: process.env.AWS_REGION ?? 'us-east-1' })));
  return { content: [{ type: 'text', text: (await s3.config.region()) + suffix }] };
}));

await server.connect(new StdioServerTransport());
