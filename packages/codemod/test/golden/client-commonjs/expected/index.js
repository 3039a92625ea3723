const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');
const { z } = require('zod');
const { s3, table } = require('./clients');
const { targetAccountId, withAccountContext } = require('@mcp-multi-account/cred-extract');

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('regions', { inputSchema: { separator: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ separator }) => {
  const regions = [await s3.config.region(), await table().config.region()];
  return { content: [{ type: 'text', text: regions.join(separator) }] };
}));

server.connect(new StdioServerTransport());
