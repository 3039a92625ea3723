import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function registerObjects(server: McpServer): void {
  server.registerTool('get', { inputSchema: { key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ key }) => ({ content: [{ type: 'text', text: key }] })));
}
