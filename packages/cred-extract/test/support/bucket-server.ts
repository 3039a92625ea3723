// A small MCP server over stdio, as its author would write it: one tool, one S3 client, no word about accounts but two.
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { perAccount, withAccounts } from '../../src/index.ts';

const s3 = perAccount((aws) => new S3Client(aws({ region: process.env.AWS_REGION ?? 'us-east-1' })));
const server = withAccounts(new McpServer({ name: 'buckets', version: '1.0.0' }));

server.registerTool('list-buckets', { description: 'List the buckets of the account' }, async () => {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  return { content: [{ type: 'text', text: Buckets.map(({ Name }) => Name).join() }] };
});

await server.connect(new StdioServerTransport());
