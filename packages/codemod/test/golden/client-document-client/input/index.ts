import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

const table = process.env.TABLE ?? 'orders';
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: process.env.AWS_REGION ?? 'us-east-1' }), {
  marshallOptions: { removeUndefinedValues: true },
});

const raw = new DynamoDBClient({ region: 'eu-west-3' });
const full = DynamoDBDocument.from(raw);

let base: DynamoDBClient | undefined;
function documentsOf(): DynamoDBDocumentClient {
  if (!base) base = new DynamoDBClient({ region: process.env.AWS_REGION ?? 'us-east-1' });
  return DynamoDBDocumentClient.from(base);
}

let lazy: DynamoDBDocumentClient | undefined;
function lazyDocuments(): DynamoDBDocumentClient {
  lazy ??= DynamoDBDocumentClient.from(
    new DynamoDBClient(),
  );
  return lazy;
}

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('get-order', { inputSchema: { id: z.string() } }, async ({ id }) => {
  const { Item } = await lazyDocuments().send(new GetCommand({ TableName: table, Key: { id } }));
  return { content: [{ type: 'text', text: JSON.stringify(Item) }] };
});

server.registerTool('regions', { inputSchema: { id: z.string() } }, async ({ id }) => {
  const regions = [await documents.config.region(), await full.config.region(), await documentsOf().config.region()];
  return { content: [{ type: 'text', text: [id, ...regions].join(' ') }] };
});

await server.connect(new StdioServerTransport());
