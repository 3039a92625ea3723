import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const EchoSchema = z.object({ message: z.string() });

server.registerTool('echo', { description: 'Echo', inputSchema: { ...EchoSchema.shape, target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async (args) => {
  const { message } = EchoSchema.parse(args);
  return { content: [{ type: 'text', text: message }] };
}));

server.registerTool('inline', { inputSchema: z.object({ q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }).shape }, withAccountContext(async ({ q }) => ({
  content: [{ type: 'text', text: q }],
})));

server.tool('old', { ...EchoSchema.shape, target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async ({ message }) => ({ content: [{ type: 'text', text: message }] })));

await server.connect(new StdioServerTransport());
