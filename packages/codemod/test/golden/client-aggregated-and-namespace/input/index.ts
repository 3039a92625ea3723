import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { S3 as Storage } from '@aws-sdk/client-s3';
import * as lambda from '@aws-sdk/client-lambda';
import { z } from 'zod';

const region = process.env['AWS_REGION'] ?? 'us-east-1';
const clients = {
  storage: new Storage({ region }),
  tables: new DynamoDB({ region }),
  logs: new CloudWatchLogs({ region }),
  functions: new lambda.LambdaClient({ region }),
};

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('buckets', { inputSchema: { prefix: z.string() } }, async ({ prefix }) => {
  const { Buckets = [] } = await clients.storage.listBuckets({ Prefix: prefix });
  return { content: [{ type: 'text', text: Buckets.map(({ Name }) => Name).join() }] };
});

server.registerTool('region', { inputSchema: { service: z.enum(['storage', 'tables', 'logs', 'functions']) } }, async ({ service }) => {
  return { content: [{ type: 'text', text: await clients[service].config.region() }] };
});

await server.connect(new StdioServerTransport());
