import { defineTool as define } from 'tmcp/tool';
import * as z from 'zod';

const Count = z.strictObject({ of: z.string() });

export const count = define({ name: 'count', description: 'Counts', schema: Count }, async (input) => {
  return { content: [{ type: 'text', text: String(input.of.length) }] };
});

export const status = define({ name: 'status', description: 'Up or down' }, async () => ({
  content: [{ type: 'text', text: 'up' }],
}));
