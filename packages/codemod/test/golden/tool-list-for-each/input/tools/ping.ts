import { z } from 'zod';
import type { ListedTool } from './listed-tool.js';

const PingSchema = z.object({ times: z.number().optional() });

export const pingTool: ListedTool = {
  name: 'ping',
  description: 'Answers pong',
  parameters: PingSchema.shape,
  handler: async (params) => ({ content: [{ type: 'text', text: 'pong '.repeat(PingSchema.parse(params).times ?? 1).trim() }] }),
};
