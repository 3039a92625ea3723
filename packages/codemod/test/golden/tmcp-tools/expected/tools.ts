import { defineTool as define } from 'tmcp/tool';
import * as z from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const Count = z.strictObject({ of: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) });

export const count = define({ name: 'count', description: 'Counts', schema: Count }, withAccountContext(async (input) => {
  return { content: [{ type: 'text', text: String(input.of.length) }] };
}));

export const status = define({ name: 'status', description: 'Up or down', schema: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async () => ({
  content: [{ type: 'text', text: 'up' }],
})));
