import { createTool } from '@mastra/core/tools';
import { z } from 'zod';

const Key = z.strictObject({ key: z.string() });

const lookup = createTool({
  id: 'lookup',
  description: 'Look a key up',
  inputSchema: Key,
  async execute(inputData, { requestContext }) {
    return { value: inputData.key, in: typeof requestContext };
  },
});

const status = createTool({
  id: 'status',
  description: 'Without a schema',
  execute: async () => 'up',
});

export const tools = { 'look-up': lookup, status };
