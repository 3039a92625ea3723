import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';

// Cost Explorer has one endpoint, in us-east-1.
const costs = new CostExplorerClient({ region: 'us-east-1' });
const GLOBAL = 'us-east-1';
const buckets = new S3Client({ region: GLOBAL, followRegionRedirects: true });

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('regions', { inputSchema: { separator: z.string() } }, async ({ separator }) => {
  const regions = [await costs.config.region(), await buckets.config.region()];
  return { content: [{ type: 'text', text: regions.join(separator) }] };
});

await server.connect(new StdioServerTransport());
