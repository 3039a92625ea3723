import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z as zod } from 'zod/v4';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function registerAliased(server: McpServer): void {
  server.registerTool('aliased', { inputSchema: { q: zod.string(), target_account_id: zod.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ q }) => ({ content: [{ type: 'text', text: q }] })));
}
