import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import zod from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function registerDefault(server: McpServer): void {
  server.registerTool('default', { inputSchema: { q: zod.string(), target_account_id: zod.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ q }) => ({ content: [{ type: 'text', text: q }] })));
}
