import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import * as aws from '@aws-sdk/client-s3';
import { z } from 'zod';
import { perAccount as perAwsAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

interface Price {
  readonly perAccount: number;
}

function perAccount(price: Price): number {
  return price.perAccount;
}

const account = perAccount({ perAccount: 3 });
const s3 = perAwsAccount((accountAws) => new aws.S3Client(accountAws({ region: process.env.AWS_REGION ?? 'us-east-1' })));

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { suffix: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ suffix }) => ({
  content: [{ type: 'text', text: `${account} ${await s3.config.region()}${suffix}` }],
})));

await server.connect(new StdioServerTransport());
