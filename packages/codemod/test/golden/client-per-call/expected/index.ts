import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { S3Client, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { suffix: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ suffix }) => {
  const s3 = perAccount((aws) => new S3Client(aws({ region: process.env.AWS_REGION ?? 'us-east-1' })));
  return { content: [{ type: 'text', text: (await s3.config.region()) + suffix }] };
}));

server.registerTool('list-objects', { inputSchema: { bucket: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ bucket }) => {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: perAccount((aws) => new S3Client(aws({}))) }, { Bucket: bucket })) {
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
  }
  return { content: [{ type: 'text', text: keys.join('\n') }] };
}));

server.registerTool('endpoint', { inputSchema: { name: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(({ name }) =>
  describe(name, perAccount((aws) => new S3Client(aws({ endpoint: 'http://localhost:9000' }))))),
);

async function describe(name: string, client: S3Client) {
  const endpoint = await client.config.endpoint?.();
  return { content: [{ type: 'text' as const, text: `${name} ${endpoint?.hostname}` }] };
}

await server.connect(new StdioServerTransport());
