import { z } from 'zod';
import type { ToolContext } from './context.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const Name = z.object({ name: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) });

export function registerBuckets(context: ToolContext): void {
  context.addTool('ping', { description: 'Answers pong', inputSchema: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async () => ({
    content: [{ type: 'text', text: 'pong' }],
  })));

  context.addTool(
    'get_bucket',
    { description: 'Gets a bucket', inputSchema: Name },
    withAccountContext(async ({ name }) => ({ content: [{ type: 'text', text: name }] })),
  );

  context.addStrictTool(
    'list_buckets',
    {
      description: 'Lists buckets',
      inputSchema: z.object({
        prefix: z.string(),
        target_account_id: z.string().optional().describe(targetAccountId.description),
      }),
    },
    withAccountContext(async ({ prefix }) => ({ content: [{ type: 'text', text: `${prefix}production of ${context.team}` }] })),
  );
}
