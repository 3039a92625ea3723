import type { McpServer } from 'tmcp';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function registerMore(mcp: McpServer) {
  mcp.tool({ name: 'whoami', description: 'Without a schema', schema: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(() => {
    return { content: [{ type: 'text', text: 'me' }] };
  }));
}
