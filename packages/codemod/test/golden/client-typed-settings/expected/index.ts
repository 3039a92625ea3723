import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const notes: string[] = [];

const s3 = perAccount((aws) => new S3Client(aws({
  region: async () => process.env.AWS_REGION ?? 'us-east-1',
  maxAttempts: 3,
  retryMode: 'adaptive',
  requestChecksumCalculation: 'WHEN_REQUIRED',
  credentials: async () => ({ accessKeyId: 'server', secretAccessKey: 'secret' }),
  endpoint: async () => ({ protocol: 'http:', hostname: 'localhost', path: '/' }),
  logger: {
    debug: (message) => void notes.push(message),
    info: (...messages) => void notes.push(...messages),
    warn() {},
    error(message) {
      notes.push(message);
    },
  },
  requestHandler: { requestTimeout: 1000 },
  useDualstackEndpoint: false,
  ...(process.env.PATH_STYLE ? { forcePathStyle: true } : {}),
})));

export const tables = perAccount((aws) => new DynamoDBClient(aws({
  region: process.env.AWS_REGION,
  endpoint: process.env.DYNAMODB_ENDPOINT,
  retryMode: process.env.RETRY === 'legacy' ? 'standard' : 'adaptive',
})));

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('settings', { inputSchema: { suffix: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ suffix }) => {
  const settings = [await s3.config.region(), await s3.config.maxAttempts()];
  return { content: [{ type: 'text', text: settings.join(' ') + suffix }] };
}));

await server.connect(new StdioServerTransport());
