import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { S3Client } from '@aws-sdk/client-s3';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

// Before there was anything else, tools of this server took a role.
function storage(role?: string): S3Client {
  return perAccount((aws) => new S3Client(aws({
    region: process.env.AWS_REGION ?? 'us-east-1',
    ...(role && { credentials: fromTemporaryCredentials({ params: { RoleArn: role, DurationSeconds: 900 } }) }),
  })));
}

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { role: z.string().optional(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ role }) => {
  return { content: [{ type: 'text', text: await storage(role).config.region() }] };
}));

server.registerTool('region-as', { inputSchema: { role: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ role }) => {
  const s3 = perAccount((aws) => new S3Client(aws({
    region: process.env.AWS_REGION ?? 'us-east-1',
    credentials: fromTemporaryCredentials({ params: { RoleArn: role } }),
  })));
  return { content: [{ type: 'text', text: await s3.config.region() }] };
}));

await server.connect(new StdioServerTransport());
