import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { S3Client, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { suffix: z.string() } }, async ({ suffix }) => {
  const s3 = new S3Client({ region: process.env.AWS_REGION ?? 'us-east-1' });
  return { content: [{ type: 'text', text: (await s3.config.region()) + suffix }] };
});

server.registerTool('list-objects', { inputSchema: { bucket: z.string() } }, async ({ bucket }) => {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: new S3Client({}) }, { Bucket: bucket })) {
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
  }
  return { content: [{ type: 'text', text: keys.join('\n') }] };
});

server.registerTool('endpoint', { inputSchema: { name: z.string() } }, ({ name }) =>
  describe(name, new S3Client({ endpoint: 'http://localhost:9000' })),
);

async function describe(name: string, client: S3Client) {
  const endpoint = await client.config.endpoint?.();
  return { content: [{ type: 'text' as const, text: `${name} ${endpoint?.hostname}` }] };
}

await server.connect(new StdioServerTransport());
