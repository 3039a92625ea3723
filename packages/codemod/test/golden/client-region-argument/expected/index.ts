import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const DEFAULT_REGION = process.env.AWS_REGION ?? 'us-east-1';
const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('inline', { inputSchema: { region: z.string().optional(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ region }) => {
  const s3 = perAccount((aws) => new S3Client(aws.keepRegion({ region: region ?? aws.region ?? process.env.AWS_REGION ?? 'us-east-1' })));
  return { content: [{ type: 'text', text: await s3.config.region() }] };
}));

server.registerTool('regions', { inputSchema: { region: z.string().optional(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async (args) => {
  const region = args.region || DEFAULT_REGION;
  const lambda = perAccount((aws) => new LambdaClient(aws.keepRegion({ region: args.region || aws.region || region })));
  const s3 = perAccount((aws) => new S3Client(aws.keepRegion({ region: args.region })));
  return { content: [{ type: 'text', text: `${await lambda.config.region()} ${await s3.config.region()}` }] };
}));

await server.connect(new StdioServerTransport());
