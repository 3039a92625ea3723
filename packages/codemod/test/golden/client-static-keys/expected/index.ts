#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const AWS_REGION = process.env.AWS_REGION ?? 'us-east-1';
const AWS_ACCESS_KEY_ID = process.env.SERVER_KEY_ID ?? 'none';

if (!AWS_REGION) {
  console.error('AWS_REGION is required');
  process.exit(1);
}

const s3Client = perAccount((aws) => new S3Client(aws({
    region: AWS_REGION,
    credentials: {
        accessKeyId: AWS_ACCESS_KEY_ID,
        secretAccessKey: process.env.SERVER_SECRET_KEY!,
    },
})));

const settings: S3ClientConfig = {};
settings.region = process.env.AWS_REGION ?? 'us-west-1';
if (process.env.SERVER_KEY_ID && process.env.SERVER_SECRET_KEY) {
  settings.credentials = { accessKeyId: process.env.SERVER_KEY_ID, secretAccessKey: process.env.SERVER_SECRET_KEY };
}
const configured = perAccount((aws) => new S3Client(aws(settings)));

function guarded(): S3Client {
  if (!process.env.SERVER_KEY_ID || !process.env.SERVER_SECRET_KEY) return configured;
  return perAccount((aws) => new S3Client(aws({
    credentials: { accessKeyId: process.env.SERVER_KEY_ID!, secretAccessKey: process.env.SERVER_SECRET_KEY! },
  })));
}

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('regions', { inputSchema: { separator: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ separator }) => {
  const regions = [await s3Client.config.region(), await guarded().config.region()];
  return { content: [{ type: 'text', text: regions.join(separator) }] };
}));

await server.connect(new StdioServerTransport());
