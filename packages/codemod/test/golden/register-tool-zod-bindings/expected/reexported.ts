import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from './zod.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function registerReexported(server: McpServer): void {
  server.registerTool('reexported', { inputSchema: { q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ q }) => ({ content: [{ type: 'text', text: q }] })));
}
