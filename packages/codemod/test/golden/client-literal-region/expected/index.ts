import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

// Cost Explorer has one endpoint, in us-east-1.
const costs = perAccount((aws) => new CostExplorerClient(aws.keepRegion({ region: 'us-east-1' })));
const GLOBAL = 'us-east-1';
const buckets = perAccount((aws) => new S3Client(aws.keepRegion({ region: GLOBAL, followRegionRedirects: true })));

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('regions', { inputSchema: { separator: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ separator }) => {
  const regions = [await costs.config.region(), await buckets.config.region()];
  return { content: [{ type: 'text', text: regions.join(separator) }] };
}));

await server.connect(new StdioServerTransport());
