import { createTool } from '@mastra/core/tools';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const Key = z.strictObject({ key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) });

const lookup = withAccountContext(createTool({
  id: 'lookup',
  description: 'Look a key up',
  inputSchema: Key,
  async execute(inputData, { requestContext }) {
    return { value: inputData.key, in: typeof requestContext };
  },
}), { throwErrors: true });

const status = withAccountContext(createTool({
  id: 'status',
  description: 'Without a schema',
  execute: async () => 'up',
  inputSchema: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }),
}), { throwErrors: true });

export const tools = { 'look-up': lookup, status };
