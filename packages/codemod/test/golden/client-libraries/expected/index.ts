import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { GetObjectCommand, S3Client, waitUntilObjectExists } from '@aws-sdk/client-s3';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const s3 = perAccount((aws) => new S3Client(aws({
  region: process.env.AWS_REGION ?? 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' },
})));
const profiled = perAccount((aws) => new S3Client(aws({
  region: process.env.AWS_REGION ?? 'us-west-2',
  credentials: fromIni({ profile: process.env.SERVER_PROFILE ?? 'default' }),
})));

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('presign', { inputSchema: { key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ key }) => {
  const url = new URL(await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'golden', Key: key })));
  return { content: [{ type: 'text', text: `${url.pathname.split('/').pop()} ${await profiled.config.region()}` }] };
}));

server.registerTool('upload', { inputSchema: { key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ key }) => {
  await new Upload({ client: s3, params: { Bucket: 'golden', Key: key, Body: key } }).done();
  await waitUntilObjectExists({ client: s3, maxWaitTime: 5 }, { Bucket: 'golden', Key: key });
  return { content: [{ type: 'text', text: key }] };
}));

await server.connect(new StdioServerTransport());
