import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as z from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function registerNamespace(server: McpServer): void {
  server.registerTool('namespace', { inputSchema: { q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ q }) => ({ content: [{ type: 'text', text: q }] })));
}
