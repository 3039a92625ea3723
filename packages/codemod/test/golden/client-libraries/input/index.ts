import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { GetObjectCommand, S3Client, waitUntilObjectExists } from '@aws-sdk/client-s3';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { z } from 'zod';

const s3 = new S3Client({
  region: process.env.AWS_REGION ?? 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' },
});
const profiled = new S3Client({
  region: process.env.AWS_REGION ?? 'us-west-2',
  credentials: fromIni({ profile: process.env.SERVER_PROFILE ?? 'default' }),
});

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('presign', { inputSchema: { key: z.string() } }, async ({ key }) => {
  const url = new URL(await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'golden', Key: key })));
  return { content: [{ type: 'text', text: `${url.pathname.split('/').pop()} ${await profiled.config.region()}` }] };
});

server.registerTool('upload', { inputSchema: { key: z.string() } }, async ({ key }) => {
  await new Upload({ client: s3, params: { Bucket: 'golden', Key: key, Body: key } }).done();
  await waitUntilObjectExists({ client: s3, maxWaitTime: 5 }, { Bucket: 'golden', Key: key });
  return { content: [{ type: 'text', text: key }] };
});

await server.connect(new StdioServerTransport());
