import { z } from 'zod';
import type { ToolContext } from './context.js';

const Name = z.object({ name: z.string() });

export function registerBuckets(context: ToolContext): void {
  context.addTool('ping', { description: 'Answers pong' }, async () => ({
    content: [{ type: 'text', text: 'pong' }],
  }));

  context.addTool(
    'get_bucket',
    { description: 'Gets a bucket', inputSchema: Name },
    async ({ name }) => ({ content: [{ type: 'text', text: name }] }),
  );

  context.addStrictTool(
    'list_buckets',
    {
      description: 'Lists buckets',
      inputSchema: z.object({
        prefix: z.string(),
      }),
    },
    async ({ prefix }) => ({ content: [{ type: 'text', text: `${prefix}production of ${context.team}` }] }),
  );
}
