import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';

function createS3(region = process.env.AWS_REGION ?? 'us-east-1'): S3Client {
  return new S3Client({ region });
}

const createDynamoDB = (config: DynamoDBClientConfig): DynamoDBClient => new DynamoDBClient(config);

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { region: z.string() } }, async ({ region }) => {
  const s3 = createS3();
  const table = createDynamoDB({ region });
  return { content: [{ type: 'text', text: `${await s3.config.region()} ${await table.config.region()}` }] };
});

await server.connect(new StdioServerTransport());
