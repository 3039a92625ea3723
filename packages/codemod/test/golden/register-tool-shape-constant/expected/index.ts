import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const inputSchema = {
  bucket: z.string(),
  key: z.string(),
  target_account_id: z.string().optional().describe(targetAccountId.description)
};
const ConfigInConstant = { description: 'Head an object', inputSchema: { key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } };

server.registerTool('get-object', { description: 'Get an object', inputSchema }, withAccountContext(async ({ bucket, key }) => ({
  content: [{ type: 'text', text: `${bucket}/${key}` }],
})));

server.registerTool('head-object', ConfigInConstant, withAccountContext(async ({ key }) => ({ content: [{ type: 'text', text: key }] })));

await server.connect(new StdioServerTransport());
