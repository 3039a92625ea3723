import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';

const DEFAULT_REGION = process.env.AWS_REGION ?? 'us-east-1';
const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('inline', { inputSchema: { region: z.string().optional() } }, async ({ region }) => {
  const s3 = new S3Client({ region: region ?? process.env.AWS_REGION ?? 'us-east-1' });
  return { content: [{ type: 'text', text: await s3.config.region() }] };
});

server.registerTool('regions', { inputSchema: { region: z.string().optional() } }, async (args) => {
  const region = args.region || DEFAULT_REGION;
  const lambda = new LambdaClient({ region });
  const s3 = new S3Client({ region: args.region });
  return { content: [{ type: 'text', text: `${await lambda.config.region()} ${await s3.config.region()}` }] };
});

await server.connect(new StdioServerTransport());
