import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { suffix: z.string() } }, async ({ suffix }) => {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const s3 = new S3Client({ region: process.env.AWS_REGION ?? 'us-east-1' });
  return { content: [{ type: 'text', text: (await s3.config.region()) + suffix }] };
});

await server.connect(new StdioServerTransport());
