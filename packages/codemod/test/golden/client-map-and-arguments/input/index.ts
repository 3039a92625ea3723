import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { z } from 'zod';

const byRegion = new Map<string, S3Client>();
for (const region of ['eu-west-1', 'us-east-1']) {
  byRegion.set(region, new S3Client({ region }));
}

function traced<T extends object>(client: T): { readonly client: T; readonly name: string } {
  return { client, name: client.constructor.name };
}

const { client: home, name } = traced(new S3Client({ region: process.env.AWS_REGION || 'us-west-2' }));

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('describe', { inputSchema: { region: z.string() } }, async ({ region }) => {
  const chosen = byRegion.get(region) ?? home;
  if (!(chosen instanceof S3Client)) throw new S3ServiceException({ name: 'x', $fault: 'client', $metadata: {} });
  return { content: [{ type: 'text', text: `${name} ${await chosen.config.region()} ${await home.config.region()}` }] };
});

await server.connect(new StdioServerTransport());
