import { z } from 'zod';
import type { ToolContext } from './context.js';

interface QueueTool {
  name: string;
  params: z.ZodRawShape;
  run: (params: Record<string, unknown>) => string;
}

const queueTools: QueueTool[] = [
  { name: 'list_queues', params: {}, run: () => 'none' },
  { name: 'purge_queue', params: { queue: z.string() }, run: ({ queue }) => `purged ${queue}` },
];

export function registerQueues(context: ToolContext): void {
  queueTools.forEach(({ name, params, run }) => {
    context.addStrictTool(name, { inputSchema: z.object(params) }, async (given) => ({
      content: [{ type: 'text', text: `${run({ ...given })} of ${context.team}` }],
    }));
  });
}
